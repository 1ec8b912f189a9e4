"""The plan with one person in a role that nobody holds: one task after another, and nothing sooner."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.domain.programme.plan.making import NONE, START, TASKS, after, planned, profile, task

from dualtrack.domain.programme.plan.alone import hours_of_one, waiting_for, with_one
from dualtrack.domain.programme.plan.shape import After, Condition, Spread

WORK = Spread(16, 16, 16)
TWO = (
    task("one", days=5, role="legal", hours=WORK),
    task("two", days=5, role="legal", hours=WORK),
    task("then", days=1, after=(After("two", 3),)),
    task("beside", days=5, role="lead"),
)


def test_the_second_task_begins_when_the_first_is_worked_off_and_what_waits_waits_longer() -> None:
    plan = planned(TWO, people={"legal": 0})
    assert [one.task.id for one in waiting_for(plan, "legal")] == ["one", "two"]
    alone = with_one(plan, "legal")
    starts = {one.task.id: one.start for one in alone.tasks}
    assert starts == {
        "one": START,
        "two": START + timedelta(days=14),  # 16 hours at 8 a week
        "then": date(2026, 3, 24),
        "beside": START,
    }


def test_more_hours_a_week_work_it_off_sooner() -> None:
    plan = planned(TWO, people={"legal": 0}, hours_a_week=16)
    assert (hours_of_one(plan), hours_of_one(planned(TWO))) == (16, 8)
    second = with_one(plan, "legal").of("two")
    assert second is not None
    assert second.start == START + timedelta(days=7)


def test_work_begins_today_and_what_is_done_is_not_done_again() -> None:
    today = START + timedelta(days=70)
    plan = planned(TWO, people={"legal": 0}, done={"one": START}, today=today)
    (second,) = waiting_for(plan, "legal")
    alone = with_one(plan, "legal")
    placed = alone.of("two")
    assert second.task.id == "two"
    assert placed is not None
    assert placed.start == today


def test_a_task_that_is_left_out_is_looked_through() -> None:
    tasks = (
        task("one", days=5, role="legal", hours=WORK),
        task("out", days=NONE, after=after("one"), when=frozenset({Condition.PRIVACY})),
        task("then", days=1, after=after("out")),
    )
    plan = planned(tasks, of=profile(), people={"legal": 0})
    assert [one.depends_on for one in with_one(plan, "legal").tasks] == [one.depends_on for one in plan.tasks]


@given(st.sampled_from(sorted({t.role for t in TASKS})), st.integers(1, 40), st.integers(0, 400))
def test_one_person_alone_is_never_sooner(role: str, hours: int, today: int) -> None:
    plan = planned(people={role: 0}, hours_a_week=hours, today=START + timedelta(days=today))
    alone = with_one(plan, role)
    for one in plan.tasks:
        other = alone.of(one.task.id)
        assert other is not None
        assert other.finish >= one.finish
