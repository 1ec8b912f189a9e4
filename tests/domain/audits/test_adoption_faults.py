"""What is wrong with a past audit's facts: each in its exact words, all at once, and what is only named."""

from datetime import date, timedelta
from typing import Any

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.audits import past_audits as past
from tests.each import each

from dualtrack.domain.audits.adoption import IsoCertificate, ReportType, SocReport
from dualtrack.domain.audits.adoption_faults import (
    NAMED_ONLY,
    AdoptionCode,
    AdoptionFault,
    category_faults,
    due_after,
    iso_faults,
    soc_faults,
)
from dualtrack.domain.audits.adoption_words import WORDS, said
from dualtrack.domain.audits.engagement import EngagementKind
from dualtrack.domain.controls.period import add_months
from dualtrack.domain.registers.vendors import SubserviceMethod

LISTED = ("LA-1", "LA-7")


def of(report: SocReport) -> tuple[AdoptionFault, ...]:
    """The faults of a report on the day of the tests."""
    return soc_faults(report, controls=LISTED, catalogue=past.CATALOGUE, today=past.TODAY)


def of_iso(certificate: IsoCertificate) -> tuple[AdoptionFault, ...]:
    """The faults of a certificate."""
    return iso_faults(certificate, catalogue=past.CATALOGUE, today=past.TODAY)


def test_every_code_has_its_words() -> None:
    assert set(WORDS) == set(AdoptionCode)


def test_right_facts_have_no_fault() -> None:
    full = past.report(
        subservices=(past.subservice("soc2:CC6.4"),),
        cuecs=(past.cuec("soc2:CC6.2"),),
        deviations=(past.deviation(occurred_on=date(2025, 3, 1)),),
    )
    assert of(full) == ()
    assert of_iso(past.certificate(findings=(past.finding(closed_on=date(2025, 7, 1)),))) == ()


REFUSED: list[tuple[dict[str, Any], str]] = [
    (
        {"type": ReportType.TYPE_1},
        "report: type: a Type 1 report speaks of one day, so that no period goes on from it; begin"
        " without it",
    ),
    (
        {"start": date(2025, 12, 5)},
        "report: period_end: 2025-11-30 lies before 2025-12-05; correct one of the two",
    ),
    (
        {"issued_on": date(2025, 11, 1)},
        "report: issued_on: 2025-11-01 lies before 2025-11-30; correct one of the two",
    ),
    ({"issued_on": date(2026, 3, 3)}, "report: issued_on: 2026-03-03 lies ahead; today is 2026-03-02"),
    (
        {"categories": ("security", "speed")},
        "report: categories: speed is not a category; expected of: security, availability, confidentiality,"
        " processing_integrity, privacy",
    ),
    (
        {"open_end": date(2025, 11, 30)},
        "open_period: end: 2025-11-30 lies before 2025-12-01; correct one of the two",
    ),
    (
        {"open_start": date(2025, 11, 30), "open_end": date(2026, 10, 30)},
        "open_period: start: 2025-11-30 lies within the last period, which ended on 2025-11-30; correct one",
    ),
    (
        {"deviations": (past.deviation(control="LA-70"),)},
        "deviation 1: control: LA-70 is not in the control list; correct the id, or add it to the list",
    ),
    (
        {"deviations": (past.deviation(criterion="CC6.2"),)},
        "deviation 1: criterion: CC6.2 lacks its framework; write soc2:CC6.2",
    ),
    (
        {"deviations": (past.deviation(occurred_on=date(2025, 12, 1)),)},
        "deviation 1: occurred_on: 2025-12-01 lies outside the period of the report, 2024-12-01 to"
        " 2025-11-30",
    ),
    (
        {"subservices": (past.subservice("soc2:CC6.9"),)},
        "subservice 1: csoc: soc2:CC6.9: SOC 2 Trust Services Criteria"
        " 2017 has no CC6.9; CC6 holds CC6.1 to CC6.8",
    ),
    (
        {"subservices": (past.subservice("soc2:CC6.4", method=SubserviceMethod.INCLUSIVE),)},
        "subservice 1: csoc: Fictional Cloud is included, so that nothing is assumed there; take its CSOCs"
        " out, or say carve_out",
    ),
    (
        {"cuecs": (past.cuec("iso27001:B.1"),)},
        "cuec 1: requirements: iso27001:B.1: ISO/IEC 27001 2022 has no B.1",
    ),
    (
        {"deviations": (past.deviation(criterion="iso27001:A.5.18"),)},
        "deviation 1: criterion: iso27001:A.5.18 is not of soc2, which the audit was about; correct the id",
    ),
]


