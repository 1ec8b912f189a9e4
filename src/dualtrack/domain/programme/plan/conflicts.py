"""Conflicts of a plan: a role is asked for more hours than it has, or by two auditors in one week."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from dualtrack.domain.programme.plan.conflict import Conflict, ConflictWeek
from dualtrack.domain.programme.plan.load import Cell, Load, load_of
from dualtrack.domain.programme.plan.network import FIRMS
from dualtrack.domain.programme.plan.schedule import Plan
from dualtrack.domain.programme.plan.shape import PlanTask

_AUDITORS = FIRMS | {"internal_auditor"}


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
