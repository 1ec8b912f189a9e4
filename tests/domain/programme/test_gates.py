"""Every gate, passed and failed, with what stands in its way; and which gates each engagement has."""

from datetime import date
from typing import Any

from attrs import evolve
from tests import factories as make
from tests.each import each

from dualtrack.domain.audits.engagement import EngagementKind
from dualtrack.domain.audits.findings import Grade
from dualtrack.domain.controls.control import Cadence
from dualtrack.domain.programme.gates import Gate, GateCode, gates, kind_on, open_differences
from dualtrack.domain.programme.readiness import assess

SOC2, STAGE1, STAGE2, SURVEILLANCE, RECERTIFICATION = EngagementKind
END = make.END
AFTER = date(2026, 8, 1)  # all grace is over
BOTH = (make.scope("soc2", "app"), make.scope("iso27001", "app"))
AUDITED = make.control("AU-01", requirements=make.AUDIT, cadence=Cadence.ANNUAL)
REVIEWED = make.control("AU-02", requirements=make.REVIEW, cadence=Cadence.ANNUAL)
PERFORMED = (make.evidence("2026-05-01", None, "AU-01"), make.evidence("2026-06-01", None, "AU-02"))


def gate(code: GateCode, kind: EngagementKind, on: date = AFTER, **facts: Any) -> Gate:
    """One gate of a programme on a day."""
    held = make.programme(**facts)
    (found,) = (g for g in gates(held, assess(held, on), kind) if g.code is code)
    return found


def blocking(code: GateCode, kind: EngagementKind, on: date = AFTER, **facts: Any) -> tuple[str, ...]:
    """What stands in the way; a gate is passed exactly when nothing does."""
    found = gate(code, kind, on, **facts)
    assert found.passed is (not found.blocking)
    return found.blocking


_HOW_MANY = {SOC2: 5, STAGE1: 7, STAGE2: 8, SURVEILLANCE: 9, RECERTIFICATION: 9}


@each(
    ("kind", "codes"),
    [
        (SOC2, ["scope_approved", "scopes_aligned", "controls_operating_at_period_start"]),
        (STAGE1, ["scope_approved", "scopes_aligned", "applicability_decided"]),
        (STAGE2, ["scope_approved", "scopes_aligned", "applicability_decided"]),
        (SURVEILLANCE, ["scope_approved", "scopes_aligned", "applicability_decided"]),
        (RECERTIFICATION, ["scope_approved", "scopes_aligned", "applicability_decided"]),
    ],
)
def test_each_engagement_begins_with_its_scope(kind: EngagementKind, codes: list[str]) -> None:
    held = make.programme()
    found = [g.code.value for g in gates(held, assess(held, AFTER), kind)]
    assert found[:3] == codes
    assert len(found) == len(set(found)) == _HOW_MANY[kind]
    assert ("operation_shown_for_every_control" in found) is (kind is not STAGE1)


@each(("kind", "framework"), [(SOC2, "soc2"), (STAGE1, "iso27001")])
def test_the_scope_has_to_be_there_and_approved(kind: EngagementKind, framework: str) -> None:
    code = GateCode.SCOPE_APPROVED
    assert blocking(code, kind) == (framework,)
    draft = make.scope(framework, "app", approved_by=None, approved_on=None)
    assert blocking(code, kind, scopes=(draft,)) == (f"{framework}-scope",)
    assert blocking(code, kind, scopes=BOTH) == ()
    late = make.scope(framework, "app", approved_on=date(2026, 8, 2))
    assert blocking(code, kind, scopes=(late,)) == (f"{framework}-scope",)


