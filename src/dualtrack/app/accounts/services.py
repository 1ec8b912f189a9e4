"""Verbs on people: put on record, grant an auditor access, let go."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from attrs import evolve
from django.contrib.auth.hashers import make_password
from django.db import transaction

from dualtrack.app.accounts import sign_ins
from dualtrack.app.accounts.models import PersonDetailsRow, PersonRow, User
from dualtrack.app.ledger import entropy
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.ledger.services import Change, exclusive, record, record_many
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import Grant, Person, PersonDetails, Role
from dualtrack.domain.ledger.sign_in import NONE
from dualtrack.domain.registers.imported import RegisterImport


class AccountError(Exception):
    """A person could not be added; the code and what it is about."""

    def __init__(self, code: str, about: str) -> None:
        """Remember both."""
        super().__init__(f"{code}: {about}")
        self.code = code
        self.about = about


def add_person(
    *,
    actor: Actor,
    now: datetime,
    name: str,
    email: str,
    roles: Sequence[Role],
    jobs: Sequence[str] = (),
    joined_on: date | None = None,
    person_id: str | None = None,
    password: str | None = None,
    kept: str = NONE,
) -> Person:
    """Record a person, the personal fields in an entry of their own, and let them sign in.

    Without a password they choose one by a link; `kept` is one that was hashed before.
    """
    address = _address(email)
    with transaction.atomic():
        if User.objects.filter(email=address).exists():
            raise AccountError("email_in_use", address)
        person = Person(
            id=person_id or entropy.new_id("ppl"), roles=tuple(roles), jobs=tuple(jobs), joined_on=joined_on
        )
        details = PersonDetails(id=person.id, name=name.strip(), email=address)
        changes = [Change(value=person, action="person.add"), Change(value=details, action="person.add")]
        hashed = kept if password is None else make_password(password)
        sign_ins.begin(actor=actor, now=now, person=person.id, email=address, kept=hashed, beside=changes)
    return person


def enter_people(
    *, actor: Actor, now: datetime, people: Sequence[tuple[Person, PersonDetails]], reason: str = ""
) -> tuple[Person, ...]:
    """Record people who do not sign in, all or none: staff whom registers name."""
    with exclusive():
        _require_apart([person.id for person, _ in people], [details.email for _, details in people])
        changes = [
            Change(value=value, action="person.add", reason=reason)
            for person, details in people
            for value in (person, evolve(details, id=person.id, email=_address(details.email)))
        ]
        record_many(changes, actor=actor, now=now)
    return tuple(person for person, _ in people)


def put_people(
    *,
    actor: Actor,
    now: datetime,
    people: Sequence[tuple[Person, PersonDetails]],
    made: RegisterImport,
    reason: str,
) -> None:
    """Write what a file says of people where it differs, names first, and then the import itself."""
    changes = [
        Change(value=after, action="person.add" if before is None else "person.change", reason=reason)
        for before, after in _differing(people)
    ]
    blobs = (made.sha256, *([made.rejected_sha256] if made.rejected_sha256 else []))
    last = Change(value=made, action="register_import.carry_out", reason=reason, blobs=blobs)
    record_many([*changes, last], actor=actor, now=now)


def take_back_people(
    *,
    actor: Actor,
    now: datetime,
    remove: Sequence[str],
    restore: Sequence[tuple[Person, PersonDetails]],
    made: RegisterImport,
    reason: str,
) -> None:
    """Undo an import of people: who came by it goes, the others get back what they had; the ledger keeps all.

    Whoever calls has seen that nothing names those who go. Their names stay in the entries that wrote them
    until they are erased.
    """
    rows = [*PersonDetailsRow.objects.filter(pk__in=remove), *PersonRow.objects.filter(pk__in=remove)]
    changes = [
        *(Change(value=after, action="person.undo", reason=reason) for _, after in _differing(restore)),
        *(Change(value=row, action="person.undo", reason=reason, tombstone=True) for row in rows),
        Change(value=made, action="register_import.undo", reason=reason),
    ]
    record_many(changes, actor=actor, now=now)


def _differing(
    people: Sequence[tuple[Person, PersonDetails]],
) -> list[tuple[object, Person | PersonDetails]]:
    """As it stands, if it does, and as it is to be, where the two differ; names first."""
    plain = {row.pk: row.to_value() for row in PersonRow.objects.all()}
    named = {row.pk: row.to_value() for row in PersonDetailsRow.objects.all()}
    pairs: list[tuple[object, Person | PersonDetails]] = [
        (named.get(details.id), details) for _, details in people
    ]
    pairs += [(plain.get(person.id), person) for person, _ in people]
    return [(before, after) for before, after in pairs if before != after]


def _require_apart(ids: Sequence[str], emails: Sequence[str]) -> None:
    """Nobody among them, or on record already, has the same id or address as another."""
    addresses = [_address(email) for email in emails]
    held = PersonDetailsRow.objects.filter(email__in=addresses).values_list("email", flat=True)
    users = User.objects.filter(email__in=addresses).values_list("email", flat=True)
    taken = PersonRow.objects.filter(pk__in=ids).values_list("pk", flat=True)
    for code, named, there in (
        ("email_in_use", addresses, {*held, *users}),
        ("person_id_in_use", ids, set(taken)),
    ):
        counted = Counter(named)
        wrong = sorted(one for one in counted if one in there or counted[one] > 1)
        if wrong:
            raise AccountError(code, ", ".join(wrong))


def _address(email: str) -> str:
    return email.strip().lower()


def leave(*, actor: Actor, now: datetime, today: date, person: str, on: date) -> Person:
    """Record that a person left; they sign in no more. Their name stays until it is erased."""
    with exclusive():
        row = PersonRow.objects.filter(pk=person).first()
        if row is None:
            raise RefusedError("unknown_person", object=person)
        value: Person = row.to_value()
        if value.left_on is not None:
            raise RefusedError("has_left_already", object=person, day=value.left_on)
        if on > today:
            raise RefusedError("leaves_on_a_day_to_come", object=person, day=on, today=today)
        value = evolve(value, left_on=on)
        sign_ins.close(actor=actor, now=now, person=person)
        record(value, actor=actor, now=now, action="person.leave")
    return value


def grant(*, actor: Actor, now: datetime, person: str, engagement: str, since: date, until: date) -> Grant:
    """Let an auditor into one engagement for a time."""
    value = Grant(id=entropy.new_id("grt"), person=person, engagement=engagement, since=since, until=until)
    record(value, actor=actor, now=now, action="grant.give")
    return value


def name_of(person: str) -> str | None:
    """The name of a person, or None when it was erased or never known."""
    return PersonDetailsRow.objects.filter(pk=person).values_list("name", flat=True).first()
