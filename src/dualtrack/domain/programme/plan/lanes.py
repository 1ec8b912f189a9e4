"""The timeline: lanes, phases and gates computed from the plan, without a pixel."""

from datetime import date
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.programme.plan.choices import Choices
from dualtrack.domain.programme.plan.network import month_day, phases_of
from dualtrack.domain.programme.plan.schedule import Placed, Plan
from dualtrack.domain.programme.plan.shape import Phase


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
