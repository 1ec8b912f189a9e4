"""Verbs on sign-ins: each writes what signs somebody in and the entry that vouches for it, together.

What is on record is carried on, never what the row says: a password that somebody planted does not come on
record by what is done afterwards.
"""

from collections.abc import Sequence
from datetime import datetime

from attrs import evolve
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from dualtrack.app.accounts.models import SetupLinkRow, SignInRow, User
from dualtrack.app.ledger import clock
from dualtrack.app.ledger.recorded import recording
from dualtrack.app.ledger.services import Change, exclusive, record, record_many, tombstone
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.sign_in import SignIn, commitment


def begin(
    *, actor: Actor, now: datetime, person: str, email: str, kept: str, beside: Sequence[Change] = ()
) -> None:
    """Let a person sign in, in one transaction with what stands beside it; `kept` is the hashed password."""
    value = SignIn(id=person, password=commitment(kept), active=True)
    with transaction.atomic(), recording():
        record_many([*beside, Change(value=value, action="sign_in.begin")], actor=actor, now=now)
        User(id=person, email=email, password=kept).save()


def set_password(*, actor: Actor, now: datetime, person: str, password: str, reason: str = "") -> str:
    """Give a person a new password; other sessions end with the old one. Gives it as it is kept."""
    kept = make_password(password)
    with exclusive():
        _keep(person, kept, actor=actor, now=now, action="sign_in.set_password", reason=reason)
    return kept


def opens(user: User, password: str | None) -> bool:
    """Whether a password lets somebody in; kept by an older work factor it is made anew, on record."""
    right = check_password(password, user.password, lambda said: _renew(user, said))
    return right and _vouched(user)


def _vouched(user: User) -> bool:
    """True where the record lets this person in by this password: what it does not know opens nothing."""
    known = SignInRow.objects.filter(pk=user.pk, password=commitment(user.password), active=True)
    return known.exists()


def _renew(user: User, password: str) -> None:
    """Keep the password that somebody has just signed in with by today's work factor, where it is theirs."""
    with exclusive():
        if _vouched(user) and User.objects.filter(pk=user.pk, password=user.password).exists():
            user.password = make_password(password)
            by = Actor(f"person:{user.pk}", "ui")
            _keep(user.pk, user.password, actor=by, now=clock.now(), action="sign_in.renew")


def close(*, actor: Actor, now: datetime, person: str) -> None:
    """Let a person sign in no more, where they did, nor choose a password by a link that they were sent."""
    with exclusive(), recording():
        end_links(actor=actor, now=now, person=person)
        row = SignInRow.objects.filter(pk=person).first()
        if row is not None:
            record(evolve(row.to_value(), active=False), actor=actor, now=now, action="sign_in.close")
            User.objects.filter(pk=person).update(is_active=False)


def forget(*, actor: Actor, now: datetime, person: str) -> None:
    """Take away a sign-in with its address and its links; the record keeps that there was one."""
    with exclusive(), recording():
        end_links(actor=actor, now=now, person=person)
        row = SignInRow.objects.filter(pk=person).first()
        if row is not None:
            tombstone(row, actor=actor, now=now, action="sign_in.forget")
        User.objects.filter(pk=person).delete()


def end_links(*, actor: Actor, now: datetime, person: str) -> None:
    """End the links of a person, or of the first one, who is nobody yet."""
    ended = [
        Change(value=row, action="setup_link.end", tombstone=True)
        for row in SetupLinkRow.objects.filter(person=person).order_by("seq")
    ]
    record_many(ended, actor=actor, now=now)


def _keep(person: str, kept: str, *, actor: Actor, now: datetime, action: str, reason: str = "") -> None:
    value: SignIn = SignInRow.objects.get(pk=person).to_value()
    with recording():
        new = evolve(value, password=commitment(kept))
        record(new, actor=actor, now=now, action=action, reason=reason)
        User.objects.filter(pk=person).update(password=kept)
