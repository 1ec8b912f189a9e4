"""`assess` on small programmes worked out by hand: two frameworks judged apart, then combined."""

from datetime import date
from typing import Any

from attrs import evolve
from tests import factories as make
from tests.each import each

from dualtrack.domain.audits.findings import Deviation, Grade
from dualtrack.domain.controls.control import Cadence
from dualtrack.domain.controls.design import Design
from dualtrack.domain.frameworks.documented import DocumentedBasis
from dualtrack.domain.programme.judgement import State
from dualtrack.domain.programme.operation import Operation
from dualtrack.domain.programme.organisation import Profile
from dualtrack.domain.programme.readiness import assess, serves

SHARED = make.control("AC-02", requirements=(make.ACCESS, make.CRYPTO))
APPROVED = (make.approval(SHARED),)
Q1, APRIL = make.evidence("2026-03-20"), date(2026, 4, 10)


def test_an_empty_programme_supports_nothing_and_says_so() -> None:
    judged = assess(make.programme(), APRIL)
    assert judged.combined == 0
    assert judged.controls == ()
    soc2 = judged.of("soc2")
    assert soc2 is not None
    assert (soc2.readiness, soc2.counts, soc2.in_scope) == (0, (("unsupported", 2),), 2)
    assert [r.id for r in judged.requirements][:2] == [make.ACCESS, make.MONITORING]
    assert judged.of("iso42001") is None


def test_one_review_serves_both_audits_and_each_is_counted_in_its_own_way() -> None:
    held = make.programme(
        controls=(SHARED,), approvals=APPROVED, evidence=(Q1,), applicability=(make.decision(make.CRYPTO),)
    )
    judged = assess(held, APRIL)
    status = {r.id: r.status for r in judged.requirements}
    assert status[make.ACCESS] is State.SUPPORTED
    assert status[make.CRYPTO] is State.INCLUDED_IMPLEMENTED
    assert status[make.POLICIES] is State.INCLUDED_PLANNED
    figures = {f.framework: (f.readiness, f.counts) for f in judged.frameworks}
    assert figures["soc2"] == (50, (("supported", 1), ("unsupported", 1)))
    assert figures["iso27001"] == (
        12,
        (("unsupported", 6), ("included_planned", 1), ("included_implemented", 1)),
    )
    assert judged.combined == 12


def test_each_framework_is_judged_by_its_own_period() -> None:
    later = make.period("iso27001", date(2026, 4, 1), date(2026, 9, 30))
    held = make.programme(
        controls=(SHARED,), approvals=APPROVED, evidence=(Q1,), periods=(make.period(), later)
    )
    (row,) = assess(held, APRIL).controls
    soc2, iso = row.by_framework
    assert (soc2.framework, soc2.operation) == ("soc2", Operation.NO_DEVIATION_NOTED)
    assert (iso.framework, iso.operation) == ("iso27001", Operation.TOO_EARLY)
    assert soc2.design is iso.design is Design.APPROVED
    assert row.of("soc2") is soc2
    assert row.of("iso42001") is None


def test_the_named_engagement_chooses_the_period() -> None:
    second = make.period("soc2", date(2026, 7, 1), date(2026, 12, 31), id="second")
    named = make.engagement(id="first", period="soc2")
    last = make.engagement(id="second", period="second", opened_on=date(2026, 7, 1))
    held = make.programme(periods=(make.period(), second), engagements=(named, last))

    def chosen(engagement: str | None) -> str:
        soc2 = assess(held, date(2026, 8, 1), engagement=engagement).of("soc2")
        assert soc2 is not None
        assert soc2.period is not None
        return soc2.period.id

    assert (chosen(None), chosen("first"), chosen("second")) == ("second", "soc2", "second")


def test_without_a_period_no_operation_is_told() -> None:
    held = make.programme(controls=(SHARED,), approvals=APPROVED, evidence=(Q1,), periods=())
    judged = assess(held, APRIL)
    assert {b.operation for c in judged.controls for b in c.by_framework} == {Operation.TOO_EARLY}
    assert {r.status for r in judged.requirements if r.id == make.ACCESS} == {State.CANNOT_TELL}


