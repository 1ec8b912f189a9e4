"""Hours of ours in a plan, by role and the audit that they serve: they are estimated for about 120 people."""

from collections.abc import Container, Mapping
from decimal import ROUND_HALF_UP, Decimal

from dualtrack.domain.programme.plan.capacity import asked_of
from dualtrack.domain.programme.plan.choices import Choices
from dualtrack.domain.programme.plan.holding import placing
from dualtrack.domain.programme.plan.schedule import Plan
from dualtrack.domain.programme.plan.shape import Phase, PlanProfile, PlanTask, Span, Spread

Hours = tuple[Decimal, Decimal, Decimal]
# The words of the cost table for roles of the plan that it calls otherwise.
_COST_ROLES: Mapping[str, str] = {"lead": "compliance_lead", "manager": "management"}


def cost_line(task: PlanTask) -> tuple[str, str]:
    """Whose hours a task takes, by the word of the cost table, and which audit they serve.

    Hours of a firm's task are those of ours who answer it; the firm's own are in its fee.
    """
    role = asked_of(task)
    return _COST_ROLES.get(role, role), task.serves


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


def hours_by_line(plan: Plan, but: Container[str] = ()) -> dict[tuple[str, str], Hours]:
    """Low, likely and high hours of all tasks of a plan, done or not, by role and the audit that they serve.

    `but` are ids of tasks that are left out.
    """
    hours = task_hours(plan)
    found: dict[tuple[str, str], Hours] = {}
    for one in plan.tasks:
        if one.task.id in but:
            continue
        key, mine = cost_line(one.task), hours[one.task.id]
        low, likely, high = found.get(key, (Decimal(0), Decimal(0), Decimal(0)))
        found[key] = (low + mine.low, likely + mine.likely, high + mine.high)
    return found
