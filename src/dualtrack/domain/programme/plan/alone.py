"""The nearest plan that works where nobody holds a role: one person does its work, one task after another."""

from datetime import date, timedelta

from attrs import evolve

from dualtrack.domain.programme.plan.capacity import HOURS_A_WEEK
from dualtrack.domain.programme.plan.driving import resolved
from dualtrack.domain.programme.plan.hours import hours_of
from dualtrack.domain.programme.plan.schedule import Placed, Plan, plan
from dualtrack.domain.programme.plan.shape import Span

_WEEK = 7


def hours_of_one(held: Plan) -> int:
    """The hours a week that one person gives: what was settled, else a figure of ours."""
    return HOURS_A_WEEK if held.choices.hours_a_week is None else held.choices.hours_a_week


def waiting_for(held: Plan, role: str) -> tuple[Placed, ...]:
    """The open tasks of a role, in order of start."""
    return tuple(one for one in held.tasks if one.task.role == role and one.done is None)


def with_one(held: Plan, role: str) -> Plan:
    """The plan with one person in a role, who begins a task when the one before it is worked off.

    It begins today. A task takes its likely hours of that person's weeks. What is measured by the calendar
    goes on beside the rest; what waits for a later task waits longer.
    """
    moves, a_week = dict(held.choices.moves), hours_of_one(held)
    free = held.choices.today or held.choices.start
    for one in waiting_for(held, role):
        if one.task.span is not Span.WORKING_DAYS:
            continue
        begins = max(one.start, free)
        if begins > one.start:
            moves[one.task.id] = begins
        free = _worked_off(held, one, begins, a_week)
    return plan(held.profile, resolved(held), evolve(held.choices, moves=moves))


def _worked_off(held: Plan, one: Placed, begins: date, a_week: int) -> date:
    hours = hours_of(one.task, held.profile, held.choices).likely
    return begins + timedelta(days=-(-hours * _WEEK // a_week))
