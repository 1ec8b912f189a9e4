"""Sign-ins on record: who may sign in, by which password, and the links by which one is chosen.

The record is for ever, so it holds neither a password nor its hash. It holds what commits to the hash, which
tells less than the hash itself: whoever would guess by it needs the hash's own salt first, and does its work.
"""

from datetime import datetime
from hashlib import sha256

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded

NONE = "!"  # is kept, and opens nothing, until somebody chose a password


@recorded("sign_in")
@frozen(kw_only=True)
class SignIn:
    """Whether a person may sign in; its id is the person's. Without a password they are yet to choose one."""

    id: str
    password: str | None  # the commitment to what is kept
    active: bool


@recorded("setup_link")
@frozen(kw_only=True)
class SetupLink:
    """A link that works once; its id is the hash of its text. Without a person the first one begins by it."""

    id: str
    person: str
    expires_at: datetime


def commitment(kept: str) -> str | None:
    """What the record says of a password as it is kept, salt and work factor included; None where none is."""
    return None if kept.startswith(NONE) else sha256(kept.encode()).hexdigest()


def link_of(text: str) -> str:
    """The id of the link with this text."""
    return sha256(text.encode()).hexdigest()


def faults(on_record: SignIn, *, kept: str, active: bool) -> tuple[str, ...]:
    """In which ways a sign-in is not as it is on record, in words; empty where it is."""
    found = []
    if commitment(kept) != on_record.password:
        found.append("its password is not the one on record")
    if active and not on_record.active:
        found.append("it is active, and the record says that this person signs in no more")
    if on_record.active and not active:
        found.append("it is not active, and the record says that this person signs in")
    return tuple(found)
