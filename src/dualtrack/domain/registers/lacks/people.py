"""What is lacking about people: leavers' access, joiners' papers and training, competence for roles."""

from collections.abc import Iterator
from datetime import date

from dualtrack.domain.registers.finding import Code, Finding, Settings, lack
from dualtrack.domain.registers.held import Held
from dualtrack.domain.registers.people import EMPLOYMENT, Competence, EmploymentEvent, EmploymentKind, JobRole

_OWED = (
    (EmploymentKind.AGREED, Code.NO_AGREEMENT, "agreement", ("iso27001:A.6.6", "soc2:CC2.3")),
    (EmploymentKind.SCREENED, Code.NO_SCREENING, "screening", ("iso27001:A.6.1", "soc2:CC1.4")),
    (EmploymentKind.TRAINED, Code.NO_TRAINING, "training", ("iso27001:A.6.3", "soc2:CC1.4", "soc2:CC2.2")),
)
Told = dict[str, list[EmploymentEvent]]


def people(held: Held, settings: Settings) -> Iterator[Finding]:
    """Everything that is lacking about people."""
    told: Told = {}
    for event in held.events():
        told.setdefault(event.person, []).append(event)
    gone = held.left()
    for person in sorted(told.keys() | gone.keys()):
        events = told.get(person, [])
        if person in gone:
            yield from _leaver(held, person, gone[person], events, settings)
        else:
            yield from _joiner(held, events, settings)
    yield from _roles(held)


def _last(events: list[EmploymentEvent], what: EmploymentKind) -> EmploymentEvent | None:
    """The latest event of that kind; `events` stand in the order of days."""
    return next((one for one in reversed(events) if one.what is what), None)


def _leaver(
    held: Held, person: str, left: date, events: list[EmploymentEvent], settings: Settings
) -> Iterator[Finding]:
    """Access may be removed before the last day, but after the day on which somebody came."""
    joined, removed = _last(events, EmploymentKind.JOINED), _last(events, EmploymentKind.ACCESS_REMOVED)
    since = held.past(left, settings.access_removal)
    kept = removed is None or (joined is not None and removed.on < joined.on)
    if kept and since is not None:
        event = _last(events, EmploymentKind.LEFT)  # none where accounts alone know of it
        yield Finding(
            code=Code.ACCESS_NOT_REMOVED,
            register=EMPLOYMENT.key,
            record=event.id if event else "",
            params=(("left", str(left)), ("person", person)),
            since=since,
            requirements=("iso27001:A.5.18", "iso27001:A.6.5", "soc2:CC6.2"),
        )


def _joiner(held: Held, events: list[EmploymentEvent], settings: Settings) -> Iterator[Finding]:
    joined = _last(events, EmploymentKind.JOINED)
    if joined is None:
        return
    for what, code, setting, requirements in _OWED:
        days: int = getattr(settings, setting)
        due = held.past(joined.on, days)
        until = _until([one for one in events if one.what is what])
        since = due if until is None else held.past(until)
        if due is not None and since is not None:
            yield lack(
                code,
                joined,
                *requirements,
                since=max(due, since),
                person=joined.person,
                joined=joined.on,
                days=days,
            )


def _until(events: list[EmploymentEvent]) -> date | None:
    """The last day on which one of the events still counts; None when there is none."""
    return max((one.valid_until or date.max for one in events), default=None)


def shows(one: Competence, day: date) -> bool:
    """Whether a record shows on a day that somebody is competent: by then, still valid, no gap left."""
    lapsed = one.valid_until is not None and one.valid_until < day
    return one.on is not None and one.on <= day and not lapsed and not one.gap.strip()


def _roles(held: Held) -> Iterator[Finding]:
    """Competence that a role requires and that nobody who is still here has on record."""
    gone = held.left()
    shown: set[tuple[str, str]] = set()
    for one in held.of(Competence):
        if shows(one, held.day) and one.person not in gone:
            shown.add((one.role, one.competence.strip().casefold()))
    for role in held.of(JobRole):
        if (role.id, "") in shown:
            continue
        for wanted in role.competence:
            if (role.id, wanted.strip().casefold()) not in shown:
                yield lack(
                    Code.ROLE_UNCOVERED,
                    role,
                    "iso27001:7.2",
                    "soc2:CC1.4",
                    name=role.name,
                    competence=wanted,
                )
