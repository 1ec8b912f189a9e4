"""The answer of levelling: each move with its reason, and the plan drawn up anew."""

from tests.domain.programme.plan.crowding import levelling, week

from dualtrack.domain.programme.plan.levelled import Move, levelled
from dualtrack.domain.programme.plan.replanning import Solved


def answer(**weeks: int) -> Solved:
    return Solved(weeks=weeks, missing=0, audit_weeks=0)


def test_a_move_says_from_when_to_when_and_what_it_relieves() -> None:
    found = levelled(levelling(), answer(third=1, first=2))
    assert found.moves == (
        Move(
            task="first",
            role="engineer",
            start=week(0),
            to=week(2),
            weeks=2,
            relieves=(week(0),),
            hours=6,
            behind=(),
        ),
        Move(
            task="third",
            role="engineer",
            start=week(0),
            to=week(1),
            weeks=1,
            relieves=(week(0),),
            hours=4,
            behind=(),
        ),
    )
    assert found.conflicts == ()


def test_what_has_to_follow_names_what_it_follows_and_relieves_nothing() -> None:
    found = levelled(levelling(), answer(second=1, behind=1))
    behind = next(one for one in found.moves if one.task == "behind")
    assert (behind.behind, behind.relieves, behind.hours) == (("second",), (), 0)


def test_a_task_never_relieves_more_than_is_missing() -> None:
    found = levelled(levelling(hours_a_week=14), answer(first=1))
    assert [one.hours for one in found.moves] == [1]


def test_conflicts_that_are_left_are_those_of_the_new_plan() -> None:
    found = levelled(levelling(), answer(third=1))
    assert [(c.weeks[0].monday, c.over) for c in found.conflicts] == [(week(0), 3)]
    assert found.load.overload == 3


def test_an_answer_that_was_not_searched_to_the_end_says_so() -> None:
    short = Solved(weeks={"third": 1}, missing=3, least_missing=0, audit_weeks=0)
    assert not levelled(levelling(), short).proved
