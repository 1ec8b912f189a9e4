"""Conflicts of a plan: a role is asked for more hours than it has, or by two auditors in one week."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby

from attrs import frozen

from dualtrack.domain.programme.plan.load import Cell, Load, load_of
from dualtrack.domain.programme.plan.network import FIRMS
from dualtrack.domain.programme.plan.schedule import Plan
from dualtrack.domain.programme.plan.shape import PlanTask

_AUDITORS = FIRMS | {"internal_auditor"}


@frozen(kw_only=True)
class ConflictWeek:
    """One week of a conflict, in hours; `monday` is its first day."""

    monday: date
    asked: int
    had: int
    persons: int  # so many more persons would do

    @property
    def over(self) -> int:
        """What is missing."""
        return max(0, self.asked - self.had)


@frozen(kw_only=True)
class Conflict:
    """Weeks on end in which a role is asked for too much: by which tasks, and which of them are audits."""

    role: str
    weeks: tuple[ConflictWeek, ...]
    tasks: tuple[str, ...]  # those that ask for most first
    audits: tuple[str, ...]
    two_audits: bool  # two auditors sit with the same people in one week

    @property
    def over(self) -> int:
        """Hours that are missing in all its weeks."""
        return sum(week.over for week in self.weeks)

    @property
    def persons(self) -> int:
        """So many more persons would do in its worst week."""
        return max(week.persons for week in self.weeks)


def conflicts(plan: Plan, load: Load | None = None) -> tuple[Conflict, ...]:
    """All conflicts from the day on which the plan is looked at, in order of their first week."""
    held = load_of(plan) if load is None else load
    tasks = {one.task.id: one.task for one in plan.tasks}
    wrong = sorted(c for c in held.asked if held.over(c) or two_audits(tasks, held.asked[c]))
    runs = (list(run) for _, run in groupby(enumerate(wrong), lambda at: (at[1][0], at[1][1] - at[0])))
    found = (_conflict(tasks, held, [cell for _, cell in run]) for run in runs)
    return tuple(sorted(found, key=lambda one: (one.weeks[0].monday, one.role)))


def two_audits(tasks: Mapping[str, PlanTask], names: Iterable[str]) -> bool:
    """True where two firms ask several people of ours at once: a report that is written asks one."""
    asking = (tasks[name] for name in names)
    return len({one.role for one in asking if one.role in FIRMS and one.people > 1}) > 1


def _conflict(tasks: Mapping[str, PlanTask], load: Load, cells: list[Cell]) -> Conflict:
    named = tuple(_named(load, cells))
    return Conflict(
        role=cells[0][0],
        weeks=tuple(_week(load, cell) for cell in cells),
        tasks=named,
        audits=tuple(name for name in named if tasks[name].role in _AUDITORS),
        two_audits=any(two_audits(tasks, load.asked[cell]) for cell in cells),
    )


def _named(load: Load, cells: list[Cell]) -> Iterator[str]:
    total: dict[str, int] = {}
    for cell in cells:
        for name, hours in load.asked[cell].items():
            total[name] = total.get(name, 0) + hours
    yield from sorted(total, key=lambda name: (-total[name], name))


def _week(load: Load, cell: Cell) -> ConflictWeek:
    role, week = cell
    one = load.capacities[role].person_hours(load.calendar.days_in(week))
    return ConflictWeek(
        monday=load.calendar.monday(week),
        asked=load.total(cell),
        had=load.had(cell),
        persons=-(-load.over(cell) // one) if one else 0,
    )
