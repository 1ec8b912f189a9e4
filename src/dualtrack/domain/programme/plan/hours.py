"""Hours of ours in a plan, by the roles that costs know: they are estimated for about 120 people."""

from collections.abc import Mapping
from decimal import Decimal

from dualtrack.domain.programme.plan.schedule import Plan

# Whose hours a task's are, in the cost table; who is not named operates controls.
_COST_ROLES: Mapping[str, str] = {"lead": "compliance_lead", "manager": "management"}
_OTHERS = "control_owner"


def hours_by_role(plan: Plan) -> dict[str, tuple[Decimal, Decimal, Decimal]]:
    """Low, likely and high hours of all tasks of a plan, done or not, by role."""
    found: dict[str, tuple[Decimal, Decimal, Decimal]] = {}
    for one in plan.tasks:
        role, hours = _COST_ROLES.get(one.task.role, _OTHERS), one.task.hours
        low, likely, high = found.get(role, (Decimal(0), Decimal(0), Decimal(0)))
        found[role] = (low + hours.low, likely + hours.likely, high + hours.high)
    return found
