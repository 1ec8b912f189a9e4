"""Hours of ours in a plan, by the roles that costs know: they are estimated for about 120 people."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from dualtrack.domain.programme.plan.choices import Choices
from dualtrack.domain.programme.plan.holding import placing
from dualtrack.domain.programme.plan.schedule import Plan
from dualtrack.domain.programme.plan.shape import Phase, PlanProfile, PlanTask, Span, Spread

# Whose hours a task's are, in the cost table; who is not named operates controls.
_COST_ROLES: Mapping[str, str] = {"lead": "compliance_lead", "manager": "management"}
_OTHERS = "control_owner"


def cost_role(task: PlanTask) -> str:
    """Whose hours they are, by the word of the cost table."""
    return _COST_ROLES.get(task.role, _OTHERS)


def hours_of(task: PlanTask, profile: PlanProfile, choices: Choices) -> Spread:
    """The hours of a task: what lasts as long as observation does grows with the period that was chosen.

    Its hours are written down for the period that the profile has.
    """
    by, _ = placing(task, profile, choices)
    phases = dict(by.phases)
    if task.span is not Span.PERIOD or by.observation is None or Phase.OBSERVE not in phases:
        return task.hours
    share = choices.period_months / (phases[Phase.OBSERVE].end - by.observation)
    hours = (task.hours.low, task.hours.likely, task.hours.high)
    return Spread(*(int((n * share).quantize(Decimal(1), ROUND_HALF_UP)) for n in hours))


def task_hours(plan: Plan) -> dict[str, Spread]:
    """The hours of each task of a plan, done or not."""
    return {one.task.id: hours_of(one.task, plan.profile, plan.choices) for one in plan.tasks}


def hours_by_role(plan: Plan) -> dict[str, tuple[Decimal, Decimal, Decimal]]:
    """Low, likely and high hours of all tasks of a plan, done or not, by role."""
    hours = task_hours(plan)
    found: dict[str, tuple[Decimal, Decimal, Decimal]] = {}
    for one in plan.tasks:
        role, mine = cost_role(one.task), hours[one.task.id]
        low, likely, high = found.get(role, (Decimal(0), Decimal(0), Decimal(0)))
        found[role] = (low + mine.low, likely + mine.likely, high + mine.high)
    return found
