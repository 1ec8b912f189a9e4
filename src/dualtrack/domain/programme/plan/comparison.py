"""Plan against plan: a baseline, another order, another period; what moved, and by how many days."""

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import frozen

from dualtrack.domain.programme.plan.choices import BaselineTask
from dualtrack.domain.programme.plan.schedule import FINISHES, Plan


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
