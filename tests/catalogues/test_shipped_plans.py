"""The shipped plans: every profile meets every constraint, in both orders, whenever it begins."""

from datetime import date, timedelta
from decimal import Decimal

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.each import each

from dualtrack.catalogues.loader import load_controls, load_plans
from dualtrack.domain.programme.organisation import Profile, Sequencing
from dualtrack.domain.programme.plan.breach import BreachCode
from dualtrack.domain.programme.plan.breaches import breaches
from dualtrack.domain.programme.plan.choices import MONTH_DAYS, Choices
from dualtrack.domain.programme.plan.network import FIRMS
from dualtrack.domain.programme.plan.schedule import FINISHES, LAST_AUDIT_DAY, Plan, plan
from dualtrack.domain.programme.plan.shape import Phase, PlanProfile
from dualtrack.domain.registers.registry import by_key

HELD = load_plans()
PROFILES = {one.key: one for one in HELD.profiles}
START = date(2026, 3, 2)
MENDED_BY_NOBODY = {BreachCode.PERIOD_SHORT, BreachCode.LATER_THAN_PROFILE, BreachCode.STAGES_TOO_FAR}


def drawn(profile: PlanProfile, **changed: object) -> Plan:
    said: dict[str, object] = {
        "profile": profile.key,
        "start": START,
        "sequencing": Sequencing.ISO_FIRST,
        "period_months": 6,
    }
    return plan(profile, HELD.tasks, Choices(**(said | changed)))  # type: ignore[arg-type]  # named fields


def months_of(day: date) -> Decimal:
    return Decimal((day - START).days) / MONTH_DAYS


def test_nothing_is_wrong_with_them() -> None:
    assert HELD.problems == ()
    assert set(PROFILES) == {one.value for one in Profile} | {"second-year"}
    assert 110 <= len(HELD.tasks) <= 140


@each("key", sorted(PROFILES))
@each("order", list(Sequencing))
def test_a_profile_breaks_nothing_and_takes_as_long_as_it_says(key: str, order: Sequencing) -> None:
    profile = PROFILES[key]
    made = drawn(profile, sequencing=order)
    assert [one.code.value for one in breaches(made)] == []
    last = made.finish(LAST_AUDIT_DAY)
    assert last is not None
    assert profile.months[0] - 1 < months_of(last) <= profile.months[1]


def test_the_first_combined_programme_has_the_shape_of_the_article() -> None:
    made = drawn(PROFILES["first-combined"])
    audit, review = made.of("internal_audit"), made.of("management_review")
    stage1, stage2, period = made.of("stage1"), made.of("stage2"), made.of("observation")
    assert audit is not None
    assert review is not None
    assert stage1 is not None
    assert stage2 is not None
    assert period is not None
    assert (period.start, period.last) == (date(2026, 9, 2), date(2027, 3, 1))
    assert 10 <= months_of(audit.start) < 11  # month 11
    assert 11 <= months_of(review.start) < 12  # month 12
    assert stage1.start == period.finish == date(2027, 3, 2)
    assert (stage2.start, stage2.last) == (date(2027, 4, 1), date(2027, 4, 7))  # month 13 to 14
    phases = {p: (m.start, m.end) for p, m in PROFILES["first-combined"].phases}
    assert list(phases.values()) == [(0, 2), (2, 4), (3, 10), (6, 12), (12, 14)]


@each("key", ["first-combined", "dual-track-52w", "from-scratch"])
def test_both_auditors_are_booked_and_the_order_is_decided_in_phase_1(key: str) -> None:
    made, end = drawn(PROFILES[key]), dict(PROFILES[key].phases)[Phase.SCOPE].end
    for name in ("cpa_booked", "cb_booked", "sequencing_decision", "scope_decision"):
        one = made.of(name)
        assert one is not None
        assert months_of(one.last) < end, name


@given(
    st.sampled_from(sorted(PROFILES)),
    st.sampled_from(Sequencing),
    st.sampled_from((3, 6, 9, 12)),
    st.integers(0, 1500),
    st.sets(st.sampled_from(("privacy", "availability", "confidentiality", "processing_integrity"))),
    st.booleans(),
    st.booleans(),
)
@settings(deadline=None)
def test_whenever_it_begins_and_whatever_is_chosen_hard_constraints_hold(
    key: str, order: Sequencing, period: int, days: int, categories: set[str], ai: bool, type_1: bool
) -> None:
    made = drawn(
        PROFILES[key],
        start=START + timedelta(days=days),
        sequencing=order,
        period_months=period,
        categories=tuple(sorted(categories)),
        frameworks=("iso42001",) if ai else (),
        type_1=type_1,
    )
    found = {one.code for one in breaches(made)}
    assert not {one for one in breaches(made) if one.hard}
    if period == 6 and not categories and not ai:
        assert found <= MENDED_BY_NOBODY


def test_privacy_and_ai_bring_their_workstream() -> None:
    plain = drawn(PROFILES["first-combined"])
    private = drawn(PROFILES["first-combined"], categories=("privacy",))
    ai = drawn(PROFILES["first-combined"], frameworks=("iso42001",))
    more = {t.task.id for t in private.tasks} - {t.task.id for t in plain.tasks}
    assert len(more) == 8
    assert {t.task.workstream for t in private.tasks if t.task.id in more} == {"privacy"}
    added = [t.task for t in ai.tasks if t.task.id not in {p.task.id for p in plain.tasks}]
    assert len(added) == 8
    assert {t.serves for t in added} == {"iso42001"}


def test_one_audit_alone_has_no_task_of_the_other() -> None:
    soc2 = drawn(PROFILES["soc2-only"])
    iso = drawn(PROFILES["iso27001-only"])
    assert not [t.task.id for t in soc2.tasks if t.task.serves == "iso27001"]
    assert not [t.task.id for t in iso.tasks if t.task.serves == "soc2"]
    assert soc2.finish("certificate") is None
    assert iso.finish("soc2_report") is None
    assert {name for name in FINISHES if drawn(PROFILES["first-combined"]).finish(name)} == set(FINISHES)


def test_every_task_that_takes_time_takes_hours_of_ours_or_is_the_firm_s() -> None:
    for one in HELD.tasks:
        if one.days.likely:
            assert one.hours.likely or one.role in FIRMS, one.id


def test_facts_name_controls_and_registers_that_are_there() -> None:
    controls, _ = load_controls(("availability", "confidentiality", "processing_integrity", "privacy"))
    groups = {c.id.partition("-")[0] for c in controls}
    for one in HELD.tasks:
        name, _, what = one.fact.partition(":")
        if name in ("controls_operating", "controls_designed", "documented"):
            assert what in groups, one.id
        if name == "register_filled":
            assert by_key(what) is not None, one.id


def test_a_year_of_observation_is_more_than_a_first_programme_promises() -> None:
    made = drawn(PROFILES["first-combined"], period_months=12)
    (told,) = [one for one in breaches(made) if one.code is BreachCode.LATER_THAN_PROFILE]
    assert told.nearest == made.finish(LAST_AUDIT_DAY)


def test_a_pace_of_the_profile_is_no_pace_of_the_auditors() -> None:
    slow = evolve(PROFILES["first-combined"], pace=Decimal(2))
    for name in ("stage2", "fieldwork", "walkthroughs"):
        before, after = drawn(PROFILES["first-combined"]).of(name), drawn(slow).of(name)
        assert before is not None
        assert after is not None
        assert before.task.days == after.task.days
