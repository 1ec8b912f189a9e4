"""Verbs on tokens: make one, whose text is given once and kept nowhere, and revoke one."""

from collections.abc import Collection
from datetime import date, datetime

from attrs import evolve, field, frozen

from dualtrack.app.accounts.models import PersonRow, TokenRow
from dualtrack.app.accounts.queries import roles_of
from dualtrack.app.accounts.rights import require
from dualtrack.app.ledger import entropy
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.ledger.services import exclusive, record
from dualtrack.domain.ledger import token as rules
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.ledger.token import Scope, Token


@frozen
class Made:
    """A token that was just made, with the text that nobody is shown again."""

    token: Token
    text: str = field(repr=False)


def create(
    viewer: Viewer,
    *,
    now: datetime,
    today: date,
    name: str,
    owner: str,
    scopes: Collection[Scope] = (Scope.READ,),
    expires_on: date | None = None,
) -> Made:
    """Make a token for oneself, or for anybody where one manages people."""
    _require_right(viewer, owner)
    last = expires_on or today + rules.USUAL
    with exclusive():
        if not PersonRow.objects.filter(pk=owner).exists():
            raise RefusedError("unknown_person", object=owner)
        if not rules.may_own(roles_of(owner, today) or ()):
            raise RefusedError("token_needs_a_member", object=owner)
        _require_sound(name, last, today)
        key = entropy.new_id("tok")
        text = rules.text_of(key, entropy.secret())
        token = Token(
            id=key,
            name=name.strip(),
            owner=owner,
            scopes=tuple(sorted(set(scopes))),
            digest=rules.digest_of(text),
            made_on=today,
            expires_on=last,
        )
        record(token, actor=viewer.actor, now=now, action="token.create")
    return Made(token, text)


def revoke(viewer: Viewer, *, now: datetime, today: date, token: str) -> Token:
    """End a token of one's own, or anybody's where one manages people; it opens nothing from then on."""
    with exclusive():
        row = TokenRow.objects.filter(pk=token).first()
        held: Token | None = None if row is None else row.to_value()
        _require_right(viewer, held.owner if held else "")
        if held is None:
            raise RefusedError("unknown_token", object=token)
        if held.revoked_on is not None:
            raise RefusedError("token_was_revoked_before", object=token, day=held.revoked_on)
        ended = evolve(held, revoked_on=today, revoked_by=viewer.actor.id)
        record(ended, actor=viewer.actor, now=now, action="token.revoke")
    return ended


def _require_right(viewer: Viewer, owner: str) -> None:
    """One's own tokens are everybody's inside; those of others are for who manages people."""
    require(viewer, "tokens.own" if viewer.person_id == owner else "people.manage")


def _require_sound(name: str, last: date, today: date) -> None:
    if not name.strip():
        raise RefusedError("token_has_no_name")
    if last < today:
        raise RefusedError("token_expires_too_early", day=last, today=today)
    if last > rules.last_day(today):
        raise RefusedError("token_expires_too_late", day=last, latest=rules.last_day(today))
