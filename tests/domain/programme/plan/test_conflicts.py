"""Conflicts: more asked than had, week after week in one, and two auditors with the same people."""

from attrs import evolve
from tests.domain.programme.plan.crowding import FIELDWORK, STAGE2, drawn, hours, week, work

from dualtrack.domain.programme.plan.conflict import Conflict, ConflictWeek
from dualtrack.domain.programme.plan.conflicts import conflicts


def test_a_role_that_is_asked_for_more_than_it_has_is_named_with_its_tasks() -> None:
    assert conflicts(drawn()) == (
        Conflict(
            role="engineer",
            weeks=(ConflictWeek(monday=week(0), asked=15, had=8, persons=1),),
            tasks=("first", "second", "third"),
            audits=(),
            two_audits=False,
        ),
    )


def test_weeks_on_end_are_one_conflict_and_a_gap_makes_two() -> None:
    long, later = work("long", 40, days=10), work("later", 20, role="engineer")
    found = conflicts(drawn(long, later, moves={"later": week(4)}))
    assert [[one.monday for one in c.weeks] for c in found] == [[week(0), week(1)], [week(4)]]
    assert [(c.over, c.persons) for c in found] == [(24, 2), (12, 2)]


def test_as_much_as_there_is_is_no_conflict() -> None:
    assert conflicts(drawn(work("one", 8))) == ()
    assert conflicts(drawn(work("one", 9), people={"engineer": 2})) == ()


def test_two_auditors_with_the_same_people_are_a_conflict_even_with_hours_enough() -> None:
    (found,) = conflicts(drawn(STAGE2, FIELDWORK))
    assert (found.role, found.two_audits, found.over, found.persons) == ("control_owner", True, 0, 0)
    assert found.audits == found.tasks == ("fieldwork", "stage2")


def test_two_auditors_in_two_weeks_are_none() -> None:
    assert conflicts(drawn(STAGE2, FIELDWORK, moves={"fieldwork": week(2)})) == ()


def test_a_report_that_one_firm_writes_beside_the_other_is_no_second_audit() -> None:
    report = evolve(FIELDWORK, id="soc2_report", people=1, hours=hours(3))
    assert conflicts(drawn(STAGE2, report)) == ()


def test_one_firm_with_two_tasks_is_one_audit() -> None:
    assert conflicts(drawn(STAGE2, evolve(STAGE2, id="stage1"))) == ()


def test_zero_persons_are_short_of_every_hour_and_one_more_would_do() -> None:
    (found,) = conflicts(drawn(work("one", 6), people={"engineer": 0}))
    assert found.weeks == (ConflictWeek(monday=week(0), asked=6, had=0, persons=1),)


def test_an_internal_audit_is_audit_work_within_a_conflict() -> None:
    (found,) = conflicts(drawn(work("internal_audit", 20, role="internal_auditor")))
    assert (found.audits, found.two_audits) == (("internal_audit",), False)
