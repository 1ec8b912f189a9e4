"""The plan as JSON data: the shapes that `dualtrack plan --json` promises."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dualtrack.app.cli.cost_shape import number
from dualtrack.app.programme.plan_words import breach_text, undecided_text
from dualtrack.app.programme.planning import Planned
from dualtrack.app.programme.replay_words import assumption
from dualtrack.domain.programme.plan.bookings import BookingToMove
from dualtrack.domain.programme.plan.breach import Breach
from dualtrack.domain.programme.plan.comparison import Joined, Moved, finishes
from dualtrack.domain.programme.plan.if_held import IfHeld
from dualtrack.domain.programme.plan.network import month_day, phases_of
from dualtrack.domain.programme.plan.schedule import FINISHES, Placed, Plan
from dualtrack.domain.programme.plan.sequencing import SequencingDecision
from dualtrack.solver.simulation import Outcome, Spreading


def whole(held: Planned) -> dict[str, Any]:
    """The plan of a day: ends, phases, milestones, gates, every task, and what it breaks."""
    plan = held.plan
    return {
        "as_of": held.when.as_of.isoformat(),
        "known_at": None if held.when.known_at is None else held.when.known_at.isoformat(),
        "profile": held.profile.key,
        "sequencing": held.choices.sequencing.value,
        "period_months": held.choices.period_months,
        "start": held.choices.start.isoformat(),
        "finish": ends(plan),
        "phases": [
            {
                "id": phase.value,
                "start": month_day(held.choices.start, months.start).isoformat(),
                "finish": month_day(held.choices.start, months.end).isoformat(),
            }
            for phase, months in phases_of(held.profile, held.choices).items()
        ],
        "milestones": [
            {
                "id": t.task.id,
                "milestone": t.task.milestone,
                "day": t.last.isoformat(),
                "done": t.done is not None,
            }
            for t in plan.tasks
            if t.task.milestone
        ],
        "gates": [
            {"id": t.task.id, "gate": t.task.gate, "day": t.last.isoformat(), "passed": t.done is not None}
            for t in plan.tasks
            if t.task.gate
        ],
        "breaches": [breach(one, plan) for one in held.breaches],
        "findings": [
            {
                "code": "sequencing_undecided",
                "since": found.since.isoformat(),
                "weeks": found.weeks,
                "text": undecided_text(found),
            }
            for found in (held.undecided,)
            if found is not None
        ],
        "added": None if held.joined is None else joined(held.joined),
        "tasks": [task(one) for one in plan.tasks],
    }


def joined(found: Joined) -> dict[str, Any]:
    """What a framework that was added does to the plan: its tasks, what moved, each end before and after."""
    return {
        "framework": found.framework,
        "since": found.since.isoformat(),
        "came": [moved(one) for one in found.came],
        "gone": [moved(one) for one in found.gone],
        "moved": [moved(one) for one in found.moved],
        "kept": list(found.kept),
        "before": {name: _day(found.before.get(name)) for name in FINISHES},
        "after": {name: _day(found.after.get(name)) for name in FINISHES},
    }


def promised(found: Sequence[IfHeld], start: date) -> dict[str, Any] | None:
    """Readiness ahead if the plan holds, with what it rests on; null where there is nothing to say of it."""
    if not found:
        return None
    now, *ahead = found
    return {
        "assumption": assumption(),
        "since": now.day.isoformat(),
        "recorded": _levels(now),
        "weeks": [
            {"week": (one.day - start).days // 7, "day": one.day.isoformat()} | _levels(one) for one in ahead
        ],
    }


def _levels(one: IfHeld) -> dict[str, Any]:
    return {"frameworks": dict(one.levels), "combined": one.combined}


def ends(plan: Plan) -> dict[str, str | None]:
    """The three finish dates; null for one that the programme does not want."""
    found = finishes(plan)
    return {name: _day(found.get(name)) for name in FINISHES}


def task(one: Placed) -> dict[str, Any]:
    """One task; `finish` is exclusive."""
    return {
        "id": one.task.id,
        "title": one.task.title,
        "phase": one.task.phase.value,
        "workstream": one.task.workstream,
        "start": one.start.isoformat(),
        "finish": one.finish.isoformat(),
        "depends_on": list(one.depends_on),
        "critical": one.critical,
        "slack_days": one.slack_days,
        "role": one.task.role,
        "serves": one.task.serves,
        "fact": one.task.fact or None,
        "done": one.done is not None,
        "done_on": _day(one.done),
    }


def breach(one: Breach, plan: Plan) -> dict[str, Any]:
    """One constraint that is broken, in words."""
    return {
        "code": one.code.value,
        "hard": one.hard,
        "tasks": list(one.tasks),
        "days": one.days,
        "nearest": _day(one.nearest),
        "text": breach_text(one, plan),
    }


def variant(held: Planned) -> dict[str, Any]:
    """One plan beside others: its order and period, its ends, what it breaks."""
    return {
        "sequencing": held.choices.sequencing.value,
        "period_months": held.choices.period_months,
        "finish": ends(held.plan),
        "breaches": [breach(one, held.plan) for one in held.breaches],
        "bookings_to_move": [booking(one) for one in held.bookings_to_move],
    }


def booking(one: BookingToMove) -> dict[str, Any]:
    """A booking that a plan cannot keep: its days, and those that the plan has in their place."""
    return {
        "framework": one.framework,
        "firm": one.firm,
        "booked": [one.starts_on.isoformat(), one.ends_on.isoformat()],
        "would_be": [one.would_start.isoformat(), one.would_end.isoformat()],
    }


def price(decision: SequencingDecision) -> dict[str, Any] | None:
    """What the decision on another order costs, as it is kept with it; null where it changes nothing."""
    found, cost = decision.price, decision.cost
    if found is None:
        return None
    return {
        "instead_of": found.instead_of.value,
        "ends": {
            one.end: {"before": one.before.isoformat(), "after": one.after.isoformat(), "days": one.days}
            for one in found.ends
        },
        "cost": None
        if cost is None
        else {
            "currency": cost.currency,
            "before": number(cost.before),
            "after": number(cost.after),
            "difference": number(cost.difference),
        },
        "bookings_to_move": [booking(one) for one in found.bookings],
    }


def moved(one: Moved) -> dict[str, Any]:
    """A task whose dates differ from the baseline's."""
    return {
        "task": one.task,
        "before": _span(one.before),
        "after": _span(one.after),
        "days": one.days,
    }


