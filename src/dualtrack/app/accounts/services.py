"""Verbs on people: invite, give a password, grant an auditor access, let go, the first sign-in."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from attrs import evolve
from django.db import transaction

from dualtrack.app.accounts.models import PersonDetailsRow, PersonRow, SetupToken, User
from dualtrack.app.ledger import entropy
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.ledger.services import Change, exclusive, record, record_many
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import Grant, Person, PersonDetails, Role
from dualtrack.domain.registers.imported import RegisterImport

SETUP_VALID = timedelta(hours=24)


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
) -> Person:
    """Record a person, the personal fields in an entry of their own, and let them sign in."""
    address = _address(email)
    with transaction.atomic():
        if User.objects.filter(email=address).exists():
            raise AccountError("email_in_use", address)
        person = Person(
            id=person_id or entropy.new_id("ppl"), roles=tuple(roles), jobs=tuple(jobs), joined_on=joined_on
        )
        details = PersonDetails(id=person.id, name=name.strip(), email=address)
        changes = [Change(value=person, action="person.add"), Change(value=details, action="person.add")]
        record_many(changes, actor=actor, now=now)
        user = User(id=person.id, email=address)
        user.set_password(password)
        user.save()
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


def set_password(*, person: str, password: str) -> None:
    """Give a person a new password; the session hash changes, so that other sessions end."""
    user = User.objects.get(pk=person)
    user.set_password(password)
    user.save(update_fields=["password"])


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
        record(value, actor=actor, now=now, action="person.leave")
        User.objects.filter(pk=person).update(is_active=False)
        SetupToken.objects.filter(person=person).delete()
    return value


def grant(*, actor: Actor, now: datetime, person: str, engagement: str, since: date, until: date) -> Grant:
    """Let an auditor into one engagement for a time."""
    value = Grant(id=entropy.new_id("grt"), person=person, engagement=engagement, since=since, until=until)
    record(value, actor=actor, now=now, action="grant.give")
    return value


def make_setup_token(*, now: datetime) -> str | None:
    """A new one-time token for the first sign-in, or None when somebody can sign in already."""
    if User.objects.exists():
        return None
    return _token("", now)


def make_password_token(*, person: str, now: datetime) -> str:
    """A one-time token by which a person on record chooses their password; an earlier one ends."""
    return _token(person, now)


def _token(person: str, now: datetime) -> str:
    token = entropy.secret()
    SetupToken.objects.filter(person=person).delete()
    SetupToken.objects.create(digest=_digest(token), expires_at=now + SETUP_VALID, person=person)
    return token


def token_person(token: str) -> str | None:
    """The person whose password a token sets; empty for the first person, None where there is no token."""
    return SetupToken.objects.filter(digest=_digest(token)).values_list("person", flat=True).first()


def setup_token_valid(token: str, *, now: datetime) -> bool:
    """True while the token has not been used and has not expired."""
    return SetupToken.objects.filter(digest=_digest(token), expires_at__gt=now).exists()


def use_setup_token(token: str, *, now: datetime, name: str, email: str, password: str) -> Person:
    """Make the first person, who leads the programme and manages its people; the link then ends."""
    with transaction.atomic():
        _use(token, now, person="")
        return add_person(
            actor=Actor("system:setup", "ui"),
            now=now,
            name=name,
            email=email,
            roles=(Role.LEAD, Role.ADMIN),
            password=password,
        )


def use_password_token(token: str, *, now: datetime, password: str) -> str:
    """Set the password of the person whose link it is; the link then ends. Gives the person's id."""
    with transaction.atomic():
        person = token_person(token)
        _use(token, now, person=person or "-")
        set_password(person=person or "", password=password)
        return person or ""


def _use(token: str, now: datetime, *, person: str) -> None:
    held = SetupToken.objects.filter(digest=_digest(token), expires_at__gt=now, person=person)
    used, _ = held.delete()
    if not used:
        raise AccountError("setup_link_not_valid", "")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def name_of(person: str) -> str | None:
    """The name of a person, or None when it was erased or never known."""
    return PersonDetailsRow.objects.filter(pk=person).values_list("name", flat=True).first()
