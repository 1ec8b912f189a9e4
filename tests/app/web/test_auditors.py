"""The auditors' page: candidates side by side, the decision and the booking, and whom it is not for."""

import html
import re

import pytest
from django.test import Client
from tests.app.programme import candidates
from tests.app.web import world
from tests.app.web.conftest import As
from tests.app.web.test_cost import LOWER

from dualtrack.app.audits.models import AuditorBookingRow, AuditorDecisionRow
from dualtrack.app.ledger.home import Home

PAGE = "/auditors/"
CHOSEN = {"decide-soc2-firm": "CPA", "decide-soc2-quote": "Q-CPA", "decide-soc2-reason": "The best fit."}
BOOKED = {
    "book-soc2-starts_on": "2026-09-07",
    "book-soc2-ends_on": "2026-09-25",
    "book-soc2-confirmation": "EL-1",
}


@pytest.fixture
def firms(world: Home) -> Home:
    """The invented programme with candidates."""
    candidates.enter()
    return world


def words(content: bytes) -> str:
    """The words of a page."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", content.decode())))


def test_candidates_stand_side_by_side_with_what_stands_against_them(firms: Home, lead: Client) -> None:
    shown = words(lead.get(PAGE).content)
    assert "Narrow Body: its accreditation by Board does not cover ISO/IEC 27001" in shown
    assert "disqualified" in shown
    assert "9,000 EUR" in shown
    assert "No auditor is booked for SOC 2; phase 1 ended on" in shown
    assert "persons: 5 days by the table (seen in a public source)." in shown


def test_a_firm_is_chosen_and_booked(firms: Home, lead: Client) -> None:
    answer = lead.post(f"{PAGE}soc2/decide/", CHOSEN)
    assert answer.headers["Location"] == "/auditors/#soc2"
    assert lead.post(f"{PAGE}soc2/book/", BOOKED).status_code == 302
    shown = words(lead.get(PAGE).content)
    assert "Fine CPAs" in shown
    assert "7 Sep 2026 to 25 Sep 2026" in shown
    assert (AuditorDecisionRow.objects.count(), AuditorBookingRow.objects.count()) == (1, 1)


def test_what_was_typed_stays_with_the_reason_for_which_it_is_refused(firms: Home, lead: Client) -> None:
    lead.post(f"{PAGE}soc2/decide/", CHOSEN)
    answer = lead.post(f"{PAGE}soc2/book/", BOOKED | {"book-soc2-starts_on": "2020-01-01"})
    shown = words(answer.content)
    assert "first day: came 2020-01-01, expected a day no earlier than today" in shown
    assert 'value="EL-1"' in answer.content.decode()
    assert "Select a valid choice" in words(
        lead.post(f"{PAGE}iso27001/decide/", {"decide-iso27001-firm": "BAD"}).content
    )
    assert lead.post(f"{PAGE}iso42001/decide/", CHOSEN).status_code == 404


def test_the_internal_auditor_reads_and_others_see_nothing(firms: Home, signed_in: As) -> None:
    reader = signed_in("internal").get(PAGE)
    assert reader.status_code == 200
    assert "Record the decision" not in reader.content.decode()
    for who in ("owner", "admin", "service", "certification"):
        client = signed_in(who)
        assert client.get(PAGE).status_code == 404
        assert client.post(f"{PAGE}soc2/decide/", CHOSEN).status_code == 404
    for who in ("service", "certification", "owner"):
        assert signed_in(who).get("/registers/audit_quotes/").status_code == 404


def test_a_day_that_has_passed_is_looked_at_only(firms: Home, lead: Client) -> None:
    shown = lead.get(f"{PAGE}?as_of={world.START}").content.decode()
    assert "No candidate is on record." in shown
    assert "Record the decision" not in shown


def test_how_the_table_leads_to_the_days_with_each_change(firms: Home, lead: Client) -> None:
    assert "Persons are those on record;" in words(lead.get(PAGE).content)
    assert lead.post("/cost/basis/", LOWER).status_code == 302
    shown = words(lead.get(PAGE).content)
    assert "for 90 persons" in shown
    assert "90 persons count as 51: those with one simple task by their root (groups: 2)." in shown
    assert "Reason: one telephone line" in shown
    assert "allowed: -30 to -5). Reason: one product" in shown
    assert "Persons, complexity, groups, sites and integration are those of the basis of the costs." in shown
