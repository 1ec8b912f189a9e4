"""Words of levelling: whole sentences, one and many told apart, and who is needed where no move helps."""

from attrs import evolve
from tests.domain.programme.plan.crowding import LAST, levelling, work

from dualtrack.app.programme.level_words import outcome_text, reason_of, relief_text, weeks_text
from dualtrack.domain.programme.plan.levelled import Levelled, levelled
from dualtrack.domain.programme.plan.levelling import Levelling
from dualtrack.domain.programme.plan.replanning import Solved, standing


def answer(problem: Levelling | None = None, **weeks: int) -> Levelled:
    """An answer of which it was shown that there is no better."""
    return levelled(problem or levelling(), Solved(weeks=weeks, missing=0, audit_weeks=0))


def test_one_and_many_weeks() -> None:
    assert [weeks_text(n) for n in (0, 1, 2)] == ["0 weeks", "1 week", "2 weeks"]


def test_the_outcome_in_one_sentence() -> None:
    assert outcome_text(answer(first=2, third=1)) == "2 moves take the missing hours from 7 to 0."
    assert outcome_text(answer(third=1)) == (
        "1 move takes the missing hours from 7 to 3."
        " Needed beyond it: engineering, week of 2026-03-02: 3 hours more, or 1 more person."
    )


def test_where_nothing_can_be_moved_who_is_needed_is_said() -> None:
    problem = levelling(work("one", 12))
    assert outcome_text(levelled(problem, standing(problem))) == (
        "Nothing can be moved that helps."
        " Needed: engineering, week of 2026-03-02: 4 hours more, or 1 more person."
    )


def test_a_plan_without_conflicts_is_called_so() -> None:
    problem = levelling(work("one", 2))
    assert outcome_text(levelled(problem, standing(problem))) == (
        "No role is asked for more hours than it has, and no two auditors meet the same people."
    )


def test_why_a_task_moves() -> None:
    found = answer(second=1, behind=1, third=1)
    said = {one.task: relief_text(one, found.plan) for one in found.moves}
    assert said == {
        "second": "relieves engineering of 5 hours in the week of 2026-03-02",
        "third": "relieves engineering of 4 hours in the week of 2026-03-02",
        "behind": "follows Second",
    }
    assert {one.task: reason_of(one, found) for one in found.moves}["behind"] == "Levelled: follows Second."


def test_relief_in_several_weeks_and_of_one_hour() -> None:
    long, short = work("long", 20, days=10), work("short", 1)
    found = answer(levelling(long, short, evolve(LAST, after=())), long=3, short=1)
    assert [relief_text(one, found.plan) for one in found.moves] == [
        "relieves engineering of 5 hours in the weeks of 2026-03-02, 2026-03-09",
        "relieves engineering of 1 hour in the week of 2026-03-02",
    ]


def test_what_only_makes_room_says_so() -> None:
    found = answer(levelling(work("one", 2), evolve(LAST, after=())), one=1)
    assert [relief_text(one, found.plan) for one in found.moves] == ["makes room for what moves beside it"]


def test_a_search_that_was_cut_short_is_told() -> None:
    short = Solved(weeks={"first": 2, "third": 1}, missing=1, least_missing=0, audit_weeks=0)
    assert outcome_text(levelled(levelling(), short)) == (
        "2 moves take the missing hours from 7 to 0."
        " Whether other moves would leave fewer was not searched to the end."
    )
