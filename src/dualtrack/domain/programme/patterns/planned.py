"""What the plan says of the internal audit and the management review: what they cover, and when they are.

A task is one of the two by the fact that ends it. What it covers is said by the plan where it is for one
framework alone, else by whoever completed it or the tasks of its workstream before it, in their notes.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from dualtrack.domain.controls.period import Period
from dualtrack.domain.programme.patterns.artefacts import (
    AuditTaskScope,
    TaskKind,
    named_in,
    says_its_scope,
)
from dualtrack.domain.programme.plan.choices import PlanCompletion
from dualtrack.domain.programme.plan.schedule import Placed, Plan, observation

_ENDED_BY: Mapping[str, TaskKind] = {
    "requirement_supported:iso27001:9.2": TaskKind.INTERNAL_AUDIT,
    "requirement_supported:iso27001:9.3": TaskKind.MANAGEMENT_REVIEW,
}
_ISO_ALONE = "iso27001"


def kind_of(placed: Placed) -> TaskKind | None:
    """Which of the two a task of a plan is; none for every other task."""
    return next((kind for fact, kind in _ENDED_BY.items() if placed.task.fact.startswith(fact)), None)


def audit_tasks(
    plan: Plan,
    drawn: Plan,
    completions: Iterable[PlanCompletion],
    moved_on: Mapping[str, date],
    day: date,
) -> tuple[AuditTaskScope, ...]:
    """The audits and reviews of a plan on a day, beside the plan as it was drawn up.

    `moved_on` is the day on which each task that was moved was moved.
    """
    said = {one.id: one for one in completions if one.on <= day}
    return tuple(
        _scope(plan, drawn, placed, kind, said, moved_on, day)
        for placed in plan.tasks
        if (kind := kind_of(placed)) is not None
    )


def _scope(
    plan: Plan,
    drawn: Plan,
    placed: Placed,
    kind: TaskKind,
    said: Mapping[str, PlanCompletion],
    moved_on: Mapping[str, date],
    day: date,
) -> AuditTaskScope:
    before = tuple(_before(plan, placed))
    notes = [said[one.task.id] for one in (placed, *before) if one.task.id in said]
    telling = [one for one in notes if says_its_scope(one.note)]
    covers: frozenset[str] | None = None
    if placed.task.serves == _ISO_ALONE:
        covers = frozenset()
    elif telling:
        covers = frozenset[str]().union(*(named_in(one.note) for one in telling))
    return AuditTaskScope(
        task=placed.task.id,
        kind=kind,
        covers=covers,
        said_on=min((one.on for one in telling), default=None),
        planned_for=placed.last,
        period=_period(plan),
        outside_since=_outside(plan, drawn, placed, moved_on, day),
    )


def _before(plan: Plan, placed: Placed) -> Iterator[Placed]:
    """Tasks of the same workstream that it waits for, however far before it."""
    open_ends, found = list(placed.depends_on), set[str]()
    while open_ends:
        one = plan.of(open_ends.pop())
        if one is None or one.task.id in found or one.task.workstream != placed.task.workstream:
            continue
        found.add(one.task.id)
        open_ends += one.depends_on
        yield one


def _period(plan: Plan) -> Period | None:
    held = observation(plan)
    return None if held is None else Period(held.start, held.last)


def _outside(plan: Plan, drawn: Plan, placed: Placed, moved_on: Mapping[str, date], day: date) -> date | None:
    """Since when a task that was drawn up within the period is after it; a plan that drifts may catch up."""
    period, first, within = _period(plan), drawn.of(placed.task.id), _period(drawn)
    if period is None or first is None or within is None or placed.done is not None:
        return None
    if first.last > within.end or placed.last <= period.end:
        return None
    if day > period.end:
        return period.end + timedelta(days=1)
    return _moved_out(plan, placed, moved_on, period)


def _moved_out(plan: Plan, placed: Placed, moved_on: Mapping[str, date], period: Period) -> date | None:
    """The day on which somebody set a day by which it, or what it waits for, is not over in the period."""
    moves = plan.choices.moves
    held = (placed, *(one for one in _before(plan, placed) if one.done is None))
    days = [
        moved_on[one.task.id]
        for one in held
        if one.task.id in moves
        and one.task.id in moved_on
        and moves[one.task.id] + (one.last - one.start) > period.end
    ]
    return min(days, default=None)
