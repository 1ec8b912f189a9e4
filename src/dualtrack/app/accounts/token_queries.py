"""Reads of tokens: those on record with whether they work, and who a token that was sent speaks for."""

from collections.abc import Mapping
from datetime import date, datetime

from attrs import evolve, frozen

from dualtrack.app.accounts.models import PersonRow, TokenRow
from dualtrack.app.accounts.queries import viewer_of_person
from dualtrack.app.accounts.rights import may, require
from dualtrack.app.ledger.queries import values
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.domain.ledger.actor import Actor, of_token
from dualtrack.domain.ledger.person import Person, Role, Viewer
from dualtrack.domain.ledger.token import Ending, Scope, Token, ending, id_in, is_text_of


@frozen
class Listed:
    """A token with why it works no more on the day that is asked about."""

    token: Token
    ending: Ending | None


@frozen
class Bearer:
    """A token that works, and its owner as they may read today."""

    token: Token
    viewer: Viewer


def tokens(viewer: Viewer, day: date, until: datetime | None = None) -> tuple[Listed, ...]:
    """Every token for who manages people, else one's own; as they stand on a day, or stood as known then."""
    require(viewer, "tokens.own")
    held: tuple[Token, ...] = values(TokenRow, until)
    people: tuple[Person, ...] = values(PersonRow, until)
    roles = {one.id: one.roles for one in people if one.left_on is None or one.left_on > day}
    whole = may(viewer, "people.manage")
    return tuple(_listed(one, roles, day) for one in held if whole or one.owner == viewer.person_id)


def _listed(token: Token, roles: Mapping[str, tuple[Role, ...]], day: date) -> Listed:
    return Listed(token, ending(token, roles=roles.get(token.owner), today=day))


def known(text: str) -> Token | None:
    """The token on record that a text is of, whether it works or not."""
    key = id_in(text)
    row = None if key is None else TokenRow.objects.filter(pk=key).first()
    token: Token | None = None if row is None else row.to_value()
    return token if token is not None and is_text_of(token, text) else None


def bearer(token: Token, *, scope: Scope, today: date) -> Bearer:
    """Who a token speaks for: its owner with the rights of today; refused once it works no more."""
    owner = viewer_of_person(token.owner, today=today, via="api")
    ended = ending(token, roles=None if owner is None else owner.roles, today=today)
    if ended is not None or owner is None:
        day = token.revoked_on or token.expires_on
        raise RefusedError(ended or Ending.OWNER_LEFT, object=token.id, day=day)
    if scope not in token.scopes:
        raise RefusedError("token_lacks_scope", object=token.id, scope=scope)
    return Bearer(token, evolve(owner, actor=actor_of(token)))


def actor_of(token: Token) -> Actor:
    """The actor that a token is."""
    return Actor(of_token(token.id, token.owner), "api")
