"""The question of levelling: what each place asks of whom, which end it moves, and who sits with whom."""

from attrs import evolve
from tests.domain.programme.plan.crowding import FIELDWORK, LAST, STAGE2, levelling, week, work

from dualtrack.domain.programme.plan.levelling import PRICE_HOURS, Levelling
from dualtrack.domain.programme.plan.places import Piece


def piece(problem: Levelling, name: str) -> Piece:
    return next(one for one in problem.pieces if one.task == name)


def test_each_place_asks_its_role_in_its_weeks() -> None:
    problem = levelling()
    first = piece(problem, "first")
    assert problem.hours(first, first.spans[0]) == {("engineer", 0): 6}
    assert problem.hours(first, first.spans[3]) == {("engineer", 3): 6}


def test_the_places_where_tasks_stand_ask_what_the_plan_asks() -> None:
    problem = levelling()
    asked: dict[tuple[str, int], int] = {}
    for one in problem.pieces:
        for cell, hours in problem.hours(one, one.spans[0]).items():
            asked[cell] = asked.get(cell, 0) + hours
    assert asked == {cell: problem.load.total(cell) for cell in problem.load.asked}


def test_what_is_done_asks_for_nothing() -> None:
    problem = levelling(done={"first": week(0)}, today=week(0))
    done = piece(problem, "first")
    assert problem.hours(done, done.spans[0]) == {}


def test_only_tasks_that_can_move_are_movable() -> None:
    assert {one.task for one in levelling().movable} == {"first", "second", "third", "behind"}


def test_an_end_that_moves_is_late_by_weeks_and_has_its_price() -> None:
    problem = levelling(ends=True)
    last, third = piece(problem, "last"), piece(problem, "third")
    assert problem.weeks_late(last, last.spans[0]) is None
    assert problem.weeks_late(last, last.spans[2]) == ("last_audit_day", 2)
    assert problem.weeks_late(third, third.spans[2]) is None
    assert (problem.price, PRICE_HOURS) == (40, 40)


def test_the_earlier_of_two_tasks_of_one_end_may_move_without_moving_it() -> None:
    early = evolve(LAST, id="early", after=(), phase=work("x", 1).phase)
    problem = levelling(evolve(LAST, after=()), early, ends=True)
    one = piece(problem, "early")
    assert problem.weeks_late(one, one.spans[8]) is None


def test_a_firm_sits_with_people_where_it_asks_several() -> None:
    problem = levelling(STAGE2, evolve(FIELDWORK, people=1), work("one", 2, people=5))
    sits = {one.task: problem.sits(one) for one in problem.pieces}
    assert sits == {"stage2": "certification_body", "fieldwork": "", "one": ""}


def test_ends_are_those_that_the_programme_wants() -> None:
    assert dict(levelling().ends) == {"last_audit_day": 68}  # 9 May is day 68 from 2 March
