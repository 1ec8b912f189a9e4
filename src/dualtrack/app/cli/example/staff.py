"""The example's staff who do not sign in, and what happened to people: joined, agreed, trained, left."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache, partial
from itertools import groupby

from attrs import frozen

from dualtrack.app.accounts.services import enter_people, leave
from dualtrack.app.cli.example import company, trouble
from dualtrack.app.cli.example.registers import enter_all
from dualtrack.app.cli.example.script import Script, at, by
from dualtrack.app.cli.example.tables import Entry, rows
from dualtrack.domain.ledger.person import Person, PersonDetails
from dualtrack.domain.registers.people import EMPLOYMENT, EmploymentEvent, EmploymentKind

# Events before 2026 stand in the personnel files; those of the named dozen are older.
_KEPT_FROM = date(2026, 1, 1)
_REGISTERED = date(2027, 3, 3)  # the day on which the register was filled
_COURSES = tuple(date(2027, 5, 3) + timedelta(days=n) for n in (0, 1, 7, 8, 14))
_COURSE = "Awareness of information security 2027"
_PEOPLE_TEAM = "petra"
_TOLD = {
    EmploymentKind.SCREENED: "Screening before the first day",
    EmploymentKind.AGREED: "Confidentiality agreement signed",
    EmploymentKind.JOINED: "First day",
    EmploymentKind.TRAINED: "First course on information security",
    EmploymentKind.LEFT: "Last day",
    EmploymentKind.ACCESS_REMOVED: "Access to all accounts removed",
}


@frozen(kw_only=True)
class Employee:
    """One person of the staff; `left` is the last day, `removed` the day on which access ended."""

    id: str
    mail: str
    name: str
    job: str
    joined: date
    left: date | None = None
    removed: date | None = None


@cache
def staff() -> tuple[Employee, ...]:
    """Everybody of the table, in its order."""
    return tuple(
        Employee(
            id=row["id"],
            mail=row["mail"],
            name=row["name"],
            job=row["job"],
            joined=date.fromisoformat(row["joined"]),
            left=date.fromisoformat(row["left"]) if row["left"] else None,
            removed=date.fromisoformat(row["access_removed"]) if row["access_removed"] else None,
        )
        for row in rows("staff.csv")
    )


def plan(script: Script) -> None:
    """Plan the entries of people and of what happened to them."""
    began = sorted(staff(), key=lambda e: (max(e.joined, company.START), e.id))
    for day, group in groupby(began, key=lambda e: max(e.joined, company.START)):
        script.add(at(day, 9, 40), partial(_enter, tuple(group)))
    events = sorted(_entries(), key=lambda e: (e.day, e.value.id))
    for day, told in groupby(events, key=lambda e: e.day):
        script.add(at(day, 16), partial(enter_all, list(told)))
    for one in staff():
        if one.left is not None and one.removed is not None:
            script.add(at(one.removed, 15), partial(_leave, one.id, one.left))


def _enter(people: tuple[Employee, ...], now: datetime) -> None:
    enter_people(
        actor=by(_PEOPLE_TEAM),
        now=now,
        people=[
            (
                Person(id=one.id, roles=(), jobs=(one.job,), joined_on=one.joined),
                PersonDetails(id=one.id, name=one.name, email=f"{one.mail}@lumenfjord.example"),
            )
            for one in people
        ],
    )


def _leave(person: str, on: date, now: datetime) -> None:
    leave(actor=by(_PEOPLE_TEAM), now=now, today=now.date(), person=person, on=on)


def _entries() -> Iterator[Entry]:
    people = {one.id: one for one in staff()}
    for event in _events():
        one = people.get(event.person)
        known = max(event.on, _REGISTERED, one.joined if one else event.on)
        if event.what is EmploymentKind.LEFT and one and one.removed:
            known = one.removed  # what nobody was told of cannot be entered on its day
        yield Entry(day=known, by=_PEOPLE_TEAM, register=EMPLOYMENT, value=event, new=True)


def _events() -> Iterator[EmploymentEvent]:
    for one in staff():
        if one.joined >= _KEPT_FROM:
            yield _event(
                one, EmploymentKind.SCREENED, one.joined - timedelta(days=12), "References, identity"
            )
            yield _event(
                one, EmploymentKind.AGREED, one.joined - timedelta(days=5), "Agreement with contract"
            )
            yield _event(one, EmploymentKind.JOINED, one.joined, one.job)
            if one.joined > _COURSES[0] and one.id != trouble.UNTRAINED:
                yield _event(one, EmploymentKind.TRAINED, one.joined + timedelta(days=8), "First course")
        if one.left is not None and one.removed is not None:
            yield _event(one, EmploymentKind.LEFT, one.left, one.job)
            yield _event(one, EmploymentKind.ACCESS_REMOVED, one.removed, "All accounts")
    yield from _yearly()


def _yearly() -> Iterator[EmploymentEvent]:
    """The yearly course of everybody who was there."""
    named = [m.id for m in company.PEOPLE if m.jobs]
    there = [*named, *(e.id for e in staff() if e.joined <= _COURSES[0])]
    for number, person in enumerate(there):
        on = _COURSES[number % len(_COURSES)]
        yield EmploymentEvent(
            id=f"trained-{person}-2027",
            name=_COURSE,
            person=person,
            what=EmploymentKind.TRAINED,
            on=on,
            detail=_COURSE,
            valid_until=on + timedelta(days=365),
        )


def _event(one: Employee, what: EmploymentKind, on: date, detail: str) -> EmploymentEvent:
    return EmploymentEvent(
        id=f"{what.value}-{one.id}".replace("_", "-"),
        name=_TOLD[what],
        person=one.id,
        what=what,
        on=on,
        detail=detail,
    )
