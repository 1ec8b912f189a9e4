"""Words of conflicts: whole sentences, one and many told apart, whose figures they are."""

from attrs import evolve
from tests.domain.programme.plan.crowding import FIELDWORK, STAGE2, drawn, work
from tests.each import each

from dualtrack.app.programme.conflict_words import (
    SAID_BY,
    capacity_text,
    conflict_text,
    need_text,
    role_text,
)
from dualtrack.domain.programme.plan.capacity import Capacity, SaidBy
from dualtrack.domain.programme.plan.conflicts import conflicts


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


@each(
    ("hours", "said"),
    [
        (9, "engineering, week of 2026-03-02: 1 hour more, or 1 more person"),
        (20, "engineering, week of 2026-03-02: 12 hours more, or 2 more persons"),
    ],
)
def test_what_is_needed_is_hours_or_persons(hours: int, said: str) -> None:
    (found,) = conflicts(drawn(work("one", hours)))
    assert need_text(found) == said


def test_what_a_role_has_says_whose_figure_it_is() -> None:
    one = Capacity(role="hr", persons=1, hours_a_week=1, persons_by=SaidBy.SETTINGS, hours_by=SaidBy.OURS)
    assert capacity_text(one) == (
        "human resources: 1 person (as settled), 1 hour a week each (a figure of ours)"
    )
    assert capacity_text(evolve(one, persons=3, hours_a_week=8, hours_by=SaidBy.SETTINGS)) == (
        "human resources: 3 persons (as settled), 8 hours a week each (as settled)"
    )
    assert set(SAID_BY) == set(SaidBy)


def test_a_role_without_a_name_is_called_by_its_key() -> None:
    assert (role_text("pilot"), role_text("hr")) == ("pilot", "human resources")
