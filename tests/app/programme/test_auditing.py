"""Choosing auditors in a home: decided by name, refused in one sentence, booked, found in the lists."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from tests.app.conftest import viewer
from tests.app.entries import last, refused
from tests.app.programme import candidates
from tests.app.programme.costing.stated import state
from tests.conftest import NOW
from tests.domain.registers.records import least

from dualtrack.app.accounts.rights import NotAllowedError
from dualtrack.app.audits.models import AuditorBookingRow, AuditorDecisionRow
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.ledger.services import record
from dualtrack.app.programme import auditing, register_findings
from dualtrack.app.programme.models import OrganisationRow
from dualtrack.app.programme.planning import planned
from dualtrack.app.programme.queries import When
from dualtrack.domain.audits.choosing import AuditorBooking, AuditorDecision
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.cost.audit_days import STANDARD, Grade, Profile, audit_days
from dualtrack.domain.programme.organisation import Profile as Course
from dualtrack.domain.registers.auditor_ties import AuditorDeclaration
from dualtrack.domain.registers.finding import Code

TODAY = NOW.date()
TODAY_ = When(as_of=TODAY)
FIRST, LAST = TODAY + timedelta(days=120), TODAY + timedelta(days=131)


@pytest.fixture
def firms(programme: Home) -> Home:
    """A programme with candidates."""
    candidates.enter()
    return programme


def decide(who: str = "charlie", **given: Any) -> AuditorDecision:
    """Choose the certification body, or another."""
    says = {"framework": "iso27001", "firm": "CB", "reason": "Days as the table has them.", **given}
    return auditing.decide(viewer(who), now=NOW, today=TODAY, **says)


def book(who: str = "alice", **given: Any) -> AuditorBooking:
    """Book the certification body, or another."""
    says = {
        "framework": "iso27001",
        "firm": "CB",
        "starts_on": FIRST,
        "ends_on": LAST,
        "confirmation": "CA-1",
        **given,
    }
    return auditing.book(viewer(who), now=NOW, today=TODAY, **says)


def test_a_decision_and_a_booking_are_on_record(firms: Home) -> None:
    made = decide(quote="Q-CB")
    assert (made.id, made.considered, made.decided_by) == ("iso27001-1", ("BAD", "CB"), "person:charlie")
    assert [(e.action, e.reason) for e in last()] == [("auditor.decide", "Days as the table has them.")]
    booked = book()
    held = auditing.auditors(viewer("ivy"), TODAY_)
    assert held.chosen == {"iso27001": made}
    assert held.booked == {"iso27001": booked}
    assert held.frameworks == ("soc2", "iso27001")
    assert held.phase_1_end == date(2025, 8, 2)
    assert held.persons == 5  # seven on record, two of them auditors from outside


def test_another_decision_takes_its_place_and_the_booking_no_longer_counts(firms: Home) -> None:
    decide()
    book()
    candidates.enter(least(AuditorDeclaration, firm="CB", declared_on=TODAY))
    assert decide(reason="Asked again.").id == "iso27001-2"
    assert auditing.auditors(viewer("alice"), TODAY_).booked  # the same firm
    assert AuditorDecisionRow.objects.count() == 2


REFUSED: list[tuple[dict[str, Any], str]] = [
    (
        {"firm": "BAD"},
        "iso27001: firm: Narrow Body cannot be chosen for ISO 27001: Narrow Body: its accreditation by Board "
        "does not cover ISO/IEC 27001 (it covers: ISO 9001).",
    ),
    (
        {"firm": "CPA"},
        "iso27001: firm: Fine CPAs is of the kind cpa and cannot be chosen for ISO 27001: a SOC 2 "
        "examination is a CPA firm's, an ISO 27001 certificate an accredited certification body's; choose "
        "another.",
    ),
    (
        {"firm": "nobody"},
        "iso27001: firm: came nobody, expected a record of the register of audit firms; enter it there "
        "first.",
    ),
    (
        {"framework": "iso42001"},
        "iso42001: framework: came iso42001, expected one for which this programme has to choose an auditor; "
        "correct it.",
    ),
    ({"reason": " "}, "iso27001: reason: came nothing, expected why Fine Body is chosen; write it."),
    (
        {"quote": "Q-CPA", "reason": ""},
        "iso27001: quote: came Q-CPA, expected a quote of Fine Body for ISO 27001; name one of its own or "
        "none. reason: came nothing, expected why Fine Body is chosen; write it.",
    ),
    (
        {"quote": "Q-OLD"},
        "iso27001: quote: Q-OLD stood until 2026-03-01; ask for a new one and enter it.",
    ),
]
NOT_BOOKED: list[tuple[dict[str, Any], str]] = [
    (
        {"framework": "soc2"},
        "soc2: framework: nobody is chosen for SOC 2; decide first, then book.",
    ),
    (
        {"firm": "CPA"},
        "iso27001: firm: came CPA, expected CB, which is chosen for ISO 27001; book it, or decide anew.",
    ),
    (
        {"starts_on": TODAY - timedelta(days=1)},
        "iso27001: first day: came 2026-03-01, expected a day no earlier than today, 2026-03-02; correct it.",
    ),
    (
        {"ends_on": TODAY, "confirmation": ""},
        "iso27001: last day: came 2026-03-02, expected a day no earlier than the first, 2026-06-30; correct "
        "it. confirmation: came nothing, expected the number or day of what CB signed; write it.",
    ),
]


def test_what_cannot_be_decided_or_booked_is_refused_in_words(firms: Home) -> None:
    for given, words in REFUSED:
        with refused("auditor_refused", words):
            decide(**given)
    decide()
    for given, words in NOT_BOOKED:
        with refused("auditor_refused", words):
            book(**given)
    assert AuditorBookingRow.objects.count() == 0


def test_a_lead_or_manager_decides_by_name(firms: Home, operator: Viewer) -> None:
    for who in ("bob", "ada", "ivy", "sam", "cora"):
        with pytest.raises(NotAllowedError):
            decide(who)
        with pytest.raises(NotAllowedError):
            book(who)
    with pytest.raises(NotAllowedError):
        auditing.decide(operator, now=NOW, today=TODAY, framework="iso27001", firm="CB", reason="Why not.")
    assert decide("alice").decided_by == "person:alice"


def test_neither_owners_nor_outside_auditors_see_the_candidates(firms: Home) -> None:
    for who in ("bob", "ada", "sam", "cora"):
        with pytest.raises(NotAllowedError):
            auditing.auditors(viewer(who), TODAY_)


def test_what_is_lacking_stands_among_the_findings_of_registers(firms: Home) -> None:
    def codes() -> list[tuple[str, str]]:
        found = register_findings.found(viewer("alice"), TODAY_)
        return [
            (f.code.value, dict(f.params).get("framework", f.record)) for f in found if "audit" in f.register
        ]

    assert codes() == [("auditor_not_booked", "iso27001"), ("auditor_not_booked", "soc2")]
    decide()
    book()
    assert codes() == [
        ("auditor_not_booked", "soc2"),
        ("auditor_declaration_missing", "CB"),
    ]
    assert register_findings.found(viewer("bob"), TODAY_) == ()


def test_a_past_day_is_told_as_it_was_known(firms: Home) -> None:
    decide()
    before = auditing.auditors(viewer("alice"), When(as_of=TODAY - timedelta(days=1)))
    assert (before.chosen, [c.candidates for c in before.comparisons]) == ({}, [(), ()])


def test_proposed_days_are_held_against_the_table_as_the_basis_states_it(firms: Home) -> None:
    plain = auditing.auditors(viewer("ivy"), TODAY_)
    assert (plain.persons, plain.stated) == (5, False)
    low = Profile(business=Grade.LOW, technology=Grade.LOW, adjustment=-30, why_complexity="one process")
    state(persons=60, profile=low)
    held = auditing.auditors(viewer("ivy"), TODAY_)
    assert (held.persons, held.stated) == (60, True)
    (body,) = (one for one in held.comparisons if one.framework == "iso27001")
    assert body.days == audit_days(60, low)
    candidate = body.of("CB")
    assert candidate is not None
    assert candidate.table_days == Decimal(7)
    with pytest.raises(RefusedError, match="auditor_refused"):
        decide(firm="BAD")
    state(persons=4, profile=STANDARD)  # fewer than there are on record
    assert auditing.auditors(viewer("ivy"), TODAY_).persons == 5


@pytest.mark.parametrize("profile", [Course.DUAL_TRACK_52W, Course.FROM_SCRATCH, Course.FIRST_COMBINED])
def test_phase_1_ends_where_the_plan_has_its_end(firms: Home, profile: Course) -> None:
    row = OrganisationRow.objects.get()
    changed = evolve(row.to_value(), profile=profile)
    record(changed, actor=candidates.LEAD, now=NOW, action="organisation.change")
    ended = planned(viewer("alice"), TODAY_).phase_end
    assert auditing.auditors(viewer("alice"), TODAY_).phase_1_end == ended
    late = [f for f in auditing.found(TODAY, None) if f.code is Code.AUDITOR_UNBOOKED]
    assert {f.since for f in late} == {ended}
    assert len(late) == 2
