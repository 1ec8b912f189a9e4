"""A framework layered on the plan: the same facts, bookings and moves, with its tasks and without."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import evolve, frozen

from dualtrack.domain.programme.plan.choices import Choices
from dualtrack.domain.programme.plan.comparison import Joined
from dualtrack.domain.programme.plan.conflict import Conflict
from dualtrack.domain.programme.plan.conflicts import conflicts
from dualtrack.domain.programme.plan.hours import task_hours
from dualtrack.domain.programme.plan.joining import compared
from dualtrack.domain.programme.plan.network import FIRMS, place_of
from dualtrack.domain.programme.plan.schedule import Placed, Plan
from dualtrack.domain.programme.plan.shape import PlanProfile, PlanTask, Spread


@frozen(kw_only=True)
class Crowding:
    """A conflict in which a task that came takes part."""

    conflict: Conflict
    stood: bool  # the same role has one without the framework too, in one of its weeks


@frozen(kw_only=True)
class Adds:
    """What a layered framework adds to a plan."""

    joined: Joined  # which tasks came and moved, and each end before and after
    tasks: tuple[Placed, ...]  # those that came, in order of start
    hours: Mapping[str, Spread]  # of each of them
    conflicts: tuple[Crowding, ...]  # of the plan with it

    @property
    def total(self) -> Spread:
        """The hours of all tasks that came."""
        held = tuple(self.hours.values())
        return Spread(*(sum(getattr(one, name) for one in held) for name in ("low", "likely", "high")))

    @property
    def audited(self) -> date | None:
        """The last day of the certification body at what came; none where the plan has no such task."""
        return max((one.last for one in self.tasks if one.task.role in FIRMS), default=None)


def with_layer(choices: Choices, profile: PlanProfile, tasks: Iterable[PlanTask], framework: str) -> Choices:
    """The choices of the same day with one framework more; its tasks begin on that day at the earliest.

    A task of it whose place in the phases lies behind is not late: nobody had asked for it. One that is done,
    or that somebody moved, stays where it is.
    """
    wider = evolve(choices, frameworks=(*choices.frameworks, framework))
    today = choices.today
    if today is None:
        return wider
    fixed = choices.moves.keys() | choices.done.keys()
    mine = (task for task in tasks if task.serves == framework and task.id not in fixed)
    late = {task.id: today for task in mine if place_of(task, profile, wider) < today}
    return evolve(wider, moves={**choices.moves, **late})


def adds(framework: str, since: date, before: Plan, after: Plan) -> Adds:
    """What the framework adds: the plan without it against the plan of the same day with it."""
    joined = compared(framework, since, before, after)
    came = {one.task for one in joined.came}
    hours = task_hours(after)
    return Adds(
        joined=joined,
        tasks=tuple(one for one in after.tasks if one.task.id in came),
        hours={name: hours[name] for name in hours if name in came},
        conflicts=tuple(_crowding(before, after, came)),
    )


def _crowding(before: Plan, after: Plan, came: set[str]) -> Iterator[Crowding]:
    stood = {(one.role, week.monday) for one in conflicts(before) for week in one.weeks}
    for one in conflicts(after):
        if came & set(one.tasks):
            yield Crowding(conflict=one, stood=any((one.role, w.monday) in stood for w in one.weeks))