def test_scopes_are_aligned_once_every_difference_is_allowed_and_explained() -> None:
    code = GateCode.SCOPES_ALIGNED
    assert blocking(code, SOC2, scopes=BOTH) == ()
    assert blocking(code, SOC2, scopes=BOTH[:1]) == ()  # one scope alone cannot differ
    wider = (make.scope("soc2", "app"), make.scope("iso27001", "app", "site"))
    assert blocking(code, STAGE1, scopes=wider) == ("site",)
    assert blocking(code, STAGE1, scopes=wider, scope_reasons=(make.difference("site"),)) == ()
    outside = (make.scope("soc2", "app", "pay"), make.scope("iso27001", "app"))
    assert blocking(code, SOC2, scopes=outside, scope_reasons=(make.difference("pay"),)) == ("pay",)
    held = make.programme(scopes=wider)
    assert open_differences(held, AFTER) == ("site",)
    assert open_differences(held, date(2025, 12, 31)) == ()


def test_the_period_has_to_be_over() -> None:
    code = GateCode.PERIOD_ENDED
    assert blocking(code, SOC2, date(2026, 6, 29)) == ("soc2",)
    assert blocking(code, SOC2, END) == ("soc2",)  # something may still happen on its last day
    assert blocking(code, SOC2, date(2026, 7, 1)) == ()
    assert blocking(code, SOC2, periods=()) == ("soc2",)


def test_the_period_is_over_once_that_is_known_after_it() -> None:
    held = make.programme()
    for known, expected in (("2026-06-30", ("soc2",)), ("2026-07-01", ())):
        judged = assess(held, END, known_at=make.at(known))
        found = {g.code: g.blocking for g in gates(held, judged, SOC2)}
        assert found[GateCode.PERIOD_ENDED] == expected


def test_controls_behind_a_criterion_have_to_operate_from_the_first_day() -> None:
    code = GateCode.OPERATING_AT_START
    late = make.control("B", operating_since=date(2026, 1, 2))
    unknown = make.control("A", operating_since=None)
    iso = make.control("C", requirements=(make.CRYPTO,), operating_since=None)
    assert blocking(code, SOC2, controls=(late, unknown, make.control(), iso)) == ("A", "B")
    assert blocking(code, SOC2, controls=(make.control(),)) == ()
    assert blocking(code, SOC2, periods=(), controls=(make.control(),)) == ("soc2",)


def test_operation_has_to_be_shown_for_every_control() -> None:
    code, done = GateCode.OPERATION_SHOWN, make.evidence("2026-03-01")
    held = (make.control(), make.control("AC-03"))
    assert blocking(code, SOC2, controls=held, evidence=(done,)) == ("AC-03",)
    failing = make.checks("2026-03-01", control="AC-03", failed=1)
    assert blocking(code, SOC2, controls=held, evidence=(done,), check_days=(failing,)) == ("AC-03",)
    both = make.evidence("2026-03-01", None, "AC-02", "AC-03")
    assert blocking(code, SOC2, controls=held, evidence=(both,)) == ()


def test_too_early_is_a_reason_only_while_the_period_runs() -> None:
    code = GateCode.OPERATION_SHOWN
    yearly = make.control(cadence=Cadence.ANNUAL)
    assert blocking(code, SOC2, date(2026, 6, 29), controls=(yearly,)) == ()
    assert blocking(code, SOC2, END, controls=(yearly,)) == ()
    after, shown = date(2026, 7, 1), (make.evidence("2026-05-01"),)
    assert blocking(code, SOC2, after, controls=(yearly,)) == ("AC-02",)
    assert blocking(code, SOC2, after, controls=(yearly,), evidence=shown) == ()
    assert blocking(code, STAGE2, controls=(), periods=()) == ("iso27001",)


def test_every_annex_control_has_to_be_decided() -> None:
    code = GateCode.APPLICABILITY_DECIDED
    assert blocking(code, STAGE1) == (make.POLICIES, make.CRYPTO)
    one = make.decision(make.CRYPTO, included=False)
    late = make.decision(make.POLICIES, decided_on=date(2026, 8, 2))
    assert blocking(code, STAGE1, applicability=(one, late)) == (make.POLICIES,)
    assert blocking(code, STAGE1, date(2026, 8, 2), applicability=(one, late)) == ()


def test_documents_that_clauses_ask_for_have_to_be_in_force() -> None:
    code, risk = GateCode.DOCUMENTS_IN_FORCE, make.control("RSK-01", requirements=(make.RISK,))
    assert blocking(code, STAGE1, controls=(risk,)) == (make.RISK,)
    assert blocking(code, STAGE1, controls=(risk,), documents=(make.document("RSK-01"),)) == ()


