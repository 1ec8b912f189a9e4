"""Hours of a plan by the roles that costs know, all tasks of it counted once."""

from decimal import Decimal

from tests.domain.programme.plan.making import TASKS, planned, task

from dualtrack.domain.programme.plan.hours import hours_by_role
from dualtrack.domain.programme.plan.shape import Spread


def test_roles_of_the_plan_are_roles_of_the_costs() -> None:
    tasks = (
        task("a", hours=Spread(1, 2, 3)),
        task("b", hours=Spread(10, 20, 30), role="manager"),
        task("c", hours=Spread(4, 5, 6), role="engineer"),
        task("d", hours=Spread(1, 1, 1), role="cpa_firm"),
    )
    assert hours_by_role(planned(tasks)) == {
        "compliance_lead": (1, 2, 3),
        "management": (10, 20, 30),
        "control_owner": (5, 6, 7),
    }


def test_no_hour_is_lost_and_what_is_done_counts_too() -> None:
    plan = planned()
    whole = sum(t.hours.likely for t in TASKS if plan.of(t.id) is not None)
    assert sum(likely for _, likely, _ in hours_by_role(plan).values()) == Decimal(whole)