def simulated(
    outcome: Outcome, hours: Spreading, titles: Mapping[str, str], by: date | None
) -> dict[str, Any]:
    """All runs: the spread of each end, what drives it, the chance to be there by a day; hours of ours."""
    ends_of = sorted(outcome.finishes, key=_order)
    found: dict[str, Any] = {
        "seed": outcome.seed,
        "runs": outcome.runs,
        "milestones": [
            {"id": name} | {f"p{p}": outcome.day(name, p).isoformat() for p in (10, 50, 90)}
            for name in ends_of
        ],
        "drivers": {
            name: [
                {"task": d.task, "title": titles.get(d.task, d.task), "share": round(d.share, 4)}
                for d in outcome.drivers[name]
            ]
            for name in ends_of
        },
        "hours": {"p10": round(hours.p10), "p50": round(hours.p50), "p90": round(hours.p90)},
    }
    if by is not None:
        found["by"] = by.isoformat()
        found["chance"] = {name: round(outcome.chance(name, by), 4) for name in ends_of}
    return found


def _order(name: str) -> tuple[int, str]:
    return (FINISHES.index(name) if name in FINISHES else len(FINISHES), name)


def _span(span: tuple[date, date] | None) -> list[str] | None:
    return None if span is None else [day.isoformat() for day in span]


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
