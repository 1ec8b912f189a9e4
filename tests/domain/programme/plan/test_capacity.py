"""What each role can give: what was said counts, the rest is ours and says so."""

from tests.domain.programme.plan.crowding import FIELDWORK, STAGE2, drawn, work
from tests.each import each

from dualtrack.domain.programme.plan.capacity import HOURS_A_WEEK, Capacity, SaidBy, asked_of, capacities


def test_a_role_that_nobody_counted_is_as_many_as_its_largest_task_keeps_busy() -> None:
    found = capacities(drawn(work("one", 4), work("two", 4, people=3)))
    assert found == {
        "engineer": Capacity(
            role="engineer",
            persons=3,
            hours_a_week=HOURS_A_WEEK,
            persons_by=SaidBy.OURS,
            hours_by=SaidBy.OURS,
        )
    }


def test_what_was_said_counts_and_is_told_apart() -> None:
    found = capacities(drawn(work("one", 4), people={"engineer": 5}, hours_a_week=12))["engineer"]
    assert (found.persons, found.persons_by) == (5, SaidBy.SETTINGS)
    assert (found.hours_a_week, found.hours_by) == (12, SaidBy.SETTINGS)
    assert found.hours(5) == 60


def test_zero_persons_have_nothing_to_give() -> None:
    nobody = capacities(drawn(work("one", 4), people={"engineer": 0}))["engineer"]
    assert (nobody.persons, nobody.hours(5), nobody.person_hours(5)) == (0, 0, 8)


@each(("days", "hours"), [(0, 0), (1, 2), (4, 12), (5, 16)])
def test_a_short_week_has_less_in_whole_hours_of_each_person(days: int, hours: int) -> None:
    two = capacities(drawn(work("one", 4, people=2)))["engineer"]
    assert two.hours(days) == hours


def test_hours_at_an_auditors_task_are_those_of_who_answers() -> None:
    assert [asked_of(one) for one in (STAGE2, FIELDWORK, work("one", 1))] == [
        "control_owner",
        "control_owner",
        "engineer",
    ]
    assert list(capacities(drawn(STAGE2, FIELDWORK))) == ["control_owner"]
    assert capacities(drawn(STAGE2, FIELDWORK))["control_owner"].persons == 4