@each(("changed", "message"), REFUSED)
def test_a_report_that_is_wrong_is_refused_in_these_words(changed: dict[str, Any], message: str) -> None:
    (found,) = of(past.report(**changed))
    assert said(found) == message
    assert found.refuses


def test_an_organization_named_twice_is_named_at_both_places() -> None:
    twice = (past.subservice(), past.subservice(name="fictional cloud"))
    assert [said(f) for f in of(past.report(subservices=twice))] == [
        "subservice 1: name: Fictional Cloud is named twice; name it once, with all its CSOCs",
        "subservice 2: name: fictional cloud is named twice; name it once, with all its CSOCs",
    ]


NAMED: list[tuple[dict[str, Any], str]] = [
    (
        {"start": date(2025, 9, 2)},
        "report: period_end: 2025-09-02 to 2025-11-30 is shorter than 3 months; auditors ask why",
    ),
    (
        {"start": date(2024, 11, 30)},
        "report: period_end: 2024-11-30 to 2025-11-30 is longer than 12 months; auditors ask why",
    ),
    (
        {"open_start": date(2025, 12, 2), "open_end": date(2026, 11, 30)},
        "open_period: start: 1 days lie between the periods, 2025-12-01 to 2025-12-01: no audit speaks of"
        " them",
    ),
    (
        {"open_end": date(2026, 3, 1)},
        "open_period: end: ended on 2026-03-01, before today, 2026-03-02; its own audit is still to be"
        " adopted or done",
    ),
    (
        {"deviations": (past.deviation(response=""),)},
        "deviation 1: response: the deviation of LA-7 has no response of management",
    ),
    (
        {"deviations": (past.deviation(occurred_on=None),)},
        "deviation 1: occurred_on: the report gives no day, so it belongs to 2024-12-01 to 2025-11-30 alone"
        " and no other period is judged by it; the auditor will follow up whether LA-7 was corrected",
    ),
]


@each(("changed", "message"), NAMED)
def test_what_is_only_named_refuses_nothing(changed: dict[str, Any], message: str) -> None:
    (found,) = of(past.report(**changed))
    assert said(found) == message
    assert not found.refuses


def test_an_open_period_that_is_short_and_over_is_named_for_both() -> None:
    found = of(past.report(open_end=date(2026, 1, 31)))
    assert [said(f) for f in found] == [
        "open_period: end: 2025-12-01 to 2026-01-31 is shorter than 3 months; auditors ask why",
        "open_period: end: ended on 2026-01-31, before today, 2026-03-02; its own audit is still to be"
        " adopted or done",
    ]


def test_an_open_period_that_lies_ahead_is_named() -> None:
    found = of(past.report(open_start=date(2026, 3, 3), open_end=date(2026, 9, 2)))
    assert [f.code for f in found] == ["gap_between_periods", "open_period_has_not_begun"]
    assert said(found[1]) == (
        "open_period: start: begins on 2026-03-03, after today, 2026-03-02; nothing is judged before"
    )
    assert not any(f.refuses for f in found)


@each(("start", "end"), [(date(2025, 12, 1), past.TODAY), (past.TODAY, date(2026, 9, 1))])
def test_a_period_runs_on_its_first_and_last_day(start: date, end: date) -> None:
    codes = {f.code for f in of(past.report(open_start=start, open_end=end))}
    assert not codes & {AdoptionCode.NOT_BEGUN, AdoptionCode.ENDED}


