"""Plan against plan: a baseline, another order, another period; what moved, and by how many days."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from attrs import frozen

from dualtrack.domain.programme.plan.choices import BaselineTask
from dualtrack.domain.programme.plan.schedule import FINISHES, Placed, Plan

DAY = timedelta(days=1)


@frozen(kw_only=True)
class Moved:
    """A task in two plans; days are positive where it ends later now."""

    task: str
    before: tuple[date, date] | None  # start and exclusive finish; none: it is new
    after: tuple[date, date] | None  # none: it is no longer part of the plan
    days: int


@frozen(kw_only=True)
class Joined:
    """What a framework that was added does to a plan: rows as in a comparison, and ends before and after."""

    framework: str
    since: date
    came: tuple[Moved, ...]
    gone: tuple[Moved, ...]
    moved: tuple[Moved, ...]
    kept: tuple[str, ...]  # tasks that were done and stay done
    before: Mapping[str, date]  # last day by end, as without it
    after: Mapping[str, date]


@frozen(kw_only=True)
class PlannedThen:
    """A gate or an end: the day that a baseline had for it, and what became of it by the plan of today."""

    id: str  # the task of a gate, or one of the three ends
    gate: bool
    planned: date | None  # none: it was not in the plan then
    happened: date | None
    forecast: date | None  # while it has not happened

    @property
    def late(self) -> int | None:
        """Days after the planned one on which it happened or is forecast, negative before it."""
        day = self.happened or self.forecast
        return None if day is None or self.planned is None else (day - self.planned).days


def planned_then(baseline: Iterable[BaselineTask], plan: Plan) -> tuple[PlannedThen, ...]:
    """The gates of the plan in their order, then its three ends, beside the days that a baseline had.

    An end is the last of its tasks: it has happened when all of them have.
    """
    before = baseline_spans(baseline)
    gates = [(one.task.id, True, [one]) for one in plan.tasks if one.task.gate]
    ends = [(name, False, [t for t in plan.tasks if t.task.milestone == name]) for name in FINISHES]
    return tuple(_then(name, gate, tasks, before) for name, gate, tasks in (*gates, *ends) if tasks)


def _then(name: str, gate: bool, tasks: list[Placed], before: Mapping[str, tuple[date, date]]) -> PlannedThen:
    planned = [before[t.task.id] for t in tasks if t.task.id in before]
    done = [t.done for t in tasks if t.done is not None]
    over = len(done) == len(tasks)
    return PlannedThen(
        id=name,
        gate=gate,
        planned=max((max(start, finish - DAY) for start, finish in planned), default=None),
        happened=max(done) if over else None,
        forecast=None if over else max(t.last for t in tasks),
    )


def spans_of(plan: Plan) -> dict[str, tuple[date, date]]:
    """Each task with its start and exclusive finish."""
    return {one.task.id: (one.start, one.finish) for one in plan.tasks}


def baseline_spans(tasks: Iterable[BaselineTask]) -> dict[str, tuple[date, date]]:
    """The same of a baseline."""
    return {one.task: (one.start, one.finish) for one in tasks}


def taken(plan: Plan) -> tuple[BaselineTask, ...]:
    """The tasks of a plan as a baseline keeps them."""
    return tuple(BaselineTask(task=t.task.id, start=t.start, finish=t.finish) for t in plan.tasks)


def moved(
    before: Mapping[str, tuple[date, date]], after: Mapping[str, tuple[date, date]]
) -> tuple[Moved, ...]:
    """Every task whose dates differ, those that moved furthest first."""
    found = []
    for task in sorted(before.keys() | after.keys()):
        old, new = before.get(task), after.get(task)
        if old != new:
            days = (new[1] - old[1]).days if old and new else 0
            found.append(Moved(task=task, before=old, after=new, days=days))
    return tuple(sorted(found, key=lambda one: (-abs(one.days), one.task)))


def finishes(plan: Plan) -> dict[str, date]:
    """The last day of each of the three ends that the programme wants."""
    days = ((name, plan.finish(name)) for name in FINISHES)
    return {name: day for name, day in days if day is not None}
