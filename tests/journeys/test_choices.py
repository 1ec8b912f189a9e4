"""A lead decides in a browser: a false alarm is back after its day, an auditor is chosen and booked."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from attrs import frozen
from playwright.sync_api import Page, expect
from tests.app.web import world
from tests.databases import copied
from tests.journeys.conftest import UNFOLD, Clean
from tests.journeys.serving import Server, run, serving
from tests.journeys.test_pages import OpenPage, sign_in

from dualtrack.app.ledger import clock
from dualtrack.app.ledger.home import Home

pytestmark = [pytest.mark.browser, pytest.mark.slow]
DIFFER = "scopes_differ_unexplained"
FIRMS = f"""\
Id,Name,Kind,Licence,Peer reviewed on,Peer review
CPA,Invented CPAs,cpa_firm,L-1,{world.TODAY},no_deficiency
OLD,Forgetful CPAs,cpa_firm,,,
"""
QUOTES = f"""\
Id,Name,Firm,Kind,Received on,Fee,Currency
Q-1,Type II and bridge letter,CPA,soc2_type_2,{world.TODAY},21000,EUR
"""


@frozen
class Own:
    """A copy of the invented programme that a journey changes, served."""

    home: Path
    server: Server

    def turn(self, days: int) -> None:
        """Let so many days pass in the example."""
        here = Home(path=self.home, id="home_example", example=True, created="2025-06-01T09:00:00.000000Z")
        clock.write(here, world.NOW + timedelta(days=days))


@pytest.fixture
def own(world_home: Path, tmp_path: Path) -> Iterator[Own]:
    """A copy of its own."""
    home = copied(world_home, tmp_path / "home")
    for kind, text in (("audit_firms", FIRMS), ("audit_quotes", QUOTES)):
        (tmp_path / f"{kind}.csv").write_text(text)
        run(home, "import", kind, str(tmp_path / f"{kind}.csv"), "--as", "lead")
    with serving(home) as server:
        yield Own(home, server)


def _looked_at(page: Page, clean: Clean) -> None:
    page.evaluate(UNFOLD)
    clean(page)
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth"), page.url


def test_a_false_alarm_is_answered_for_a_time_and_comes_back(
    open_page: OpenPage, own: Own, clean: Clean
) -> None:
    page = open_page(viewport={"width": 390, "height": 900})
    sign_in(page, own.server, "lead")
    page.goto(f"{own.server.address}/patterns/")
    _looked_at(page, clean)
    card = page.locator(f"#{DIFFER}")
    card.get_by_label("Why it is a false alarm").fill("The ISMS is approved on Friday")
    card.get_by_label("Until").fill(str(world.TODAY + timedelta(days=20)))
    card.get_by_role("button", name="Record the answer").click()
    page.wait_for_url(f"**/patterns/#{DIFFER}")
    until = world.TODAY + timedelta(days=20)
    expect(card.get_by_text(f"Answered until {until}: The ISMS is approved on Friday")).to_be_visible()
    page.goto(f"{own.server.address}/owed/")
    expect(page.get_by_text("Go through the things with an owner each")).to_have_count(0)
    own.turn(days=21)
    page.goto(f"{own.server.address}/patterns/")
    said = f"It was answered until {until}, and is back: The ISMS is approved on Friday"
    expect(card.get_by_text(said)).to_be_visible()
    _looked_at(page, clean)
    page.goto(f"{own.server.address}/owed/")
    expect(page.get_by_text("Go through the things with an owner each").first).to_be_visible()


def test_candidates_are_compared_one_is_chosen_and_booked(
    open_page: OpenPage, own: Own, clean: Clean
) -> None:
    page = open_page(viewport={"width": 1280, "height": 900})
    sign_in(page, own.server, "lead")
    page.goto(f"{own.server.address}/auditors/")
    _looked_at(page, clean)
    part = page.locator("section", has=page.get_by_role("heading", name="Service auditor"))
    weak = part.get_by_role("row", name="Forgetful CPAs")
    expect(weak.get_by_text("disqualified").first).to_be_visible()
    expect(part.get_by_role("row", name="Invented CPAs").get_by_text("nothing found")).to_be_visible()
    firm = part.get_by_label("Firm", exact=True)
    assert "Forgetful CPAs" not in firm.inner_text()  # what is disqualified is not offered
    firm.select_option("Invented CPAs")
    part.get_by_label("On the quote").select_option("Q-1")
    part.get_by_label("Why this firm").fill("The only one with a peer review on record.")
    part.get_by_role("button", name="Record the decision").click()
    page.wait_for_url("**/auditors/#soc2")
    expect(part.get_by_text("The only one with a peer review on record.")).to_be_visible()
    page.evaluate(UNFOLD)
    first = world.TODAY + timedelta(days=120)
    part.get_by_label("First day of the audit").fill(str(first))
    part.get_by_label("Last day of the audit").fill(str(first + timedelta(days=10)))
    part.get_by_label("Confirmation").fill("EL-1")
    part.get_by_role("button", name="Record the booking").click()
    page.wait_for_url("**/auditors/#soc2")
    expect(part.get_by_text("EL-1")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 900})
    _looked_at(page, clean)
