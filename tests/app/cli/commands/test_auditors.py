"""`dualtrack auditors`: the candidates of any day, a decision by name, a booking."""

from datetime import date

from attrs import evolve
from tests.app.conftest import Run
from tests.app.programme import candidates
from tests.conftest import NOW
from tests.domain.programme.auditors.firms import quote

from dualtrack.app.ledger.home import Home

DECIDE = ("auditors", "decide", "iso27001", "CB", "--reason", "Days as the table has them.")
BOOK = ("auditors", "book", "iso27001", "CB", "2026-09-07", "2026-09-18", "--confirmation", "CA-1")


def test_candidates_decision_and_booking(cli: Run, programme: Home) -> None:
    candidates.enter()
    told = cli("auditors", "--json").json
    assert (told["phase_1_end"], told["persons"], told["one_firm"]) == ("2025-08-02", 5, False)
    soc2, iso = told["engagements"]
    assert soc2["audit_days"] is None
    assert iso["audit_days"]["initial"] == "5"
    assert [(c["firm"], c["eligible"]) for c in iso["candidates"]] == [("CB", True), ("BAD", False)]
    assert iso["candidates"][1]["disqualifying"][0]["code"] == "accreditation_without_iso27001"
    assert [f["params"]["framework"] for f in told["findings"]] == ["iso27001", "soc2"]
    made = cli(*DECIDE, "--quote", "Q-CB", "--as", "charlie", "--json").json
    assert (made["firm"], made["considered"]) == ("CB", ["BAD", "CB"])
    assert cli(*BOOK, "--as", "alice", "--json").json["starts_on"] == "2026-09-07"
    shown = cli("auditors")
    assert "iso27001: Fine Body, 2026-09-07 - 2026-09-18" in shown.out
    assert "No auditor is booked for SOC 2" in shown.err


def test_days_that_the_firm_does_not_offer_are_booked_and_named(cli: Run, programme: Home) -> None:
    """The warning refuses nothing; days within the offer are booked without one."""
    offer = quote("CB", "Q-DAYS", received_on=NOW.date(), offered_from=date(2026, 9, 14))
    candidates.enter(evolve(offer, offered_until=date(2026, 10, 30)))
    cli(*DECIDE, "--quote", "Q-DAYS", "--as", "charlie")
    text = (
        "Fine Body is booked for ISO 27001 from 2026-09-07 to 2026-09-18, and its quote Q-DAYS offers "
        "2026-09-14 to 2026-10-30; have the firm confirm the days, or book others."
    )
    assert cli(*BOOK, "--as", "alice", "--json").json["noted"] == [
        {"code": "auditor_booked_outside_the_days_offered", "text": text}
    ]
    assert text in cli("auditors").err
    within = ("auditors", "book", "iso27001", "CB", "2026-09-14", "2026-10-30", "--confirmation", "CA-2")
    assert cli(*within, "--as", "alice", "--json").json["noted"] == []
    assert "its quote Q-DAYS" not in cli("auditors").err


def test_what_is_refused_says_why(cli: Run, programme: Home) -> None:
    candidates.enter()
    assert cli(*DECIDE, "--json").error["message"] == (
        "not allowed: this needs the right auditors.decide; act as somebody who holds it with --as"
    )
    refused = cli(*BOOK, "--as", "alice", "--json").error
    assert refused["message"] == (
        "iso27001: framework: nobody is chosen for ISO 27001; decide first, then book."
    )
    wrong = cli("auditors", "book", "soc2", "CPA", "soon", "2026-09-18", "--confirmation", "x", "--json")
    assert "'soon' is not a date; expected YYYY-MM-DD" in wrong.error["message"]
