"""The state of the programme week by week: as it was on record, or ahead of today as it is forecast.

Readiness ahead is what the plan promises (`if_held`), in a field of its own. Of what nobody plans, such as
how many risks are open, a week ahead has what today has, beside what falls due until then.
"""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date, timedelta

from attrs import field, frozen

from dualtrack.domain.audits.findings import Grade, Nonconformity
from dualtrack.domain.programme.plan.choices import PlanBaseline
from dualtrack.domain.programme.plan.if_held import IfHeld, if_held
from dualtrack.domain.programme.plan.lanes import Timeline, timeline
from dualtrack.domain.programme.plan.schedule import Placed, Plan
from dualtrack.domain.programme.plan.shape import Phase
from dualtrack.domain.programme.statuses import Figure
from dualtrack.domain.risks.over_time import RegisterDay
from dualtrack.domain.scope.scope import ScopeVersion, in_force

WEEK = timedelta(days=7)


@frozen(kw_only=True)
class FallsDue:
    """What falls due ahead: days of the risk register and of the answers to findings."""

    reviews: tuple[date, ...] = ()  # the last day on which the assessment of each risk stands
    actions: tuple[date, ...] = ()  # of treatment plans, not done yet
    answers: tuple[date, ...] = ()  # until which each answer to a finding stands


@frozen(kw_only=True)
class Due:
    """How much of it falls due from today to one day, today and that day included."""

    reviews: int
    actions: int
    answers: int


@frozen(kw_only=True)
class Kept:
    """What is on record beside the plan, as known on the day that is looked at."""

    figures: tuple[Figure, ...] = ()  # readiness of the weeks so far, and of today
    deviations: tuple[date, ...] = ()  # the day on which each was noted
    scopes: tuple[ScopeVersion, ...] = ()
    nonconformities: tuple[Nonconformity, ...] = ()
    risks: tuple[RegisterDay, ...] = ()  # the register of the weeks so far, and of today
    baselines: tuple[PlanBaseline, ...] = ()
    due: FallsDue = field(factory=FallsDue)


@frozen(kw_only=True)
class WeekState:
    """The programme on the first day of a week: what was so, or what is forecast."""

    week: int
    day: date
    ahead: bool
    levels: Mapping[str, int]  # recorded readiness by framework; empty ahead
    combined: int | None  # recorded; none ahead
    if_held: IfHeld | None  # readiness if the plan holds; none for what was
    phases: tuple[Phase, ...]
    done: int
    tasks: int
    running: tuple[str, ...]  # tasks, those that end first
    gates: tuple[str, ...]  # passed, or forecast to be passed, by that day
    deviations: int  # noted by then; ahead those of today
    scopes: tuple[str, ...]  # approved versions that were in force
    risks: RegisterDay | None  # the register of that day; ahead that of today
    nonconformities: int  # open on that day; ahead those of today
    major: int
    due: Due | None  # ahead alone
    baseline: str | None  # the last that had been taken by that day


def week_states(plan: Plan, kept: Kept, *, today: date) -> tuple[WeekState, ...]:
    """The state at the start of each week, from week 0 to the last."""
    drawn = timeline(plan)
    days = [drawn.start + week * WEEK for week in range(drawn.weeks + 1)]
    promised = {one.day: one for one in promise_ahead(plan, kept.figures, today)}
    by_day = {one.as_of: one for one in kept.figures}
    risks = {one.on: one for one in kept.risks}
    return tuple(
        _state(plan, drawn, week, kept, by_day.get(day), promised.get(day), risks.get(min(day, today)), today)
        for week, day in enumerate(days)
    )


def promise_ahead(plan: Plan, figures: tuple[Figure, ...], today: date) -> tuple[IfHeld, ...]:
    """Readiness if the plan holds: today, and at the start of each week ahead to the last.

    Nothing where the readiness of today is not among the figures.
    """
    now = next((one for one in figures if one.as_of == today), None)
    drawn = timeline(plan)
    if now is None or not now.frameworks:
        return ()
    days = (drawn.start + week * WEEK for week in range(drawn.weeks + 1))
    ahead = [day for day in days if day > today]
    return if_held(plan, {key: level for key, level, _ in now.frameworks}, today, (today, *ahead))


def _state(
    plan: Plan,
    drawn: Timeline,
    week: int,
    kept: Kept,
    figure: Figure | None,
    promised: IfHeld | None,
    risks: RegisterDay | None,
    today: date,
) -> WeekState:
    day = drawn.start + week * WEEK
    ahead, known = day > today, min(day, today)
    running = sorted(
        (one for one in plan.tasks if one.start <= day < one.finish),
        key=lambda one: (one.finish, one.task.id),
    )
    versions = (in_force(kept.scopes, framework, day) for framework in ("soc2", "iso27001"))
    amiss = [one for one in kept.nonconformities if one.open_on(known)]
    return WeekState(
        week=week,
        day=day,
        ahead=ahead,
        levels={} if figure is None or ahead else {key: level for key, level, _ in figure.frameworks},
        combined=None if figure is None or ahead else figure.combined,
        if_held=promised if ahead else None,
        phases=tuple(phase for phase, bar in drawn.phases if bar.start <= day < bar.finish),
        done=sum(_over(one, day) for one in plan.tasks),
        tasks=len(plan.tasks),
        running=tuple(one.task.id for one in running),
        gates=tuple(bar.id for bar in drawn.gates if (bar.done or bar.finish) <= day),
        deviations=sum(noted <= known for noted in kept.deviations),
        scopes=tuple(one.id for one in versions if one is not None and one.approved(day)),
        risks=risks,
        nonconformities=len(amiss),
        major=sum(one.grade is Grade.MAJOR for one in amiss),
        due=_due(kept.due, today, day) if ahead else None,
        baseline=_baseline(kept.baselines, known),
    )


def _over(one: Placed, day: date) -> bool:
    return (one.done <= day) if one.done is not None else (one.finish <= day)


def _due(falls: FallsDue, today: date, day: date) -> Due:
    """From today on: what was late already is not ahead."""

    def within(days: tuple[date, ...]) -> int:
        return sum(today <= one <= day for one in days)

    return Due(reviews=within(falls.reviews), actions=within(falls.actions), answers=within(falls.answers))


def _baseline(baselines: tuple[PlanBaseline, ...], day: date) -> str | None:
    taken = sorted(baselines, key=lambda one: (one.taken_on, one.id))
    at = bisect_right(taken, day, key=lambda one: one.taken_on)
    return taken[at - 1].id if at else None