@each(
    ("code", "control", "wanted"),
    [
        (GateCode.INTERNAL_AUDIT_DONE, AUDITED, make.AUDIT),
        (GateCode.MANAGEMENT_REVIEW_DONE, REVIEWED, make.REVIEW),
    ],
)
def test_internal_audit_and_review_have_to_be_shown(
    code: GateCode, control: Any, wanted: tuple[str, ...]
) -> None:
    assert blocking(code, STAGE1) == wanted
    assert blocking(code, STAGE1, controls=(control,)) == wanted
    assert blocking(code, STAGE1, controls=(control,), evidence=PERFORMED) == ()


def test_an_audit_that_was_not_judged_is_not_taken_as_performed() -> None:
    held = make.programme(controls=(AUDITED,), evidence=PERFORMED)
    part = assess(held, AFTER, requirements=(make.CATALOGUE.requirement(make.ACCESS),))
    found = {g.code: g.blocking for g in gates(held, part, STAGE1)}
    assert found[GateCode.INTERNAL_AUDIT_DONE] == make.AUDIT


def test_an_open_major_nonconformity_stops_certification() -> None:
    code, raised = GateCode.NO_OPEN_MAJOR, make.nonconformity(make.RISK)
    assert blocking(code, STAGE2, nonconformities=(raised,)) == ("nc-1",)
    closed = make.nonconformity(make.RISK, closed_on=AFTER)
    assert blocking(code, STAGE2, nonconformities=(closed,)) == ()
    assert blocking(code, STAGE2, nonconformities=(make.nonconformity(make.ACCESS),)) == ()


def test_a_major_nonconformity_raised_after_the_period_still_stands_in_the_way() -> None:
    raised = make.nonconformity("iso27001:8.2", raised_on=date(2026, 7, 10))
    held = make.programme(nonconformities=(raised,))
    for known, expected in (("2026-07-09", ()), ("2026-07-10", (raised.id,))):
        judged = assess(held, END, known_at=make.at(known))
        found = {g.code: g.blocking for g in gates(held, judged, STAGE1)}
        assert found[GateCode.NO_OPEN_MAJOR] == expected


@each("kind", [SURVEILLANCE, RECERTIFICATION])
def test_what_an_earlier_audit_raised_has_to_be_closed(kind: EngagementKind) -> None:
    code, before = GateCode.EARLIER_CLOSED, date(2025, 12, 30)
    minor = make.nonconformity(make.RISK, grade=Grade.MINOR, raised_on=before)
    period = (make.period("iso27001"),)
    assert blocking(code, kind, nonconformities=(minor,), periods=period) == ("nc-1",)
    closed = evolve(minor, closed_on=date(2026, 7, 31))
    assert blocking(code, kind, nonconformities=(closed,), periods=period) == ()
    of_now = evolve(minor, raised_on=make.START)  # raised in the period: it is answered, not closed yet
    assert blocking(code, kind, nonconformities=(of_now,), periods=period) == ()
    of_soc2 = evolve(minor, requirement=make.ACCESS)
    assert blocking(code, kind, nonconformities=(of_soc2,), periods=period) == ()
    assert blocking(code, kind, nonconformities=(minor,), periods=()) == ("iso27001",)


def test_a_framework_stands_before_the_audit_that_was_opened_last() -> None:
    stage2 = make.engagement(STAGE2, id="s2", opened_on=date(2026, 2, 1))
    yearly = make.engagement(SURVEILLANCE, id="s3", opened_on=date(2026, 5, 1))
    held = make.programme(engagements=(yearly, stage2))
    days = (date(2026, 1, 1), date(2026, 2, 1), date(2026, 5, 1))
    assert [kind_on(held, "iso27001", day) for day in days] == [STAGE1, STAGE2, SURVEILLANCE]
    assert kind_on(held, "soc2", AFTER) is SOC2