@each("months", [3, 12])
def test_three_and_twelve_months_are_named_by_nobody(months: int) -> None:
    start = date(2025, 12, 1)
    open_end = add_months(start, months) - timedelta(days=1)
    codes = {f.code for f in of(past.report(open_start=start, open_end=open_end))}
    assert not codes & {AdoptionCode.SHORT, AdoptionCode.LONG}


@given(st.integers(-400, 400))
def test_a_gap_is_named_with_its_days_and_an_overlap_refused(days: int) -> None:
    start = date(2025, 12, 1) + timedelta(days=days)
    found = [
        f
        for f in of(past.report(open_start=start, open_end=add_months(start, 6)))
        if f.field == "start" and f.code is not AdoptionCode.NOT_BEGUN
    ]
    if days == 0:
        assert found == []
    elif days > 0:
        assert [(f.code, dict(f.params)["days"]) for f in found] == [(AdoptionCode.GAP, str(days))]
    else:
        assert [f.code for f in found] == [AdoptionCode.OVERLAP]


def test_everything_wrong_is_told_at_once() -> None:
    bad = past.report(
        categories=("speed",),
        deviations=(past.deviation(control="X"), past.deviation(criterion="soc2:CC6.2", control="Y")),
        open_start=date(2025, 12, 3),
    )
    assert [f.code for f in of(bad)] == [
        "unknown_category",
        "gap_between_periods",
        *["control_is_not_in_the_list"] * 2,
    ]


def test_categories_that_differ_are_named() -> None:
    wide = past.report(categories=("security", "availability"))
    assert category_faults(past.report(), ()) == ()
    assert category_faults(wide, ("availability",)) == ()
    (found,) = category_faults(wide, ())
    assert said(found) == (
        "report: categories: the report examined availability, security; the programme examines security"
    )
    assert found.code in NAMED_ONLY


FAULTY: list[tuple[dict[str, Any], str]] = [
    (
        {"valid_until": date(2026, 3, 1)},
        "certificate: valid_until: certificate FC-1 expired on 2026-03-01; today is 2026-03-02",
    ),
    (
        {"audit_start": date(2025, 5, 10)},
        "certificate: audit_end: 2025-05-09 lies before 2025-05-10; correct one of the two",
    ),
    ({"issued": date(2026, 3, 3)}, "certificate: issued: 2026-03-03 lies ahead; today is 2026-03-02"),
    ({"soa_date": date(2026, 3, 3)}, "soa: date: 2026-03-03 lies ahead; today is 2026-03-02"),
    (
        {"soa": past.soa("iso27001:A.5.1", "iso27001:A.8.34")},
        "soa: row: states 91 of 93 Annex A controls; missing: iso27001:A.5.1, iso27001:A.8.34",
    ),
    (
        {"soa": (*past.soa(), past.row("iso27001:A.5.1"))},
        "soa: iso27001:A.5.1: stated 2 times; state it once",
    ),
    (
        {"soa": (*past.soa(), past.row("iso27001:A.9.1"))},
        "soa: iso27001:A.9.1: iso27001:A.9.1 is not an Annex A control; ids look like iso27001:A.8.24",
    ),
    (
        {"soa": (*past.soa("iso27001:A.7.4"), past.row("iso27001:A.7.4", included=False, implemented=False))},
        "soa: iso27001:A.7.4: excluded without a justification (ISO/IEC 27001 6.1.3 d); say why",
    ),
    (
        {"soa": (*past.soa("iso27001:A.7.4"), past.row("iso27001:A.7.4", justification=""))},
        "soa: iso27001:A.7.4: included without a justification (ISO/IEC 27001 6.1.3 d); say why",
    ),
    (
        {"soa": (*past.soa("iso27001:A.7.4"), past.row("iso27001:A.7.4", included=False, exclusion="None"))},
        "soa: iso27001:A.7.4: excluded and implemented; say which of the two",
    ),
    (
        {"findings": (past.finding(requirement="iso27001:9.9"),)},
        "finding 1: requirement: iso27001:9.9: ISO/IEC 27001 2022 has no 9.9; 9 holds 9.1 to 9.3.3",
    ),
    (
        {"findings": (past.finding(requirement="soc2:CC6.1"),)},
        "finding 1: requirement: soc2:CC6.1 is not of iso27001, which the audit was about; correct the id",
    ),
    (
        {"findings": (past.finding(closed_on=date(2025, 5, 8)),)},
        "finding 1: closed_on: closed on 2025-05-08, before it was raised on 2025-05-09",
    ),
    (
        {"findings": (past.finding(closed_on=date(2026, 3, 3)),)},
        "finding 1: closed_on: 2026-03-03 lies ahead; today is 2026-03-02",
    ),
]


