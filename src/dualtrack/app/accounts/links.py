"""Set-up links: by one the first person begins, or one on record chooses a password; once, within a day."""

from datetime import datetime, timedelta

from django.db.models import Max

from dualtrack.app.accounts import sign_ins
from dualtrack.app.accounts.models import PersonRow, SetupLinkRow, SignInRow, User
from dualtrack.app.accounts.services import AccountError, add_person
from dualtrack.app.ledger import entropy
from dualtrack.app.ledger.models import RestorationRow
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.ledger.services import exclusive, record, tombstone
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import Person, Role
from dualtrack.domain.ledger.sign_in import SetupLink, link_of

VALID = timedelta(hours=24)
_SETUP = Actor("system:setup", "ui")


def make_setup_token(*, actor: Actor, now: datetime) -> str | None:
    """A new one-time token for the first sign-in, or None when somebody can sign in already."""
    if User.objects.exists():
        return None
    return make_password_token(actor=actor, now=now, person="")


def make_password_token(*, actor: Actor, now: datetime, person: str) -> str:
    """A one-time token by which a person on record chooses their password; an earlier one ends."""
    token = entropy.secret()
    with exclusive():
        sign_ins.end_links(actor=actor, now=now, person=person)
        link = SetupLink(id=link_of(token), person=person, expires_at=now + VALID)
        record(link, actor=actor, now=now, action="setup_link.make")
    return token


def make_link_again(*, actor: Actor, now: datetime, person: str) -> str:
    """Another token for somebody who may sign in: theirs was not used in time, or their password is lost.

    The password that they have opens what it did until the link is used; the record says who made it.
    """
    with exclusive():
        if not PersonRow.objects.filter(pk=person).exists():
            raise RefusedError("unknown_person", object=person)
        if not SignInRow.objects.filter(pk=person, active=True).exists():
            raise RefusedError("does_not_sign_in", object=person)
        return make_password_token(actor=actor, now=now, person=person)


def token_person(token: str) -> str | None:
    """The person whose password a token sets; empty for the first person, None where there is no token."""
    return SetupLinkRow.objects.filter(pk=link_of(token)).values_list("person", flat=True).first()


def setup_token_valid(token: str, *, now: datetime) -> bool:
    """True while the token has not been used and has not expired."""
    return _open(token, now) is not None


def use_setup_token(token: str, *, now: datetime, name: str, email: str, password: str) -> Person:
    """Make the first person, who leads the programme and manages its people; the link then ends."""
    with exclusive():
        tombstone(_link(token, now, first=True), actor=_SETUP, now=now, action="setup_link.use")
        return add_person(
            actor=_SETUP, now=now, name=name, email=email, roles=(Role.LEAD, Role.ADMIN), password=password
        )


def use_password_token(token: str, *, now: datetime, password: str) -> str:
    """Set the password of the person whose link it is; the link then ends. Gives the person's id."""
    with exclusive():
        link = _link(token, now, first=False)
        by, reason = Actor(f"person:{link.person}", "ui"), f"by the link of entry {link.seq}"
        tombstone(link, actor=by, now=now, action="setup_link.use")
        sign_ins.set_password(actor=by, now=now, person=link.person, password=password, reason=reason)
    return link.person


def _link(token: str, now: datetime, *, first: bool) -> SetupLinkRow:
    """The link of a text, to be used for the first person or for one on record."""
    link = _open(token, now)
    if link is None or first is bool(link.person):
        raise AccountError("setup_link_not_valid", "")
    return link


def _open(token: str, now: datetime) -> SetupLinkRow | None:
    """The link of a text; one from before the home was restored may have been used, and opens nothing."""
    restored = RestorationRow.objects.aggregate(last=Max("seq"))["last"]
    return SetupLinkRow.objects.filter(
        pk=link_of(token), expires_at__gt=now, seq__gt=-1 if restored is None else restored
    ).first()
