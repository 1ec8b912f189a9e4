"""Hours of a plan by the roles that costs know, all tasks of it counted once."""

from decimal import Decimal

from tests.domain.programme.plan.making import TASKS, planned, profile, put, task
from tests.each import each

from dualtrack.domain.programme.plan.hours import hours_by_line, task_hours
from dualtrack.domain.programme.plan.shape import Spread


def test_roles_of_the_plan_are_roles_of_the_costs() -> None:
    tasks = (
        task("a", hours=Spread(1, 2, 3)),
        task("b", hours=Spread(10, 20, 30), role="manager"),
        task("c", hours=Spread(4, 5, 6), role="engineer"),
        task("d", hours=Spread(1, 1, 1), role="cpa_firm", serves="soc2"),
        task("e", hours=Spread(2, 2, 2), role="control_owner", serves="soc2"),
        task("f", hours=Spread(3, 3, 3), role="engineer", serves="iso27001"),
    )
    assert hours_by_line(planned(tasks)) == {
        ("compliance_lead", "shared"): (1, 2, 3),
        ("management", "shared"): (10, 20, 30),
        ("engineer", "shared"): (4, 5, 6),
        ("control_owner", "soc2"): (3, 3, 3),  # and who answers the firm
        ("engineer", "iso27001"): (3, 3, 3),
    }
    assert ("engineer", "shared") not in hours_by_line(planned(tasks), {"c"})


@each(("months", "hours"), [(3, (5, 10, 16)), (6, (10, 20, 31)), (12, (20, 40, 62))])
def test_observation_takes_hours_as_long_as_it_lasts(months: int, hours: tuple[int, int, int]) -> None:
    tasks = put("observation", hours=Spread(10, 20, 31))
    plan = planned(tasks, period_months=months)
    assert task_hours(plan)["observation"] == Spread(*hours)
    own = dict.fromkeys(("records", "stage2"))
    assert {name: task_hours(plan)[name] for name in own} == {t.id: t.hours for t in tasks if t.id in own}


def test_a_profile_without_observation_takes_its_hours_as_they_are() -> None:
    plan = planned(put("observation", hours=Spread(1, 2, 3)), of=profile(observation=None), period_months=12)
    assert task_hours(plan)["observation"] == Spread(1, 2, 3)


def test_no_hour_is_lost_and_what_is_done_counts_too() -> None:
    plan = planned()
    whole = sum(t.hours.likely for t in TASKS if plan.of(t.id) is not None)
    assert sum(likely for _, likely, _ in hours_by_line(plan).values()) == Decimal(whole)
