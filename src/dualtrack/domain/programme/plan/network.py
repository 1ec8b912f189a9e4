"""The tasks of one programme as numbers: what depends on what, and the day before which nothing begins.

One network gives the schedule, its slack, and every simulated run; nothing below it knows a profile.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter

from attrs import frozen

from dualtrack.domain.controls.period import add_months, months_from
from dualtrack.domain.programme.organisation import Sequencing
from dualtrack.domain.programme.plan.choices import MONTH_DAYS, Choices, months_until
from dualtrack.domain.programme.plan.holding import conditions, placing
from dualtrack.domain.programme.plan.shape import (
    After,
    Months,
    Phase,
    PlanProfile,
    PlanTask,
    Span,
    Spread,
)
from dualtrack.domain.programme.plan.workdays import Workdays, calendar_of

FIRMS = frozenset({"cpa_firm", "certification_body"})
OBSERVATION = "observation"  # the task that is the SOC 2 observation period


class CircularPlanError(ValueError):
    """Tasks that wait for each other; `tasks` is the circle."""

    def __init__(self, tasks: Sequence[str]) -> None:
        """Keep the circle."""
        self.tasks = tuple(tasks)
        super().__init__(" > ".join(self.tasks))


@frozen(kw_only=True)
class Node:
    """One task: its place in order, what must have finished how many days before, its length."""

    task: PlanTask
    after: tuple[tuple[int, int], ...]  # place of the predecessor, lag in calendar days
    earliest: int
    length: Spread  # working days, or calendar days where `calendar` is True
    calendar: bool
    moved: int | None = None  # somebody set its start
    fixed: tuple[int, int] | None = None  # its dates are given: start and finish
    happened: tuple[int, int] | None = None  # it is done: start, as far as that is known, and finish


@frozen(kw_only=True)
class Network:
    """All tasks in an order in which each comes after what it waits for, over one calendar."""

    nodes: tuple[Node, ...]
    workdays: Workdays
    today: int | None

    def place(self, task: str) -> int | None:
        """Where a task stands; none where it is no part of this plan."""
        return next((n for n, node in enumerate(self.nodes) if node.task.id == task), None)


def network(profile: PlanProfile, tasks: Iterable[PlanTask], choices: Choices) -> Network:
    """The tasks that belong to a programme, placed and joined.

    A predecessor that is no part of the programme is replaced by its own predecessors, so that what waits
    for it still waits for what came before. Raises CircularPlanError.
    """
    holds = conditions(profile, choices)
    every = {task.id: task for task in tasks}
    mine = {task.id: task for task in every.values() if task.belongs(holds)}
    after = {one: _resolved(every, mine, one, choices.sequencing) for one in mine}
    if profile.observation == 0:
        after |= (
            {OBSERVATION: ()} if OBSERVATION in mine else {}
        )  # a period that runs already waits for nothing
    order = _ordered({one: {wait.task for wait in waits} for one, waits in after.items()})
    places = {one: place for place, one in enumerate(order)}
    days = calendar_of(choices)
    gap = profile.stage_gap_days if choices.stage_gap_days is None else choices.stage_gap_days
    nodes = tuple(
        _node(
            mine[one],
            tuple(sorted((places[w.task], gap if w.gap else w.lag_days) for w in after[one])),
            profile,
            choices,
            days,
        )
        for one in order
    )
    today = None if choices.today is None else days.number(choices.today)
    return Network(nodes=nodes, workdays=days, today=today)


def waits(task: PlanTask, sequencing: Sequencing) -> tuple[After, ...]:
    """What a task waits for in one sequencing."""
    own = task.after_iso_first if sequencing is Sequencing.ISO_FIRST else task.after_soc2_first
    return (*task.after, *own)


def _resolved(
    every: Mapping[str, PlanTask], mine: Mapping[str, PlanTask], one: str, sequencing: Sequencing
) -> tuple[After, ...]:
    found: dict[str, After] = {}
    seen: set[str] = set()
    open_ends = list(waits(every[one], sequencing))
    while open_ends:
        wait = open_ends.pop()
        if wait.task in mine:
            held = found.get(wait.task)
            found[wait.task] = wait if held is None else max(held, wait, key=lambda w: (w.gap, w.lag_days))
        elif wait.task in every and wait.task not in seen:
            seen.add(wait.task)
            open_ends += [After(w.task, w.lag_days) for w in waits(every[wait.task], sequencing)]
    return tuple(found[name] for name in sorted(found))


def _ordered(graph: Mapping[str, set[str]]) -> tuple[str, ...]:
    """The same order for the same tasks, whatever the order in which they are listed."""
    sorter = TopologicalSorter({one: sorted(graph[one]) for one in sorted(graph)})
    try:
        sorter.prepare()
    except CycleError as error:
        raise CircularPlanError(list(reversed(error.args[1]))) from None
    order: list[str] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        order += ready
        sorter.done(*ready)
    return tuple(order)


def _node(
    task: PlanTask,
    after: tuple[tuple[int, int], ...],
    profile: PlanProfile,
    choices: Choices,
    days: Workdays,
) -> Node:
    waiting = bool(after) and task.at == 0 and task.days.likely == 0 and task.span is Span.WORKING_DAYS
    earliest = 0 if waiting else days.number(place_of(task, profile, choices))  # an event has no place
    if task.id == OBSERVATION and choices.unused and choices.today is not None:
        earliest = max(earliest, days.number(choices.today))  # no period is opened in the past
    moved = choices.moves.get(task.id)
    length = _length(task, profile, choices, max(earliest, 0), days)
    calendar, fixed = task.span is not Span.WORKING_DAYS, _given(task, choices, days)
    return Node(
        task=task,
        after=after,
        earliest=max(earliest, 0),
        length=length,
        calendar=calendar,
        moved=None if moved is None else days.number(moved),
        fixed=fixed,
        happened=fixed
        if fixed is not None and task.id in choices.done
        else _happened(choices.done.get(task.id), length, days, calendar=calendar),
    )


def _happened(done: date | None, length: Spread, days: Workdays, *, calendar: bool) -> tuple[int, int] | None:
    """A task that was done ends on that day; it is taken to have begun as long before as it likely takes.

    As long is meant as the task is measured: in working days, or in days of the calendar.
    """
    if done is None:
        return None
    finish = days.number(done) + (0 if length.likely == 0 else 1)
    if calendar:
        return finish - length.likely, finish
    return min(days.latest_start(finish, length.likely), finish), finish


def month_day(start: date, months: Decimal) -> date:
    """The day so many months after the start; the part behind the comma counts as days of a mean month."""
    whole = int(months)
    day = add_months(start, whole)
    return date.fromordinal(day.toordinal() + int((months - whole) * MONTH_DAYS))


def phases_of(profile: PlanProfile, choices: Choices) -> dict[Phase, Months]:
    """The phases of a programme; with what was added to it each lasts until the later of the two ends."""
    join = profile.join
    if join is None:
        return _phases_by(profile, choices)
    later = months_until(choices.start, join.since)
    added = _phases_by(join.adds, choices)
    return {
        phase: Months(months.start, max(months.end, later + added[phase].end))
        for phase, months in _phases_by(join.own, choices).items()
    }


def _phases_by(profile: PlanProfile, choices: Choices) -> dict[Phase, Months]:
    """Audits follow a longer or shorter period; what is added to one that runs does not wait for it."""
    phases = dict(profile.phases)
    runs_already = profile.key != choices.profile and profile.observation == 0
    if runs_already or profile.observation is None or Phase.OBSERVE not in phases:
        return phases
    observing = phases[Phase.OBSERVE]
    more = choices.period_months - (observing.end - profile.observation)
    phases[Phase.OBSERVE] = Months(observing.start, observing.end + more)
    if (audits := phases.get(Phase.AUDIT)) is not None:
        phases[Phase.AUDIT] = Months(audits.start + more, audits.end + more)
    return phases


def place_of(task: PlanTask, profile: PlanProfile, choices: Choices) -> date:
    """The day before which a task is not planned: its share of its phase, or the start of observation."""
    by, start = placing(task, profile, choices)
    if task.id == OBSERVATION and by.observation is not None:
        return month_day(start, by.observation)
    phases = _phases_by(by, choices)
    if task.phase not in phases:
        return start
    return month_day(start, phases[task.phase].at(task.at))


def _given(task: PlanTask, choices: Choices, days: Workdays) -> tuple[int, int] | None:
    """Dates that are no forecast: a period that is open runs from its first day to its last."""
    if task.id != OBSERVATION or choices.period is None:
        return None
    return days.number(choices.period.start), days.number(choices.period.end) + 1


def _length(task: PlanTask, profile: PlanProfile, choices: Choices, earliest: int, days: Workdays) -> Spread:
    if (booked := choices.lengths.get(task.id)) is not None:
        return Spread(booked, booked, booked)
    if task.span is Span.PERIOD:
        period = months_from(days.day(earliest), choices.period_months)
        return Spread(period.days, period.days, period.days)
    if task.span is Span.CALENDAR_DAYS:
        return task.days
    if task.phase is Phase.AUDIT or task.role in FIRMS:
        return task.days  # auditors keep their own pace
    pace = placing(task, profile, choices)[0].pace
    return Spread(*(paced(n, pace) for n in (task.days.low, task.days.likely, task.days.high)))


def paced(days: int, pace: Decimal) -> int:
    """Working days at a profile's pace; work that takes time takes at least a day."""
    return 0 if days == 0 else max(1, int((days * pace).to_integral_value()))
