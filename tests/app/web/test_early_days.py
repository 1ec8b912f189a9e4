"""Pages about days on which little was on record yet, wherever the organisation counts its days."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import NoReverseMatch, reverse
from tests.app.conftest import BEGUN, begin_programme
from tests.app.web.conftest import enter
from tests.app.web.test_as_of_pages import PAGES
from tests.app.web.test_routes import addresses
from tests.app.web.world import START
from tests.databases import copied

from dualtrack.app.ledger import clock
from dualtrack.app.ledger.home import Home
from dualtrack.app.web.routes import LEAD, ROUTES

EAST = "Pacific/Auckland"
OURS_NOT = re.compile(r"account_|theme")  # signing in, and how pages look: about no day


def _alone() -> list[str]:
    """Addresses of the pages that are about no one object."""
    found = []
    for name in PAGES:
        try:
            found.append(reverse(name))
        except NoReverseMatch:
            continue
    return found


@pytest.mark.once
def test_every_page_answers_about_the_first_day(world: Home) -> None:
    lead, address = enter("lead"), addresses()
    for name in PAGES:
        answer = lead.get(address(name), {"as_of": str(START)})
        assert answer.status_code in (200, 404), name  # what is not there yet is not found


@pytest.mark.once
def test_no_page_answers_about_a_day_by_which_nothing_was_on_record(world: Home) -> None:
    lead, at = enter("lead"), addresses()
    said = f"{START - timedelta(days=1)}: nothing was on record by then; ask about a later day"
    for route in ROUTES:
        if route.method != "GET" or LEAD not in route.who or OURS_NOT.match(route.name):
            continue
        answer = lead.get(at(route.name), {"as_of": str(START - timedelta(days=1))})
        assert (answer.status_code, said in answer.content.decode()) == (400, True), route.name


@pytest.mark.once
def test_every_page_answers_of_a_programme_without_a_fact(
    example_template: Path, tmp_path: Path, connect: Callable[[Path], Home]
) -> None:
    connect(copied(example_template, tmp_path / "home"))
    begin_programme(timezone=EAST)
    pages = _alone()
    assert "/deliverables/" in pages
    with clock.use(BEGUN):
        lead = enter("alice")
        assert {at: lead.get(at).status_code for at in pages} == dict.fromkeys(pages, 200)
