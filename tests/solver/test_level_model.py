"""The model of levelling: what stands in it, what is left out because no move changes it, and its rows."""

from attrs import evolve
from tests.domain.programme.plan.crowding import FIELDWORK, LAST, STAGE2, levelling, week, work

from dualtrack.solver.level_model import LevelModel
from dualtrack.solver.model import Solution

FREE_END = evolve(LAST, after=())


def standing(stated: LevelModel) -> Solution:
    """The places where the tasks stand."""
    ones = tuple(column for (_, n), column in stated.x.items() if n == 0)
    return Solution(ones=ones, whole=True, bound=0, value=0)


def test_each_place_of_a_task_that_may_move_has_its_column() -> None:
    stated = LevelModel(levelling())
    assert {task for task, _ in stated.x} == {"first", "second", "third", "behind"}
    assert sorted(stated.x.values()) == list(range(len(stated.x)))
    assert stated.places(standing(stated)) == dict.fromkeys(("first", "second", "third", "behind"), 0)


def test_weeks_that_can_never_ask_too_much_have_none() -> None:
    problem = levelling(work("one", 4), work("two", 4), FREE_END)
    assert LevelModel(problem).missing == {}
    crowded = LevelModel(levelling(work("one", 4), work("two", 5), FREE_END))
    assert set(crowded.missing) == {("engineer", n) for n in range(9)}


def test_what_is_missing_whatever_moves_is_counted_apart() -> None:
    held = work("held", 12)
    stated = LevelModel(levelling(held, work("free", 2, role="hr"), FREE_END, moves={"held": week(0)}))
    assert (stated.elsewhere, stated.missing) == (4, {})


def test_the_plan_as_it_stands_is_an_answer_and_misses_what_the_plan_misses() -> None:
    problem = levelling()
    stated = LevelModel(problem)
    stated.model.fix([column for (_, n), column in stated.x.items() if n], 0)
    stated.model.cost([column in stated.missing.values() for column in range(stated.model.columns)])
    found = stated.model.solve()
    assert found is not None
    assert found.whole_value == problem.load.overload == 7


def test_places_that_exclude_each_other_are_no_answer_together() -> None:
    stated = LevelModel(levelling())
    stated.model.fix([stated.x["second", 2]], 1)
    stated.model.fix([stated.x["behind", 1]], 1)
    assert stated.model.solve() is None


def test_two_firms_that_must_sit_in_one_week_count() -> None:
    stated = LevelModel(levelling(STAGE2, FIELDWORK, FREE_END))
    stated.model.fix([stated.x["stage2", 0], stated.x["fieldwork", 0]], 1)
    stated.model.cost([column in stated.both.values() for column in range(stated.model.columns)])
    found = stated.model.solve()
    assert found is not None
    assert found.whole_value == 1


def test_what_places_leave_is_counted_without_the_solver() -> None:
    stated = LevelModel(levelling())
    assert stated.left({}) == (7, 0)
    assert stated.left({"third": 1}) == (3, 0)
    assert stated.left({"first": 2, "third": 1}) == (0, 0)
    assert LevelModel(levelling(ends=True, price=10)).left({"last": 2}) == (27, 0)
    meeting = LevelModel(levelling(STAGE2, FIELDWORK, FREE_END))
    assert [meeting.left({"stage2": n}) for n in (0, 1)] == [(0, 1), (0, 0)]


def test_one_firm_that_may_not_move_counts_too() -> None:
    stated = LevelModel(levelling(STAGE2, FIELDWORK, FREE_END, moves={"stage2": week(0)}))
    stated.model.cost([column in stated.both.values() for column in range(stated.model.columns)])
    stated.model.fix([stated.x["fieldwork", 0]], 1)
    found = stated.model.solve()
    assert found is not None
    assert found.whole_value == 1


def test_an_end_that_moves_is_late_by_its_weeks() -> None:
    stated = LevelModel(levelling(ends=True))
    stated.model.fix([stated.x["last", 2]], 1)
    stated.model.cost([column in stated.late.values() for column in range(stated.model.columns)])
    found = stated.model.solve()
    assert found is not None
    assert found.whole_value == 2
