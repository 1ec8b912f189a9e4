"""Who looks, and what they may know of people."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from dualtrack.app.accounts.models import GrantRow, PersonDetailsRow, PersonRow, User
from dualtrack.app.ledger.queries import last_values, values
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import OUTSIDE, Grant, Person, PersonDetails, Role, Viewer


def viewer_of(user: User, *, today: date, via: str = "ui") -> Viewer:
    """The viewer behind a signed-in user: roles from the record, engagements from grants that hold today."""
    return viewer_of_person(user.pk, today=today, via=via) or Viewer(actor=Actor("system:nobody", via))


def viewer_of_person(person: str, *, today: date, via: str) -> Viewer | None:
    """The viewer of a person by id or address; None when there is no such person or they have left."""
    row = PersonRow.objects.filter(pk=person).first() or _by_email(person)
    if row is None or _left(row, today):
        return None
    granted = GrantRow.objects.filter(person=row.pk, since__lte=today, until__gte=today)
    return Viewer(
        actor=Actor(f"person:{row.pk}", via),
        roles=frozenset(Role(r) for r in row.roles),
        engagements=frozenset(granted.values_list("engagement", flat=True)),
    )


def roles_of(person: str, today: date) -> frozenset[Role] | None:
    """The roles of a person by id; None when there is no such person or they have left."""
    row = PersonRow.objects.filter(pk=person).first()
    return None if row is None or _left(row, today) else frozenset(Role(r) for r in row.roles)


def _left(row: PersonRow, today: date) -> bool:
    return row.left_on is not None and row.left_on <= today


def _by_email(email: str) -> PersonRow | None:
    found = PersonDetailsRow.objects.filter(email=email.strip().lower()).values_list("id", flat=True).first()
    return PersonRow.objects.filter(pk=found).first() if found else None


def person_id(person: str) -> str | None:
    """The id of a person by id or address, whether they left or not; None when there is no such person."""
    row = PersonRow.objects.filter(pk=person).first() or _by_email(person)
    return None if row is None else str(row.pk)


def names(viewer: Viewer, until: datetime | None = None) -> Mapping[str, str]:
    """Name of each person by id, for anybody inside the organisation; an outside auditor sees none.

    With `until`, as names were on record by then.
    """
    if not (viewer.operator or viewer.sees_all or viewer.holds(Role.OWNER)):
        return {}
    if until is not None:
        return {details.id: details.name for details in last_values("person_details", until)}
    return dict(PersonDetailsRow.objects.values_list("id", "name"))


def outside(reviewer: str | None) -> bool:
    """True for somebody who is no member of the organisation: an auditor on record, or a name from a file."""
    if not reviewer:
        return False
    row = PersonRow.objects.filter(pk=reviewer.removeprefix("person:")).first()
    return row is None or bool({Role(r) for r in row.roles} & OUTSIDE)


def people(viewer: Viewer, until: datetime | None = None) -> tuple[Person, ...]:
    """Everybody on record, now or by an instant, for those who see the whole programme."""
    if not viewer.sees_all:
        return ()
    return values(PersonRow, until)


def left_on(until: datetime | None = None) -> dict[str, date | None]:
    """The day on which each person left, None for who is there; for the program alone."""
    return {one.id: one.left_on for one in values(PersonRow, until)}


def person(viewer: Viewer, key: str, until: datetime | None = None) -> Person | None:
    """One person, for those who see the whole programme and for themselves."""
    if not (viewer.sees_all or viewer.person_id == key):
        return None
    if until is not None:
        return next((one for one in last_values("person", until) if one.id == key), None)
    row = PersonRow.objects.filter(pk=key).first()
    value: Person | None = None if row is None else row.to_value()
    return value


def ids(viewer: Viewer) -> tuple[str, ...]:
    """The id of everybody on record, for those who see the whole programme."""
    return tuple(PersonRow.objects.values_list("id", flat=True)) if viewer.sees_all else ()


def details(viewer: Viewer, until: datetime | None = None) -> Mapping[str, PersonDetails]:
    """Name and address of each person by id, for those who see the whole programme; else one's own."""
    if until is not None:
        held: Iterable[PersonDetails] = last_values("person_details", until)
    else:
        rows = PersonDetailsRow.objects.all()
        mine = rows if viewer.sees_all else rows.filter(pk=viewer.person_id or "")
        held = [row.to_value() for row in mine]
    return {one.id: one for one in held if viewer.sees_all or one.id == viewer.person_id}


def grants(viewer: Viewer, until: datetime | None = None) -> tuple[Grant, ...]:
    """Every access of an auditor to an engagement, now or by an instant, for those who see the whole."""
    if not viewer.sees_all:
        return ()
    return values(GrantRow, until)
