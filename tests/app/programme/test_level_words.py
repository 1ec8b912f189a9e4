"""Words of levelling: whole sentences, one and many told apart, and who is needed where no move helps."""

import pytest
from attrs import evolve
from tests.domain.programme.plan.crowding import FIELDWORK, LAST, STAGE2, drawn, levelling, work

from dualtrack.app.programme.level_words import (
    SAID_BY,
    capacity_text,
    conflict_text,
    need_text,
    outcome_text,
    reason_of,
    relief_text,
    role_text,
    weeks_text,
)
from dualtrack.domain.programme.plan.capacity import Capacity, SaidBy
from dualtrack.domain.programme.plan.conflicts import conflicts
from dualtrack.domain.programme.plan.levelled import Levelled, Solved, levelled, standing
from dualtrack.domain.programme.plan.levelling import Levelling


def answer(problem: Levelling | None = None, **weeks: int) -> Levelled:
    """An answer of which it was shown that there is no better."""
    return levelled(problem or levelling(), Solved(weeks=weeks, missing=0, audit_weeks=0))


def test_a_conflict_names_who_when_how_much_and_by_what() -> None:
    plan = drawn()
    assert [conflict_text(one, plan) for one in conflicts(plan)] == [
        "engineering, week of 2026-03-02: 15 hours asked for, 8 hours there (First; Second; Third)."
    ]


def test_weeks_on_end_and_more_than_three_tasks_are_cut_short() -> None:
    plan = drawn(*(work(name, 10, days=10) for name in "abcd"))
    assert [conflict_text(one, plan) for one in conflicts(plan)] == [
        "engineering, weeks of 2026-03-02 to 2026-03-09: 40 hours asked for, 16 hours there (A; B; C …)."
    ]


def test_two_audits_at_once_are_named_as_such_with_what_would_help() -> None:
    plan = drawn(STAGE2, FIELDWORK)
    (found,) = conflicts(plan)
    assert conflict_text(found, plan) == (
        "control owners, week of 2026-03-02: 22 hours asked for, 32 hours there (Fieldwork; Stage2)."
        " Two auditors meet the same people: Fieldwork; Stage2."
    )
    assert need_text(found) == "control owners, week of 2026-03-02: another day from one of the two auditors"


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (9, "engineering, week of 2026-03-02: 1 hour more, or 1 more person"),
        (20, "engineering, week of 2026-03-02: 12 hours more, or 2 more persons"),
    ],
)
def test_what_is_needed_is_hours_or_persons(hours: int, said: str) -> None:
    (found,) = conflicts(drawn(work("one", hours)))
    assert need_text(found) == said


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


def test_what_a_role_has_says_whose_figure_it_is() -> None:
    one = Capacity(role="hr", persons=1, hours_a_week=1, persons_by=SaidBy.SETTINGS, hours_by=SaidBy.OURS)
    assert capacity_text(one) == (
        "human resources: 1 person (as settled), 1 hour a week each (a figure of ours)"
    )
    assert capacity_text(evolve(one, persons=3, hours_a_week=8, hours_by=SaidBy.SETTINGS)) == (
        "human resources: 3 persons (as settled), 8 hours a week each (as settled)"
    )
    assert set(SAID_BY) == set(SaidBy)


def test_one_and_many_weeks_and_a_role_without_a_name() -> None:
    assert [weeks_text(n) for n in (0, 1, 2)] == ["0 weeks", "1 week", "2 weeks"]
    assert role_text("pilot") == "pilot"


def test_a_search_that_was_cut_short_is_told() -> None:
    short = Solved(weeks={"first": 2, "third": 1}, missing=1, least_missing=0, audit_weeks=0)
    assert outcome_text(levelled(levelling(), short)) == (
        "2 moves take the missing hours from 7 to 0."
        " Whether other moves would leave fewer was not searched to the end."
    )
