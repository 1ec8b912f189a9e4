"""Booked audits in a plan: where they hold its tasks, and which of them cannot stay where they are booked.

The first booked day begins the fieldwork, Stage 1 or the surveillance audit; the last one closes the
fieldwork, Stage 2 or the surveillance audit. Between them a task is as long as it is booked.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import evolve, frozen

from dualtrack.domain.audits.choosing import AuditorBooking
from dualtrack.domain.programme.plan.choices import Choices
from dualtrack.domain.programme.plan.schedule import Plan
from dualtrack.domain.programme.plan.shape import Condition, PlanProfile, PlanTask
from dualtrack.domain.programme.plan.workdays import Workdays, workdays


@frozen(kw_only=True)
class BookedAudit:
    """The days of one booking, and the tasks that they begin and close; of a surveillance audit the same."""

    framework: str
    firm: str
    first: str
    last: str
    starts_on: date
    ends_on: date


@frozen(kw_only=True)
class BookingToMove:
    """A booking that a plan cannot keep, with the first and the last day that the plan has in its place."""

    framework: str
    firm: str
    starts_on: date
    ends_on: date
    would_start: date
    would_end: date


def booked_audits(bookings: Mapping[str, AuditorBooking], profile: PlanProfile) -> tuple[BookedAudit, ...]:
    """The bookings of a plan's year, by framework, as days of tasks of its profile."""
    watched = Condition.SURVEILLANCE in profile.holds and Condition.CERTIFIES not in profile.holds
    tasks = {
        "soc2": ("fieldwork", "fieldwork"),
        "iso27001": ("surveillance", "surveillance") if watched else ("stage1", "stage2"),
    }
    return tuple(
        BookedAudit(
            framework=framework,
            firm=one.firm,
            first=tasks[framework][0],
            last=tasks[framework][1],
            starts_on=one.starts_on,
            ends_on=one.ends_on,
        )
        for framework, one in bookings.items()
        if framework in tasks
    )


def kept(choices: Choices, booked: Iterable[BookedAudit], tasks: Iterable[PlanTask]) -> Choices:
    """The choices with each booking on its days; a day that somebody set for a task comes before it.

    Stage 2 lies at the end of its booking, as long as it likely takes.
    """
    days, likely = _calendar(choices), {one.id: one.days.likely for one in tasks}
    moves, lengths = dict(choices.moves), dict(choices.lengths)
    for one in booked:
        begin, end = days.number(one.starts_on), days.number(one.ends_on) + 1
        if one.first == one.last:
            lengths[one.last] = max(1, days.between(begin, end))
        else:
            lengths[one.last] = max(1, likely.get(one.last, 1))
            start = max(begin, days.latest_start(end, lengths[one.last]))
            moves.setdefault(one.last, days.day(start))
        moves.setdefault(one.first, one.starts_on)
    return evolve(choices, moves=moves, lengths=lengths)


def to_move(plan: Plan, booked: Iterable[BookedAudit]) -> tuple[BookingToMove, ...]:
    """Bookings that begin or end later or earlier in the plan than they are booked, and are still to come."""
    return tuple(_to_move(plan, booked, _calendar(plan.choices)))


def _to_move(plan: Plan, booked: Iterable[BookedAudit], days: Workdays) -> Iterator[BookingToMove]:
    for one in booked:
        first, last = plan.of(one.first), plan.of(one.last)
        if first is None or last is None or last.done is not None:
            continue
        begins = days.day(days.begin(days.number(one.starts_on)))  # a booked day off begins on the next
        if (first.done is None and first.start != begins) or last.last > one.ends_on:
            yield BookingToMove(
                framework=one.framework,
                firm=one.firm,
                starts_on=one.starts_on,
                ends_on=one.ends_on,
                would_start=first.start,
                would_end=last.last,
            )


def _calendar(choices: Choices) -> Workdays:
    return workdays(choices.start, choices.holidays, choices.pauses)
