"""The schedule: what waits begins when it may, slack is what it says, facts come before forecasts."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.programme.plan.making import NONE, START, TASKS, after, planned, profile, put, task

from dualtrack.domain.controls.period import Period
from dualtrack.domain.programme.organisation import Sequencing
from dualtrack.domain.programme.plan.network import CircularPlanError, month_day
from dualtrack.domain.programme.plan.schedule import CERTIFICATE, LAST_AUDIT_DAY, SOC2_REPORT, Placed, Plan
from dualtrack.domain.programme.plan.shape import Condition, Phase, Spread


def at(plan: Plan, name: str) -> Placed:
    found = plan.of(name)
    assert found is not None, name
    return found


def test_the_three_ends_of_a_first_combined_programme() -> None:
    plan = planned()
    assert plan.finish(LAST_AUDIT_DAY) == date(2027, 4, 20)
    assert plan.finish(SOC2_REPORT) == date(2027, 5, 4)
    assert plan.finish(CERTIFICATE) == date(2027, 5, 11)


def test_the_period_runs_from_month_six_for_six_months() -> None:
    period = at(planned(), "observation")
    assert (period.start, period.finish, period.last) == (
        date(2026, 9, 2),
        date(2027, 3, 2),
        date(2027, 3, 1),
    )
    assert at(planned(), "next_period").start == period.finish


def test_option_a_has_fieldwork_after_stage_2_and_option_b_before_stage_1() -> None:
    one, other = planned(), planned(sequencing=Sequencing.SOC2_FIRST)
    assert at(one, "fieldwork").start >= at(one, "stage2").finish
    assert at(other, "stage1").start >= at(other, "fieldwork").finish
    assert at(one, "stage2").start >= at(one, "stage1").finish + timedelta(days=28)


def test_what_the_programme_does_not_want_is_no_part_of_it() -> None:
    assert planned().of("privacy_notice") is None
    assert planned(categories=("privacy",)).of("privacy_notice") is not None


def test_what_waited_for_a_task_that_is_left_out_waits_for_what_came_before_it() -> None:
    tasks = (
        task("a", days=3),
        task("b", days=9, after=after("a"), when=frozenset({Condition.PRIVACY})),
        task("c", days=1, after=after("b")),
    )
    plan = planned(tasks)
    assert at(plan, "c").depends_on == ("a",)
    assert at(plan, "c").start == at(plan, "a").finish


def test_tasks_that_wait_for_each_other_are_named() -> None:
    tasks = (task("a", after=after("c")), task("b", after=after("a")), task("c", after=after("b")))
    with pytest.raises(CircularPlanError) as told:
        planned(tasks)
    assert set(told.value.tasks) == {"a", "b", "c"}


def test_a_fact_places_a_task_whatever_it_waits_for() -> None:
    plan = planned(done={"scope_decision": date(2026, 3, 20)}, today=date(2026, 3, 23))
    scope = at(plan, "scope_decision")
    assert (scope.done, scope.finish, scope.critical) == (date(2026, 3, 20), date(2026, 3, 21), False)
    assert scope.start == date(2026, 3, 9)


@given(
    st.sampled_from(("records", "observation")),
    st.integers(-200, 900),
    st.sampled_from((3, 6, 12)),
    st.lists(st.integers(0, 400), max_size=3),
)
def test_what_is_measured_by_the_calendar_is_as_long_when_it_is_done_as_when_it_was_forecast(
    name: str, day: int, months: int, free: list[int]
) -> None:
    holidays = frozenset(START + timedelta(days=n) for n in free)
    before = at(planned(period_months=months, holidays=holidays), name)
    on = START + timedelta(days=day)
    done = at(planned(period_months=months, holidays=holidays, done={name: on}, today=on), name)
    assert done.finish - done.start == before.finish - before.start
    assert (done.last, done.done) == (on, on)


def test_a_period_that_was_given_keeps_its_days_when_it_is_done() -> None:
    given_, today = Period(date(2026, 9, 7), date(2027, 2, 28)), date(2027, 3, 8)
    plan = planned(period=given_, done={"observation": given_.end}, today=today)
    period = at(plan, "observation")
    assert (period.start, period.last, period.done) == (given_.start, given_.end, given_.end)


def test_what_should_be_done_and_is_not_ends_tomorrow_at_the_earliest() -> None:
    plan = planned(today=date(2026, 6, 10))
    assert at(plan, "scope_decision").finish == date(2026, 6, 11)


def test_a_late_gate_moves_the_period_and_all_behind_it() -> None:
    late = planned(moves={"window_gate": date(2026, 10, 5)})
    period = at(late, "observation")
    assert period.start == at(late, "window_gate").finish == date(2026, 10, 10)
    assert at(late, "fieldwork").start >= period.finish


def test_a_period_that_is_open_does_not_move() -> None:
    given_ = Period(date(2026, 9, 2), date(2027, 3, 1))
    late = planned(moves={"window_gate": date(2026, 10, 5)}, period=given_, today=date(2026, 10, 1))
    assert at(late, "observation").start == date(2026, 9, 2)


def test_a_move_before_what_it_waits_for_is_not_kept() -> None:
    plan = planned(moves={"fieldwork": date(2026, 12, 1)})
    assert at(plan, "fieldwork").start >= at(plan, "observation").finish


def test_two_months_of_pause_move_open_work_by_two_months() -> None:
    paused = planned(put("window_gate", at=Decimal(0)), pauses=(Period(date(2026, 3, 9), date(2026, 5, 8)),))
    assert at(paused, "scope_decision").finish == date(2026, 5, 16)


def test_slack_is_what_it_may_slip_before_the_last_end_does() -> None:
    plan = planned()
    gate = at(plan, "window_gate")
    assert gate.slack_days > 0
    just = planned(moves={"window_gate": gate.start + timedelta(days=gate.slack_days)})
    beyond = planned(moves={"window_gate": gate.start + timedelta(days=gate.slack_days + 10)})
    assert just.end == plan.end
    assert beyond.end > plan.end


def test_a_pace_of_a_half_halves_the_work_and_leaves_events_alone() -> None:
    tasks = (task("a", days=10), task("b", days=NONE, after=after("a")))
    plan = planned(tasks, of=evolve(profile(), pace=Decimal("0.5")))
    assert at(plan, "a").finish == date(2026, 3, 7)
    assert at(plan, "b").start == at(plan, "b").finish == date(2026, 3, 7)


def test_half_a_month_is_fifteen_days() -> None:
    assert month_day(START, Decimal("1.5")) == date(2026, 4, 17)


DELAYS = st.dictionaries(st.sampled_from([t.id for t in TASKS[:-1]]), st.integers(0, 500), max_size=6)


@given(DELAYS, st.sampled_from(Sequencing), st.sampled_from((3, 6, 12)), st.integers(0, 400))
def test_nothing_begins_before_what_it_waits_for(
    moves: dict[str, int], order: Sequencing, months: int, today: int
) -> None:
    plan = planned(
        sequencing=order,
        period_months=months,
        moves={name: START + timedelta(days=n) for name, n in moves.items()},
        today=START + timedelta(days=today),
    )
    for one in plan.tasks:
        assert one.finish >= one.start
        for name in one.depends_on:
            assert one.start >= at(plan, name).finish
    assert at(plan, "fieldwork").start > at(plan, "observation").last


@given(st.permutations(TASKS))
def test_the_order_of_the_tasks_in_their_files_does_not_matter(tasks: list[object]) -> None:
    assert planned(tasks).tasks == planned().tasks  # type: ignore[arg-type]  # they are tasks


@given(st.sampled_from([t.id for t in TASKS[:-1]]), st.integers(1, 60))
def test_a_longer_task_ends_nothing_earlier(name: str, more: int) -> None:
    before = next(t for t in TASKS if t.id == name)
    days = Spread(before.days.low, before.days.likely + more, before.days.high + more)
    longer = planned(put(name, days=days))
    for one in planned().tasks:
        assert at(longer, one.task.id).finish >= one.finish


def test_a_phase_that_a_profile_lacks_begins_with_the_programme() -> None:
    bare = profile(phases=())
    assert at(planned((task("x", Phase.AUDIT, 1, at=Decimal("0.5"), after=()),), of=bare), "x").start == START
