"""Verbs on the plan: move, complete, pause, keep a baseline, and decide which audit comes first."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from attrs import evolve

from dualtrack.app.accounts.rights import require
from dualtrack.app.ledger import entropy
from dualtrack.app.ledger.recorded import Recorded
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.ledger.services import record, tombstone
from dualtrack.app.programme.models import (
    PlanCompletionRow,
    PlanMoveRow,
    PlanPauseRow,
)
from dualtrack.app.programme.planning import SETTINGS, Planned, on_record, plan_files, planned
from dualtrack.app.programme.public_holidays import public_holidays
from dualtrack.app.programme.queries import When, organisation
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.plan.capacity import asked_of
from dualtrack.domain.programme.plan.choices import (
    MovedBy,
    PlanBaseline,
    PlanCompletion,
    PlanMove,
    PlanPause,
    PlanSettings,
    RoleCount,
)
from dualtrack.domain.programme.plan.comparison import taken
from dualtrack.domain.programme.plan.network import OBSERVATION
from dualtrack.domain.programme.plan.schedule import Placed

LONGEST_PAUSE_DAYS = 366
MOST_GAP_DAYS = 365
MOST_HOURS_A_WEEK = 40
# What may be settled no longer, by the word for it, with the settings that it is.
CLEARABLE: Mapping[str, tuple[str, ...]] = {
    "country": ("country", "subdivision"),
    "part": ("subdivision",),
    "gap": ("stage_gap_days",),
    "people": ("people",),
    "hours": ("hours_a_week",),
}


def move(
    viewer: Viewer, *, now: datetime, today: date, task: str, start: date, by: MovedBy, reason: str
) -> Planned:
    """Let a task begin on a day; the plan as it is then, which says where that day cannot be kept."""
    require(viewer, "plan.change")
    _refuse_move(planned(viewer, When(as_of=today)), task, start, today)
    require_reason(task, reason)
    value = PlanMove(id=task, start=start, by=by, reason=reason.strip())
    record(value, actor=viewer.actor, now=now, action="plan.move", reason=value.reason)
    return planned(viewer, When(as_of=today))


def moved_to(viewer: Viewer, *, today: date, task: str, start: date) -> Planned:
    """The plan as it would be if a task were moved; nothing is recorded. Refuses what `move` refuses."""
    require(viewer, "plan.change")
    before = planned(viewer, When(as_of=today))
    _refuse_move(before, task, start, today)
    moves = {**before.choices.moves, task: start}
    return evolve(before, choices=evolve(before.choices, moves=moves))


def _refuse_move(held: Planned, task: str, start: date, today: date) -> None:
    """A task is moved that is open, to a day that lies ahead; a period that runs stays where it is."""
    _open_task(held, task)
    running = held.choices.period
    if task == OBSERVATION and running is not None:
        raise RefusedError("period_runs", object=task, first=running.start, last=running.end)
    if start < today:
        raise RefusedError("plan_day_is_past", object=task, day=start, today=today)


def put_back(viewer: Viewer, *, now: datetime, task: str) -> None:
    """Take back the day that was set for a task: it is where its dependencies put it."""
    require(viewer, "plan.change")
    _take_away(viewer, PlanMoveRow, task, now=now, action="plan.put_back", missing="task_was_not_moved")


def complete(viewer: Viewer, *, now: datetime, today: date, task: str, on: date, note: str) -> PlanCompletion:
    """A named person says that a task is done; a task that a register shows is done by its record alone."""
    require(viewer, "plan.complete")
    before = planned(viewer, When(as_of=today))
    one = _open_task(before, task)
    if one.task.fact:
        raise RefusedError("task_follows_a_fact", object=task, fact=one.task.fact)
    if viewer.person_id is None:
        raise RefusedError("completed_by_nobody", object=task)
    if on > today:
        raise RefusedError("completed_in_the_future", object=task, day=on, today=today)
    if on < before.organisation.start:
        raise RefusedError(
            "completed_before_the_programme", object=task, day=on, start=before.organisation.start
        )
    require_reason(task, note)
    value = PlanCompletion(id=task, on=on, by=viewer.actor.id, note=note.strip())
    record(value, actor=viewer.actor, now=now, action="plan.complete", reason=value.note)
    return value


def reopen(viewer: Viewer, *, now: datetime, task: str) -> None:
    """Take back that a task is done."""
    require(viewer, "plan.complete")
    _take_away(
        viewer, PlanCompletionRow, task, now=now, action="plan.reopen", missing="task_was_not_completed"
    )


def pause(viewer: Viewer, *, now: datetime, start: date, end: date, reason: str) -> PlanPause:
    """Nobody works on the programme from one day to another; what controls owe goes on."""
    require(viewer, "plan.change")
    if end < start:
        raise RefusedError("ends_before_it_begins", object="pause", first=start, last=end)
    if (end - start).days >= LONGEST_PAUSE_DAYS:
        raise RefusedError(
            "pause_too_long", object="pause", days=(end - start).days + 1, most=LONGEST_PAUSE_DAYS
        )
    if start < (begun := organisation().start):
        raise RefusedError("pause_before_the_programme", object="pause", first=start, start=begun)
    require_reason("pause", reason)
    value = PlanPause(id=entropy.new_id("pau"), start=start, end=end, reason=reason.strip())
    record(value, actor=viewer.actor, now=now, action="plan.pause", reason=value.reason)
    return value


def end_pause(viewer: Viewer, *, now: datetime, pause_id: str) -> None:
    """Take a pause back."""
    require(viewer, "plan.change")
    _take_away(viewer, PlanPauseRow, pause_id, now=now, action="plan.go_on", missing="unknown_pause")


def baseline(viewer: Viewer, *, now: datetime, today: date, name: str) -> PlanBaseline:
    """Keep the plan as it stands, to be compared with later."""
    require(viewer, "plan.change")
    found = planned(viewer, When(as_of=today))
    value = PlanBaseline(
        id=entropy.new_id("bas"),
        name=name.strip() or today.isoformat(),
        taken_on=today,
        tasks=taken(found.plan),
    )
    record(value, actor=viewer.actor, now=now, action="plan.baseline", reason=value.name)
    return value


def settle(
    viewer: Viewer,
    *,
    now: datetime,
    country: str | None = None,
    subdivision: str | None = None,
    stage_gap_days: int | None = None,
    people: Mapping[str, int] | None = None,
    hours_a_week: int | None = None,
    clear: Collection[str] = (),
) -> PlanSettings:
    """Say where people work, how many of a role there are and for how long, and the days between stages.

    What is not said stays as it was settled, each role by itself. `clear` names what is no longer settled, of
    CLEARABLE, before the rest is taken: "country" with its part, "people" of every role.
    """
    require(viewer, "plan.change")
    held = _cleared(on_record(None).settings, clear)
    if country is None:
        country = held.country
    if subdivision is None:
        subdivision = held.subdivision if country == held.country else ""
    if subdivision and not country:
        raise RefusedError("part_without_country", object=subdivision)
    public_holidays(country, subdivision, organisation().start.year)  # refuses one that nobody knows
    if stage_gap_days is not None and not 0 <= stage_gap_days <= MOST_GAP_DAYS:
        raise RefusedError(
            "stage_gap_out_of_range", object="stage_gap_days", days=stage_gap_days, most=MOST_GAP_DAYS
        )
    if hours_a_week is not None and not 1 <= hours_a_week <= MOST_HOURS_A_WEEK:
        raise RefusedError(
            "hours_out_of_range", object="hours_a_week", hours=hours_a_week, most=MOST_HOURS_A_WEEK
        )
    value = PlanSettings(
        id=SETTINGS,
        country=country,
        subdivision=subdivision,
        stage_gap_days=held.stage_gap_days if stage_gap_days is None else stage_gap_days,
        people=_counts({one.role: one.count for one in held.people} | dict(people or {})),
        hours_a_week=held.hours_a_week if hours_a_week is None else hours_a_week,
    )
    record(value, actor=viewer.actor, now=now, action="plan.settle")
    return value


def _cleared(held: PlanSettings, names: Collection[str]) -> PlanSettings:
    """The settings without some of them."""
    nothing = PlanSettings(id=SETTINGS)
    fields = {field for name in names for field in CLEARABLE[name]}
    return evolve(held, **{field: getattr(nothing, field) for field in fields})


def _counts(people: dict[str, int]) -> tuple[RoleCount, ...]:
    """How many of each role; of roles of ours, for an auditor's people are not ours to count."""
    known = {asked_of(one) for one in plan_files()[1]}
    for role, count in sorted(people.items()):
        if role not in known:
            raise RefusedError("unknown_role", object=role, known=", ".join(sorted(known)))
        if count < 0:
            raise RefusedError("fewer_than_nobody", object=role, count=count)
    return tuple(RoleCount(role=role, count=count) for role, count in sorted(people.items()))


def _open_task(held: Planned, task: str) -> Placed:
    found = held.plan.of(task)
    if found is None:
        raise RefusedError("unknown_task", object=task, profile=held.profile.key)
    if found.done is not None:
        raise RefusedError("task_is_done", object=task, day=found.done)
    return found


def require_reason(what: str, reason: str) -> None:
    """Refuse a change that nobody gave a reason for."""
    if not reason.strip():
        raise RefusedError("plan_without_reason", object=what)


def _take_away(
    viewer: Viewer, model: type[Recorded], key: str, *, now: datetime, action: str, missing: str
) -> None:
    row = model.objects.filter(pk=key).first()
    if row is None:
        raise RefusedError(missing, object=key)
    tombstone(row, actor=viewer.actor, now=now, action=action)
