"""Tokens: by one a program reads the record for one person, for a time, with no more than their rights.

The record holds the hash of a token and never its text, which is said once, when it is made. Whether a token
still works is no fact of its own: it follows from the day and from what its owner is today.
"""

import re
from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256
from hmac import compare_digest

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded
from dualtrack.domain.ledger.person import INSIDE, OUTSIDE, Role
from dualtrack.domain.ledger.retention import years_after

USUAL = timedelta(days=90)
_TEXT = re.compile(r"dt_(?P<id>tok_[0-9a-z]{20})_[A-Za-z0-9_-]{43,128}")


class Scope(StrEnum):
    """What a token may be used for."""

    READ = "read"


@recorded("token")
@frozen(kw_only=True)
class Token:
    """One token. `expires_on` is the last day on which it works."""

    id: str
    name: str
    owner: str
    scopes: tuple[Scope, ...]
    digest: str
    made_on: date
    expires_on: date
    revoked_on: date | None = None
    revoked_by: str | None = None


class Ending(StrEnum):
    """Why a token works no more."""

    REVOKED = "token_is_revoked"
    EXPIRED = "token_has_expired"
    OWNER_LEFT = "token_owner_has_left"
    OWNER_LOST_ROLE = "token_owner_lost_their_role"


def may_own(roles: Collection[Role]) -> bool:
    """Members of the organisation alone: an outside auditor reads what was released to them, on the pages."""
    return bool(INSIDE & set(roles)) and not OUTSIDE & set(roles)


def ending(token: Token, *, roles: Collection[Role] | None, today: date) -> Ending | None:
    """Why the token works no more today; None while it does. `roles` are its owner's, None once they left."""
    if token.revoked_on is not None:
        return Ending.REVOKED
    if today > token.expires_on:
        return Ending.EXPIRED
    if roles is None:
        return Ending.OWNER_LEFT
    return None if may_own(roles) else Ending.OWNER_LOST_ROLE


def last_day(made_on: date) -> date:
    """The latest day on which a token that is made on a day may expire: a year later."""
    return years_after(made_on, 1)


def text_of(token: str, secret: str) -> str:
    """The text of a token by its id, as whoever uses it sends it."""
    return f"dt_{token}_{secret}"


def id_in(text: str) -> str | None:
    """The id that a text names; None for what has not the form of a token."""
    found = _TEXT.fullmatch(text)
    return found["id"] if found else None


def digest_of(text: str) -> str:
    """What the record holds of a token's text."""
    return sha256(text.encode()).hexdigest()


def is_text_of(token: Token, text: str) -> bool:
    """True when the text is the token's own; takes as long however much of it is right."""
    return compare_digest(token.digest, digest_of(text))
