"""Dates of the shipped plans, held against the article by the dates alone: no rule of ours is asked."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.each import each

from dualtrack.catalogues.loader import load_plans
from dualtrack.domain.controls.period import add_months, months_from
from dualtrack.domain.programme.organisation import Sequencing
from dualtrack.domain.programme.plan.choices import Choices
from dualtrack.domain.programme.plan.network import month_day
from dualtrack.domain.programme.plan.schedule import (
    CERTIFICATE,
    LAST_AUDIT_DAY,
    SOC2_REPORT,
    Placed,
    Plan,
    plan,
)
from dualtrack.domain.programme.plan.shape import Condition

HELD = load_plans()
PROFILES = {one.key: one for one in HELD.profiles}
START = date(2026, 3, 2)  # a Monday
CATEGORIES = ("availability", "confidentiality", "processing_integrity", "privacy")
RESERVED = {
    *("scope_decision", "sequencing_decision", "cpa_booked", "cb_booked", "risk_assessment", "soa_release"),
    *("window_gate", "observation", "records", "internal_audit", "management_review", "stage1"),
    *("stage1_corrections", "stage2", "certificate", "fieldwork", "soc2_report", "next_period"),
    "bridge_letter",
}


def drawn(key: str, order: Sequencing = Sequencing.ISO_FIRST, period: int = 6, **more: object) -> Plan:
    said: dict[str, object] = {"profile": key, "start": START, "sequencing": order, "period_months": period}
    return plan(PROFILES[key], HELD.tasks, Choices(**(said | more)))  # type: ignore[arg-type]  # named fields


def of(made: Plan, task: str) -> Placed:
    found = made.of(task)
    assert found is not None, task
    return found


def in_order(made: Plan, *tasks: str) -> bool:
    """Each is over when the next begins; those that the plan does not have are passed over."""
    there = [one for one in map(made.of, tasks) if one is not None]
    return all(a.finish <= b.start for a, b in pairwise(there))


def holds(made: Plan) -> None:
    """The hard constraints, and the order that was chosen."""
    assert in_order(made, "internal_audit", "stage2")
    assert in_order(made, "management_review", "stage2")
    assert in_order(made, "observation", "fieldwork", "soc2_report")
    assert in_order(made, "records", "stage2")
    first, then = ("stage2", "fieldwork"), ("fieldwork", "stage1")
    assert in_order(made, *(first if made.choices.sequencing is Sequencing.ISO_FIRST else then))
    period, following = made.of("observation"), made.of("next_period")
    assert (period is None) == (following is None)
    if period is not None and following is not None:
        assert following.start == period.finish


def every() -> Iterator[tuple[str, Sequencing, int]]:
    return ((key, order, period) for key in PROFILES for order in Sequencing for period in (3, 6, 12))


def test_tasks_that_rules_rely_on_are_there() -> None:
    assert {one.id for one in HELD.tasks} >= RESERVED


def test_every_profile_in_each_order_over_each_period_is_drawn_and_keeps_what_is_hard() -> None:
    for key, order, period in every():
        made = drawn(key, order, period)
        assert len(made.tasks) > 70, key
        holds(made)
        observed = made.of("observation")
        if observed is not None:
            whole = months_from(observed.start, period)
            assert (observed.start, observed.last) == (whole.start, whole.end), (key, order, period)


@given(
    st.sampled_from(sorted(PROFILES)),
    st.sampled_from(Sequencing),
    st.integers(3, 12),
    st.dates(date(2024, 1, 1), date(2032, 12, 31)),
    st.sets(st.sampled_from(CATEGORIES)),
    st.sets(st.integers(0, 700), max_size=40),
)
@settings(deadline=None)
def test_what_is_hard_is_kept_whenever_it_begins_and_whatever_days_are_free(
    key: str, order: Sequencing, period: int, start: date, categories: set[str], free: set[int]
) -> None:
    holidays = frozenset(start + timedelta(days=n) for n in free)
    holds(drawn(key, order, period, start=start, categories=tuple(sorted(categories)), holidays=holidays))


def test_the_last_audit_day_lies_in_the_months_of_the_profile() -> None:
    for key, profile in PROFILES.items():
        earliest, latest = (month_day(START, months) for months in profile.months)
        for order in Sequencing:
            last = drawn(key, order).finish(LAST_AUDIT_DAY)
            assert last is not None
            assert earliest < last <= latest, (key, order, last)


@each("order", list(Sequencing))
def test_the_article_s_programme_ends_in_its_fourteenth_month(order: Sequencing) -> None:
    made = drawn("first-combined", order)
    audit, review, stage1 = (of(made, name) for name in ("internal_audit", "management_review", "stage1"))
    month = {number: add_months(START, number) for number in range(15)}
    assert month[10] <= audit.start < audit.finish <= month[11]
    assert month[11] <= review.start < review.finish <= month[12]
    assert month[12] <= stage1.start < stage1.finish <= month[13]
    last = made.finish(LAST_AUDIT_DAY)
    assert last is not None
    assert month[13] < last <= month[14]


def test_fifty_two_weeks_are_not_a_day_longer() -> None:
    for order in Sequencing:
        assert (drawn("dual-track-52w", order).finish(LAST_AUDIT_DAY) or date.max) < START + timedelta(
            weeks=52
        )


def test_a_certificate_takes_four_to_six_weeks_and_a_report_two_to_four() -> None:
    for key, order, period in every():
        if period < 6:
            continue  # a SOC 2 that runs over three months alone waits for what is added beside it
        made = drawn(key, order, period)
        for milestone, audit, least, most in (
            (CERTIFICATE, "stage2", 4, 6),
            (SOC2_REPORT, "fieldwork", 2, 4),
        ):
            end, after = made.finish(milestone), made.of(audit)
            if end is None or after is None:
                continue
            assert timedelta(weeks=least) <= end - after.last <= timedelta(weeks=most), (key, milestone)


def test_kickoff_walkthroughs_and_interim_tests_fall_into_the_period() -> None:
    made = drawn("first-combined")
    period = of(made, "observation")
    for name in ("soc2_kickoff", "walkthroughs", "interim_tests"):
        assert period.start <= of(made, name).start <= of(made, name).last <= period.last, name


def test_the_period_waits_for_every_control_that_is_put_into_operation() -> None:
    putting = {one.id for one in HELD.tasks if one.fact.startswith("controls_operating:")}
    putting |= {"availability_controls", "confidentiality_controls"}
    fresh = [key for key, profile in PROFILES.items() if Condition.NEW_SOC2 in profile.holds]
    assert len(fresh) == 5
    for key in fresh:
        made = drawn(key, categories=CATEGORIES)
        before = {one.task.id: set(one.depends_on) for one in made.tasks}
        awaited = set(before["observation"])
        while more := {name for one in awaited for name in before[one]} - awaited:
            awaited |= more
        assert putting & set(before) <= awaited, (key, putting & set(before) - awaited)


def test_privacy_controls_that_come_late_move_the_period() -> None:
    late = date(2026, 10, 5)
    made = drawn("first-combined", categories=("privacy",), moves={"privacy_controls": late})
    assert of(made, "observation").start >= of(made, "privacy_controls").finish > late
    plain = drawn("first-combined", moves={"privacy_controls": late})
    assert of(plain, "observation").start == date(2026, 9, 2)


def test_packages_end_by_being_made() -> None:
    facts = {one.id: one.fact for one in HELD.tasks if one.id.endswith("_package")}
    assert facts == {
        "stage1_package": "package_made:iso27001-stage1",
        "stage2_package": "package_made:iso27001-stage2",
        "soc2_package": "package_made:soc2",
    }
