"""A wrong answer is never shown: each way in which a solver could be wrong is named."""

from attrs import evolve
from tests.domain.programme.plan.crowding import FIELDWORK, LAST, STAGE2, levelling, week, work
from tests.each import each

from dualtrack.domain.programme.plan.level_faults import answer_faults
from dualtrack.domain.programme.plan.levelling import Levelling
from dualtrack.domain.programme.plan.replanning import Solved, standing

GOOD = Solved(weeks={"first": 2, "third": 1}, missing=0, audit_weeks=0, least_weeks=3)


def codes(problem: Levelling, solved: Solved) -> list[tuple[str, str]]:
    return [(one.code, one.what) for one in answer_faults(problem, solved)]


def test_a_true_answer_has_none() -> None:
    assert codes(levelling(), GOOD) == []
    assert codes(levelling(), standing(levelling())) == []


@each(
    ("solved", "fault"),
    [
        (evolve(GOOD, missing=1), ("missing", "0, said 1")),
        (evolve(GOOD, least_missing=1), ("less_than_shown", "1")),
        (evolve(GOOD, audit_weeks=1), ("audit_weeks", "0, said 1")),
        (evolve(GOOD, least_weeks=4), ("fewer_weeks_than_shown", "4")),
        (evolve(GOOD, weeks={"nowhere": 1}), ("no_such_place", "nowhere")),
        (evolve(GOOD, weeks={"last": 1}), ("no_such_place", "last")),
        (evolve(GOOD, weeks={"first": 99}), ("no_such_place", "first")),
        (evolve(GOOD, weeks={"first": -1}), ("no_such_place", "first")),
    ],
)
def test_a_false_answer_is_named(solved: Solved, fault: tuple[str, str]) -> None:
    assert fault in codes(levelling(), solved)


def test_what_is_begun_before_what_it_waits_for_stands_elsewhere() -> None:
    """The plan puts what waits behind by itself: the answer had said nothing of it."""
    solved = Solved(weeks={"second": 2}, missing=2, audit_weeks=0)
    assert ("stands_elsewhere", "behind") in codes(levelling(), solved)


def test_a_worse_load_is_no_answer() -> None:
    five, four = work("five", 5), work("four", 4)
    problem = levelling(five, four, evolve(LAST, after=()), moves={"four": week(2)})
    assert ("worse", "1, before 0") in codes(problem, Solved(weeks={"five": 2}, missing=1, audit_weeks=0))


def test_nothing_moves_without_a_conflict() -> None:
    problem = levelling(work("five", 5), evolve(LAST, after=()))
    solved = Solved(weeks={"five": 1}, missing=0, audit_weeks=0)
    assert codes(problem, solved) == [("moved_without_conflict", "five")]


def test_more_weeks_with_two_firms_are_no_answer() -> None:
    problem = levelling(STAGE2, FIELDWORK, evolve(LAST, after=()), moves={"fieldwork": week(2)})
    solved = Solved(weeks={"stage2": 2}, missing=0, audit_weeks=1)
    assert ("more_audit_weeks", "1") in codes(problem, solved)


def test_an_end_that_moved_has_its_price_and_only_where_it_may() -> None:
    solved = Solved(weeks={"last": 1}, missing=47, audit_weeks=0)
    assert ("worse", "47, before 7") in codes(levelling(ends=True), solved)
    assert ("missing", "17, said 47") in codes(levelling(ends=True, price=10), solved)


def test_what_breaks_a_rule_is_no_answer() -> None:
    audit = work("internal_audit", 10, role="internal_auditor")
    review = work("management_review", 2, days=1, role="manager")
    problem = levelling(audit, review, evolve(LAST, after=()), moves={"management_review": week(1)})
    solved = Solved(weeks={"internal_audit": 3}, missing=2, audit_weeks=0)
    assert ("breaks", "management_review_before_internal_audit") in codes(problem, solved)