def test_late_evidence_counts_as_known_now_and_not_as_known_then() -> None:
    done = make.day("2026-03-20")
    late = make.evidence("2026-03-20", performed_on=done, received_at=make.at("2026-09-01"))
    held = make.programme(controls=(SHARED,), approvals=APPROVED, evidence=(late,))
    end = date(2026, 4, 16)

    def operation(known: str | None) -> Operation:
        judged = assess(held, end, known_at=make.at(known) if known else None)
        assert judged.known_at == (make.at(known) if known else None)
        return judged.controls[0].by_framework[0].operation

    assert operation(None) is Operation.NOT_EVIDENCED
    assert operation("2026-08-31") is Operation.NOT_EVIDENCED
    assert operation("2026-09-01") is Operation.NO_DEVIATION_NOTED


def test_a_control_retired_within_the_period_is_judged_with_all_that_happened_in_it() -> None:
    held = make.programme(
        controls=(make.control(retired_on=APRIL),), deviations=(make.deviation("2026-03-01"),)
    )
    for on in (date(2026, 4, 9), APRIL, date(2026, 6, 30)):
        judged = assess(held, on)
        assert [(c.id, c.by_framework[0].operation) for c in judged.controls] == [
            ("AC-02", Operation.NOT_OPERATING)
        ]


def test_a_control_retired_before_the_period_leaves_every_requirement() -> None:
    start = make.period("soc2").start
    gone = assess(make.programme(controls=(make.control(retired_on=start),)), APRIL)
    assert gone.controls == ()
    assert all(r.controls == () for r in gone.requirements)
    without = make.programme(controls=(make.control(retired_on=APRIL),), periods=())
    assert [c.id for c in assess(without, date(2026, 4, 9)).controls] == ["AC-02"]
    assert assess(without, APRIL).controls == ()


def test_a_control_that_began_within_the_period_supports_a_criterion_in_part_only() -> None:
    late = make.control(requirements=(make.ACCESS, make.CRYPTO), operating_since=date(2026, 2, 1))
    held = make.programme(
        controls=(late,),
        approvals=(make.approval(late),),
        evidence=(Q1,),
        applicability=(make.decision(make.CRYPTO),),
    )
    status = {r.id: r.status for r in assess(held, APRIL).requirements}
    assert status[make.ACCESS] is State.PARTLY  # a report over the period could not say so throughout
    assert status[make.CRYPTO] is State.INCLUDED_IMPLEMENTED  # ISO asks whether it is implemented


def test_a_deviation_in_the_look_back_of_a_yearly_control_counts() -> None:
    yearly = make.control(cadence=Cadence.ANNUAL)
    held = make.programme(
        controls=(yearly,),
        approvals=(make.approval(yearly),),
        evidence=(make.evidence("2025-10-01"),),
        deviations=(make.deviation("2025-10-01"),),
    )
    assert assess(held, APRIL).controls[0].by_framework[0].operation is Operation.DEVIATIONS


def test_a_deviation_without_a_day_belongs_to_its_own_period_alone() -> None:
    yearly = make.control(cadence=Cadence.ANNUAL, operating_since=date(2025, 1, 1))
    last = make.period("soc2", date(2025, 7, 1), date(2025, 12, 31), id="soc2-0")
    known = make.deviation("2025-12-31", noted_at=make.at("2026-01-05"))
    facts: dict[str, Any] = {"controls": (yearly,), "approvals": (make.approval(yearly),)}
    facts |= {"periods": (last, make.period("soc2"))}

    def operation(deviation: Deviation, engagement: str | None = None) -> Operation:
        audits = (
            make.engagement(
                id="old", period="soc2-0", opened_on=date(2025, 7, 1), closed_on=date(2026, 1, 1)
            ),
            make.engagement(id="new"),
        )
        held = make.programme(deviations=(deviation,), engagements=audits, **facts)
        return assess(held, APRIL, engagement=engagement).controls[0].by_framework[0].operation

    assert (
        operation(known) is Operation.NOT_OPERATING
    )  # with a day it lies in the year that is looked back on
    undated = evolve(known, within="soc2-0")
    assert operation(undated) is Operation.TOO_EARLY
    assert operation(undated, "old") is Operation.NOT_OPERATING