@each(("changed", "message"), FAULTY)
def test_a_certificate_that_is_wrong_is_refused_in_these_words(changed: dict[str, Any], message: str) -> None:
    (found,) = of_iso(past.certificate(**changed))
    assert said(found) == message
    assert found.refuses


CYCLE: list[tuple[dict[str, Any], str]] = [
    (
        {"decided_on": date(2025, 3, 1)},
        "certificate: issued: iso27001-surveillance was due by 2026-03-01 (ISO/IEC 17021-1 9.1.3.3) and"
        " today is 2026-03-02; ask the certification body whether the certificate stands",
    ),
    (
        {"decided_on": date(2025, 3, 2)},
        "open_period: end: runs to 2026-03-02, and iso27001-surveillance is due by 2026-03-02 (ISO/IEC"
        " 17021-1 9.1.3.3); agree its days, and end the period before",
    ),
]


@each(("changed", "message"), CYCLE)
def test_when_the_next_audit_is_due_is_named(changed: dict[str, Any], message: str) -> None:
    days = {"audit_start": date(2025, 2, 24), "audit_end": date(2025, 2, 28)}
    days |= {"open_start": date(2025, 3, 3), "open_end": date(2026, 3, 2)}
    _gap, found = sorted(
        of_iso(past.certificate(**days | changed)), key=lambda f: f.code is not AdoptionCode.GAP
    )
    assert said(found) == message
    assert not found.refuses


def test_a_certificate_is_not_issued_before_the_decision() -> None:
    (found,) = of_iso(past.certificate(decided_on=date(2025, 6, 2)))
    assert said(found) == ("certificate: issued: 2025-06-01 lies before 2025-06-02; correct one of the two")


def test_an_audit_after_the_decision_was_a_surveillance_and_the_next_follows_from_it() -> None:
    yearly = past.certificate(
        issued=date(2024, 6, 1), valid_until=date(2027, 5, 31)
    )  # audited again in May 2025
    due = due_after(yearly)
    assert (due.kind, due.due_by) == (EngagementKind.ISO_SURVEILLANCE, date(2026, 12, 31))
    last = past.certificate(issued=date(2023, 6, 1), valid_until=date(2026, 5, 31))
    assert due_after(last).kind is EngagementKind.ISO_RECERTIFICATION
    first = due_after(past.certificate())
    assert (first.kind, first.due_by) == (EngagementKind.ISO_SURVEILLANCE, date(2026, 6, 1))


def test_a_finding_past_its_day_is_named_until_it_is_closed() -> None:
    late = past.finding(due=date(2026, 3, 1))
    (found,) = of_iso(past.certificate(findings=(late,)))
    assert said(found) == "finding 1: due: was due on 2026-03-01 and is not closed; today is 2026-03-02"
    assert not found.refuses
    for held in (past.finding(due=past.TODAY), evolve(late, closed_on=date(2026, 3, 2))):
        assert of_iso(past.certificate(findings=(held,))) == ()
