"""Levelling as JSON data: the shape that `dualtrack plan level --json` promises."""

from typing import Any

from dualtrack.app.cli.plan_shape import ends
from dualtrack.app.programme.conflict_words import capacity_text, conflict_text, need_text
from dualtrack.app.programme.level_words import outcome_text, relief_text
from dualtrack.domain.programme.plan.capacity import Capacity
from dualtrack.domain.programme.plan.conflict import Conflict
from dualtrack.domain.programme.plan.levelled import Levelled, Move
from dualtrack.domain.programme.plan.schedule import Plan


def whole(found: Levelled, *, applied: bool) -> dict[str, Any]:
    """The conflicts, who has how much, the moves, what is left, and what it is an answer to."""
    problem = found.problem
    return {
        "profile": problem.profile.key,
        "conflicts": [conflict(one, problem.plan) for one in problem.conflicts],
        "capacities": [capacity(one) for one in problem.load.capacities.values()],
        "ends_may_move": problem.ends_may_move,
        "price_hours": problem.price_hours if problem.ends_may_move else None,
        "moves": [move(one, found.plan) for one in found.moves],
        "left": [conflict(one, found.plan) for one in found.conflicts],
        "proved": found.proved,
        "missing_hours": {"before": problem.load.overload, "after": found.load.overload},
        "weeks_moved": {"sum": sum(one.weeks for one in found.moves), "least": found.least_weeks},
        "finish": {"before": ends(problem.plan), "after": ends(found.plan)},
        "seen": problem.fingerprint,
        "applied": applied,
        "text": outcome_text(found),
    }


def conflict(one: Conflict, plan: Plan) -> dict[str, Any]:
    """A role that is asked for too much; a week is named by its Monday."""
    return {
        "role": one.role,
        "weeks": [
            {"monday": w.monday.isoformat(), "asked": w.asked, "had": w.had, "missing": w.over}
            for w in one.weeks
        ],
        "missing_hours": one.over,
        "persons_needed": one.persons,
        "tasks": list(one.tasks),
        "audits": list(one.audits),
        "two_audits": one.two_audits,
        "text": conflict_text(one, plan),
        "needed": need_text(one),
    }


def capacity(one: Capacity) -> dict[str, Any]:
    """What a role has, and who said so."""
    return {
        "role": one.role,
        "persons": one.persons,
        "persons_by": one.persons_by.value,
        "hours_a_week": one.hours_a_week,
        "hours_by": one.hours_by.value,
        "text": capacity_text(one),
    }


def move(one: Move, plan: Plan) -> dict[str, Any]:
    """One task that moves, and why."""
    placed = plan.of(one.task)
    return {
        "task": one.task,
        "title": placed.task.title if placed else one.task,
        "role": one.role,
        "from": one.start.isoformat(),
        "to": one.to.isoformat(),
        "weeks": one.weeks,
        "relieves": [day.isoformat() for day in one.relieves],
        "hours": one.hours,
        "behind": list(one.behind),
        "text": relief_text(one, plan),
    }
