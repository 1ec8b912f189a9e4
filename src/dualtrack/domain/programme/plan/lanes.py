"""The timeline: lanes computed from the plan, and the state of the programme week by week.

A week that lies ahead shows what is forecast: tasks, audits, ends. Readiness is a judgement of facts and is
never forecast: ahead of the day that is looked at there is no figure.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.programme.plan.choices import Choices
from dualtrack.domain.programme.plan.network import month_day, phases_of
from dualtrack.domain.programme.plan.schedule import Placed, Plan
from dualtrack.domain.programme.plan.shape import Phase
from dualtrack.domain.programme.statuses import Figure
from dualtrack.domain.scope.scope import ScopeVersion, in_force

WEEK = timedelta(days=7)


class Lane(StrEnum):
    """The lanes of the article's picture, and the audits below them."""

    CONTROLS = "shared_controls"
    OBSERVATION = "observation"
    STAGE1 = "stage1"
    STAGE2 = "stage2"
    FIELDWORK = "fieldwork"
    REPORT = "soc2_report"
    CERTIFICATE = "certificate"
    INTERNAL_AUDIT = "internal_audit"
    REVIEW = "management_review"


UPPER = (
    Lane.CONTROLS,
    Lane.OBSERVATION,
    Lane.STAGE1,
    Lane.STAGE2,
    Lane.FIELDWORK,
    Lane.REPORT,
    Lane.CERTIFICATE,
)
LOWER = (Lane.INTERNAL_AUDIT, Lane.REVIEW)


@frozen(kw_only=True)
class Bar:
    """One bar of a lane; `finish` is exclusive. `done`: the day on which it was over, where it is."""

    id: str
    start: date
    finish: date
    done: date | None = None


@frozen(kw_only=True)
class Timeline:
    """The whole picture, without a pixel."""

    start: date
    finish: date  # exclusive
    weeks: int
    lanes: tuple[tuple[Lane, Bar], ...]
    phases: tuple[tuple[Phase, Bar], ...]
    gates: tuple[Bar, ...]  # events: start and finish are one day or two


@frozen(kw_only=True)
class WeekState:
    """The programme on the first day of a week: what was so, or what is forecast."""

    week: int
    day: date
    ahead: bool
    levels: Mapping[str, int]  # readiness by framework; empty ahead
    combined: int | None
    phases: tuple[Phase, ...]
    done: int
    tasks: int
    running: tuple[str, ...]  # tasks, those that end first
    gates: tuple[str, ...]  # passed, or forecast to be passed, by that day
    deviations: int | None  # noted by then; none ahead
    scopes: tuple[str, ...]  # approved versions that were in force


def timeline(plan: Plan) -> Timeline:
    """Lanes, phases and gates of a plan; it ends with whatever ends last."""
    phases = tuple(
        (phase, Bar(id=phase.value, start=first, finish=last))
        for phase, (first, last) in _phase_days(plan).items()
    )
    finish = max([plan.end, *(bar.finish for _, bar in phases)])
    return Timeline(
        start=plan.choices.start,
        finish=finish,
        weeks=-(-(finish - plan.choices.start).days // 7),
        lanes=tuple((lane, bar) for lane in (*UPPER, *LOWER) if (bar := _bar(plan, lane)) is not None),
        phases=phases,
        gates=tuple(_of(one) for one in plan.tasks if one.task.gate),
    )


def _phase_days(plan: Plan) -> dict[Phase, tuple[date, date]]:
    choices: Choices = plan.choices
    return {
        phase: (month_day(choices.start, months.start), month_day(choices.start, months.end))
        for phase, months in phases_of(plan.profile, choices).items()
    }


def _of(one: Placed) -> Bar:
    return Bar(id=one.task.id, start=one.start, finish=one.finish, done=one.done)


def _bar(plan: Plan, lane: Lane) -> Bar | None:
    if lane is not Lane.CONTROLS:
        found = plan.of(lane.value)
        return None if found is None else _of(found)
    work = [one for one in plan.tasks if one.task.phase is Phase.IMPLEMENT]
    if not work:
        return None
    done = [one.done for one in work if one.done is not None]
    return Bar(
        id=lane.value,
        start=min(one.start for one in work),
        finish=max(one.finish for one in work),
        done=max(done) if len(done) == len(work) else None,
    )


def week_states(
    plan: Plan,
    figures: Sequence[Figure],
    *,
    today: date,
    deviations: Iterable[date] = (),
    scopes: tuple[ScopeVersion, ...] = (),
) -> tuple[WeekState, ...]:
    """The state at the start of each week, from week 0 to the last.

    `figures`: readiness of the weeks so far; `deviations`: the day on which each was noted.
    """
    drawn = timeline(plan)
    by_day = {one.as_of: one for one in figures}
    noted = sorted(deviations)
    return tuple(_state(plan, drawn, week, by_day, today, noted, scopes) for week in range(drawn.weeks + 1))


def _state(
    plan: Plan,
    drawn: Timeline,
    week: int,
    figures: Mapping[date, Figure],
    today: date,
    deviations: Sequence[date],
    scopes: tuple[ScopeVersion, ...],
) -> WeekState:
    day = drawn.start + week * WEEK
    ahead, figure = day > today, figures.get(day)
    running = sorted(
        (one for one in plan.tasks if one.start <= day < one.finish),
        key=lambda one: (one.finish, one.task.id),
    )
    versions = (in_force(scopes, framework, day) for framework in ("soc2", "iso27001"))
    return WeekState(
        week=week,
        day=day,
        ahead=ahead,
        levels={} if figure is None else {key: level for key, level, _ in figure.frameworks},
        combined=None if figure is None else figure.combined,
        phases=tuple(phase for phase, bar in drawn.phases if bar.start <= day < bar.finish),
        done=sum(_over(one, day) for one in plan.tasks),
        tasks=len(plan.tasks),
        running=tuple(one.task.id for one in running),
        gates=tuple(bar.id for bar in drawn.gates if (bar.done or bar.finish) <= day),
        deviations=None if ahead else sum(noted <= day for noted in deviations),
        scopes=tuple(one.id for one in versions if one is not None and one.approved(day)),
    )


def _over(one: Placed, day: date) -> bool:
    return (one.done <= day) if one.done is not None else (one.finish <= day)
