"""What a solver says, and the plan drawn up anew by it."""

from tests.domain.programme.plan.crowding import FIELDWORK, STAGE2, drawn, levelling, week

from dualtrack.domain.programme.plan.levelled import levelled
from dualtrack.domain.programme.plan.load import load_of
from dualtrack.domain.programme.plan.replanning import (
    Solved,
    audit_weeks,
    day_of,
    moving,
    replanned,
    standing,
)


def answer(**weeks: int) -> Solved:
    return Solved(weeks=weeks, missing=0, audit_weeks=0)


def test_weeks_with_two_firms_are_counted() -> None:
    both, apart = drawn(STAGE2, FIELDWORK), drawn(STAGE2, FIELDWORK, moves={"fieldwork": week(2)})
    assert [audit_weeks(plan, load_of(plan)) for plan in (both, apart)] == [1, 0]


def test_tasks_move_in_the_order_of_the_network() -> None:
    problem = levelling()
    named = [name for name, _ in moving(problem, answer(behind=1, second=1, third=0))]
    assert named == ["second", "behind"]
    assert day_of(problem, 7) == week(1)


def test_the_new_plan_holds_the_days_and_keeps_what_was_set() -> None:
    problem = levelling(moves={"first": week(3)})
    there = replanned(problem, answer(third=1))
    assert there.choices.moves == {"first": week(3), "third": week(1)}
    placed = there.of("third")
    assert placed is not None
    assert placed.start == week(1)


def test_nothing_moves_where_nothing_is_named() -> None:
    problem = levelling()
    still = standing(problem)
    assert (still.weeks, still.missing, still.audit_weeks) == ({}, 7, 0)
    assert replanned(problem, still) == problem.plan
    assert levelled(problem, still).moves == ()
    assert levelled(problem, still).proved
