"""Who can give how much: persons of each role of ours, and hours a week that each may give the programme.

Both can be set; a figure that nobody set is ours, and says so wherever it is shown.
"""

from enum import StrEnum

from attrs import frozen

from dualtrack.domain.programme.plan.network import FIRMS
from dualtrack.domain.programme.plan.schedule import Plan
from dualtrack.domain.programme.plan.shape import PlanTask

HOURS_A_WEEK = 8  # of one person, where nobody said: one working day of every week
WORKING_WEEK = 5
_ANSWERS = "control_owner"  # who answers an auditor's requests; hours of a firm's tasks are theirs


class SaidBy(StrEnum):
    """Where a figure comes from."""

    SETTINGS = "settings"
    OURS = "ours"


@frozen(kw_only=True)
class Capacity:
    """What one role can give."""

    role: str
    persons: int
    hours_a_week: int  # of each person
    persons_by: SaidBy
    hours_by: SaidBy

    def hours(self, days: int) -> int:
        """What it can give in so many working days."""
        return self.persons * self.person_hours(days)

    def person_hours(self, days: int) -> int:
        """What one person can give in so many working days."""
        return self.hours_a_week * days // WORKING_WEEK


def asked_of(task: PlanTask) -> str:
    """The role of ours whose hours a task takes."""
    return _ANSWERS if task.role in FIRMS else task.role


def capacities(plan: Plan) -> dict[str, Capacity]:
    """Each role of ours in a plan; unless said otherwise it is as many as its largest task keeps busy."""
    largest: dict[str, int] = {}
    for one in plan.tasks:
        role = asked_of(one.task)
        largest[role] = max(largest.get(role, 1), one.task.people)
    return {role: _capacity(plan, role, count) for role, count in sorted(largest.items())}


def _capacity(plan: Plan, role: str, largest: int) -> Capacity:
    said, hours = plan.choices.people, plan.choices.hours_a_week
    return Capacity(
        role=role,
        persons=said.get(role, largest),
        hours_a_week=HOURS_A_WEEK if hours is None else hours,
        persons_by=SaidBy.SETTINGS if role in said else SaidBy.OURS,
        hours_by=SaidBy.OURS if hours is None else SaidBy.SETTINGS,
    )