def test_a_control_of_no_framework_of_the_programme_is_not_judged() -> None:
    only_soc2 = make.organisation(profile=Profile.SOC2_ONLY)
    iso = make.control("CR-01", requirements=(make.CRYPTO,))
    judged = assess(make.programme(organisation=only_soc2, controls=(iso, SHARED)), APRIL)
    assert [c.id for c in judged.controls] == ["AC-02"]
    assert [b.framework for b in judged.controls[0].by_framework] == ["soc2"]
    assert [f.framework for f in judged.frameworks] == ["soc2"]


def test_a_control_serves_a_framework_by_the_whole_key() -> None:
    assert serves(SHARED, "soc2")
    assert not serves(SHARED, "soc")
    assert not serves(make.control(requirements=()), "soc2")


def test_what_is_owed_stands_with_the_control_and_the_requirement() -> None:
    held = make.control("RSK-01", requirements=(make.RISK,), documented_basis=DocumentedBasis.OWN_DECISION)
    judged = assess(make.programme(controls=(held,)), APRIL)
    assert [o.required for o in judged.controls[0].owed] == [False]
    (clause,) = (r for r in judged.requirements if r.id == make.RISK)
    assert [(o.basis, o.required) for o in clause.owed] == [(DocumentedBasis.CLAUSE, True)]
    assert clause.controls == ("RSK-01",)
    aside = make.programme(controls=(held,), applicability=(make.decision(make.RISK, included=False),))
    assert all(r.owed == () for r in assess(aside, APRIL).requirements)


def test_excluded_requirements_do_not_count() -> None:
    out = tuple(make.decision(r, included=False) for r in (make.MONITORING, make.POLICIES))
    held = make.programme(controls=(SHARED,), approvals=APPROVED, evidence=(Q1,), applicability=out)
    soc2, iso = assess(held, APRIL).frameworks
    assert (soc2.readiness, soc2.in_scope, dict(soc2.counts)["not_in_scope"]) == (100, 1, 1)
    assert (iso.in_scope, dict(iso.counts)["excluded"]) == (7, 1)


@each(
    ("change", "expected"),
    [
        ({}, ("nc-1",)),
        ({"grade": Grade.MINOR}, ()),
        ({"raised_on": date(2026, 4, 11)}, ()),
        ({"closed_on": APRIL}, ()),
        ({"requirement": make.ACCESS}, ()),
    ],
    ids=str,
)
def test_open_majors_stand_beside_the_figure_of_their_framework(
    change: dict[str, object], expected: tuple[str, ...]
) -> None:
    of = str(change.pop("requirement", make.RISK))
    raised = make.nonconformity(of, **change)
    iso = assess(make.programme(nonconformities=(raised,)), APRIL).of("iso27001")
    assert iso is not None
    assert iso.open_major == expected
    assert iso.readiness == 0


def test_open_majors_are_named_in_the_order_of_their_ids() -> None:
    raised = tuple(make.nonconformity(make.RISK, id=i) for i in ("nc-2", "nc-1"))
    assert [f.open_major for f in assess(make.programme(nonconformities=raised), APRIL).frameworks] == [
        (),
        ("nc-1", "nc-2"),
    ]


def test_only_the_requirements_asked_for_are_judged() -> None:
    one = (make.CATALOGUE.requirement(make.ACCESS),)
    judged = assess(make.programme(controls=(SHARED,)), APRIL, requirements=one)
    assert [r.id for r in judged.requirements] == [make.ACCESS]
