"""The load of a plan: whole hours by week, none lost, none on days that are past or over."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.domain.programme.plan.crowding import CROWD, drawn, week, work
from tests.domain.programme.plan.making import START

from dualtrack.domain.controls.period import Period
from dualtrack.domain.programme.plan.load import load_of


def test_hours_of_all_tasks_of_a_role_in_a_week_add_up() -> None:
    load = load_of(drawn())
    assert load.asked["engineer", 0] == {"first": 6, "second": 5, "third": 4}
    assert (load.total(("engineer", 0)), load.had(("engineer", 0)), load.over(("engineer", 0))) == (15, 8, 7)
    assert load.overload == 7
    assert load.total(("engineer", 30)) == 0


def test_a_task_over_three_weeks_is_spread_by_its_working_days() -> None:
    load = load_of(drawn(work("one", 12, days=12)))
    assert {key: sum(tasks.values()) for key, tasks in load.asked.items()} == {
        ("engineer", 0): 5,
        ("engineer", 1): 5,
        ("engineer", 2): 2,
    }


@given(st.integers(1, 90), st.integers(0, 120), st.integers(0, 30))
def test_no_hour_is_lost_whatever_length_and_day(days: int, hours: int, later: int) -> None:
    moved = {"one": START + timedelta(days=later)}
    load = load_of(drawn(work("one", hours, days=days), moves=moved))
    assert sum(sum(tasks.values()) for tasks in load.asked.values()) == hours


def test_what_is_past_and_what_is_done_asks_for_nothing() -> None:
    today = week(0) + timedelta(days=2)
    load = load_of(drawn(work("one", 5), work("two", 5), today=today, done={"two": today}))
    assert load.asked == {("engineer", 0): {"one": 3}}  # Wednesday to Friday are left
    assert load.had(("engineer", 0)) == 4  # 8 hours a week, three of five days


def test_a_pause_and_a_holiday_take_hours_away() -> None:
    pause = Period(week(1), week(1) + timedelta(days=6))
    load = load_of(drawn(work("one", 10, days=10), pauses=(pause,), holidays=frozenset({week(2)})))
    assert [load.had(("engineer", n)) for n in range(3)] == [8, 0, 6]
    assert {cell[1] for cell in load.asked} == {0, 2, 3}


def test_the_same_plan_has_the_same_load() -> None:
    assert load_of(drawn()).asked == load_of(drawn(*reversed(CROWD))).asked
