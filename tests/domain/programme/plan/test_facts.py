"""Facts that end tasks: each kind found on its day, not before, and not where a part of it is missing."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests import factories as make
from tests.domain.programme.plan.making import task
from tests.domain.programme.plan.test_sequencing import FIRST, WAITING
from tests.domain.risks import making as risks
from tests.each import each

from dualtrack.domain.programme.plan.choices import PlanCompletion
from dualtrack.domain.programme.plan.facts import done, fact_of, known, unused
from dualtrack.domain.programme.plan.on_record import OnRecord
from dualtrack.domain.programme.readiness import assess

DAY = date(2026, 3, 1)
BOTH = (
    make.scope("soc2", "app", approved_by=make.CHARLIE, approved_on=date(2026, 1, 20)),
    make.scope("iso27001", "app", approved_by=make.CHARLIE, approved_on=date(2026, 1, 25)),
)


def held(on: date = DAY, *, beside: dict[str, Any] | None = None, **facts: Any) -> OnRecord:
    """A programme judged on a day, with registers beside it."""
    programme = make.programme(**facts)
    return OnRecord(programme=programme, readiness=assess(programme, on), **(beside or {}))


def control(name: str, **fields: Any) -> Any:
    return make.control(name, requirements=(make.ACCESS,), **fields)


CASES: list[tuple[str, dict[str, Any], dict[str, Any], date]] = [
    ("scope_approved:soc2", {"scopes": BOTH}, {}, date(2026, 1, 20)),
    ("scopes_aligned", {"scopes": BOTH}, {}, date(2026, 1, 25)),
    ("sequencing_decided", {}, {"decisions": (FIRST,)}, date(2026, 3, 20)),
    ("auditor_booked:soc2", {}, {"booked": {"soc2": date(2026, 2, 2)}}, date(2026, 2, 2)),
    ("register_filled:assets", {}, {"filled": {"assets": date(2026, 2, 3)}}, date(2026, 2, 3)),
    ("package_made:soc2-type2", {}, {"packed": {"soc2-type2": date(2026, 2, 4)}}, date(2026, 2, 4)),
    (
        "controls_operating:AC",
        {
            "controls": (
                control("AC-01", operating_since=date(2026, 1, 5)),
                control("AC-02", operating_since=date(2026, 2, 5)),
                control("CR-01", operating_since=None),
            )
        },
        {},
        date(2026, 2, 5),
    ),
    (
        "documented:AC",
        {
            "controls": (control("AC-01"),),
            "documents": (make.document("AC-01", approved_on=date(2026, 2, 6), approved_by=make.CHARLIE),),
        },
        {},
        date(2026, 2, 6),
    ),
    (
        "controls_designed:AC",
        {
            "controls": (control("AC-01"),),
            "approvals": (make.approval(control("AC-01"), approved_on=date(2026, 2, 7)),),
        },
        {},
        date(2026, 2, 7),
    ),
    ("period_opened:soc2", {"periods": (make.period(),)}, {}, make.START),
    (
        "applicability_decided",
        {
            "applicability": (
                make.decision(make.POLICIES, decided_on=date(2026, 2, 8)),
                make.decision(make.CRYPTO, decided_on=date(2026, 2, 9)),
            )
        },
        {},
        date(2026, 2, 9),
    ),
    (
        "engagement_opened:soc2-type2",
        {"engagements": (make.engagement(opened_on=date(2026, 2, 10)),)},
        {},
        date(2026, 2, 10),
    ),
]


@each(("code", "facts", "beside", "on"), CASES, ids=[case[0] for case in CASES])
def test_a_fact_is_on_record_from_its_day_and_not_the_day_before(
    code: str, facts: dict[str, Any], beside: dict[str, Any], on: date
) -> None:
    later = max(on, DAY)
    assert fact_of(code, held(later, beside=beside, **facts)) == on
    assert fact_of(code, held(on - timedelta(days=1), beside=beside, **facts)) is None
    assert fact_of(code, held(later, periods=())) is None


def test_one_control_of_a_group_that_does_not_operate_holds_the_whole_group_back() -> None:
    controls = (control("AC-01", operating_since=make.START), control("AC-02", operating_since=None))
    assert fact_of("controls_operating:AC", held(controls=controls)) is None


def test_scopes_that_differ_are_not_aligned_however_often_they_are_approved() -> None:
    wider = (
        make.scope("soc2", "app", "other", approved_by=make.CHARLIE, approved_on=date(2026, 1, 20)),
        BOTH[1],
    )
    assert fact_of("scopes_aligned", held(scopes=wider)) is None


def test_a_period_has_ended_on_the_day_after_its_last() -> None:
    facts = {"periods": (make.period(),), "controls": (control("AC-01"),)}
    assert fact_of("period_ended:soc2", held(make.END, **facts)) is None
    assert fact_of("period_ended:soc2", held(make.END + timedelta(days=1), **facts)) == make.END


OPERATED: list[tuple[dict[str, Any], bool]] = [
    ({}, False),
    ({"controls": (control("AC-01", operating_since=None),)}, False),
    ({"controls": (control("AC-01", operating_since=make.END + timedelta(days=1)),)}, False),
    ({"controls": (control("AC-01", operating_since=make.END),)}, True),
    ({"evidence": (make.evidence(make.END),)}, True),
    ({"evidence": (make.evidence(make.START - timedelta(days=30), make.START),)}, True),
    ({"evidence": (make.evidence(make.END + timedelta(days=1)),)}, False),
    ({"evidence": (make.evidence(make.START - timedelta(days=1)),)}, False),
    ({"check_days": (make.checks(make.START, passed=1),)}, True),
    ({"check_days": (make.checks(make.START - timedelta(days=1), passed=1),)}, False),
]


@each(("facts", "counts"), OPERATED)
def test_a_period_in_which_nothing_operated_has_not_ended_as_a_fact(
    facts: dict[str, Any], counts: bool
) -> None:
    after = make.END + timedelta(days=90)
    found = held(after, periods=(make.period(),), **facts)
    assert fact_of("period_ended:soc2", found) == (make.END if counts else None)
    assert unused(found.programme, make.period().period, after) is not counts
    assert unused(found.programme, make.period().period, make.END) is False  # it may still come


def test_the_period_that_ended_is_the_one_the_year_works_for_and_no_later_or_earlier_one() -> None:
    begun = make.programme().organisation.start
    older = make.period(start=begun - timedelta(days=200), end=begun - timedelta(days=1))
    later = make.period(start=make.END + timedelta(days=1), end=make.END + timedelta(days=182))
    after = later.end + timedelta(days=1)
    three = (later, make.period(), older)
    assert fact_of("period_ended:soc2", held(after, periods=three, controls=(control("AC-01"),))) == make.END
    second = control("AC-01", operating_since=later.start)
    assert fact_of("period_ended:soc2", held(after, periods=three, controls=(second,))) == later.end
    assert fact_of("period_ended:soc2", held(make.END, periods=(make.period(), older))) is None


def test_every_risk_is_assessed_and_treated_or_it_does_not_count() -> None:
    one, other = risks.risk(id="R-001"), risks.risk(id="R-002")
    half = risks.register(one, other, assessments=(risks.run(risk="R-001", assessed_on=date(2026, 2, 1)),))
    whole = risks.register(one, assessments=(risks.run(risk="R-001", assessed_on=date(2026, 2, 1)),))
    assert fact_of("risks_assessed", held(beside={"risks": half})) is None
    assert fact_of("risks_assessed", held(beside={"risks": whole})) == date(2026, 2, 1)
    assert fact_of("risk_treatment_approved", held(beside={"risks": whole})) is None


def test_the_method_is_a_fact_once_it_is_approved() -> None:
    assert (
        fact_of("risk_method_approved", held(date(2027, 1, 1), beside={"risks": risks.register()}))
        is not None
    )
    assert fact_of("risk_method_approved", held(beside={"risks": risks.register(methods=())})) is None


def test_a_decision_that_waits_is_no_fact() -> None:
    assert fact_of("sequencing_decided", held(date(2026, 9, 1), beside={"decisions": (WAITING,)})) is None


def test_evidence_that_supports_a_requirement_dates_it() -> None:
    facts: dict[str, Any] = {
        "controls": (control("AC-02", operating_since=make.START),),
        "periods": (make.period(),),
        "scopes": BOTH,
    }
    assert fact_of(f"requirement_supported:{make.ACCESS}", held(**facts)) is None


def test_a_code_that_no_rule_knows_is_a_mistake_of_ours() -> None:
    assert known("documented:AC")
    assert not known("documents:AC")
    with pytest.raises(KeyError):
        fact_of("documents:AC", held())


def test_a_task_with_a_fact_is_done_by_it_alone_and_another_by_a_person() -> None:
    tasks = (task("scope", fact="scope_approved:soc2"), task("kickoff"), task("open"))
    said = [
        PlanCompletion(id=name, on=date(2026, 2, 1), by=make.ALICE, note="held")
        for name in ("scope", "kickoff")
    ]
    assert done(tasks, said, held()) == {"scope": date(2026, 2, 1), "kickoff": date(2026, 2, 1)}
    assert done(tasks, said, held(scopes=BOTH))["scope"] == date(2026, 1, 20)
    assert done(tasks, said, held(date(2026, 1, 31))) == {}
