"""A revision: what an approval is bound to. A later one has another hash and needs an approval of its own.

Scopes, documents and whatever else carries its own approval pass through here; a control's approvals stand
beside it and are bound to the hash of its wording.
"""

from datetime import date
from hashlib import sha256
from typing import Protocol, TypeVar

import attrs

from dualtrack.domain.ledger import canonical
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.approval import Refusal, refusal
from dualtrack.domain.ledger.codec import encode

_OF_THE_APPROVAL = ("approved_by", "approved_on")


class Revision(Protocol):
    """A recorded value that carries who prepared it, and who approved it on which day."""

    @property
    def prepared_by(self) -> str:
        """Actor id of the preparer."""

    @property
    def approved_by(self) -> str | None:
        """Actor id of the approver; None while it waits."""

    @property
    def approved_on(self) -> date | None:
        """Day of the approval."""


R = TypeVar("R", bound=Revision)


def revision_digest(value: Revision) -> str:
    """SHA-256 in hex of everything that is approved: the value without its approval.

    A type may name fields that only come with the approval or after it (`AFTERWARDS`), such as the files of a
    release; they are no part of what was read.
    """
    later = (*_OF_THE_APPROVAL, *getattr(type(value), "AFTERWARDS", ()))
    data = {name: said for name, said in encode(value).items() if name not in later}
    return sha256(canonical.dumps(data)).hexdigest()


def value_digest(value: object) -> str:
    """SHA-256 in hex of the whole value: what somebody had before their eyes when they began to change it."""
    return sha256(canonical.dumps(encode(value))).hexdigest()


def revision_refusal(value: Revision, *, approver: Actor, seen: str | None) -> Refusal | None:
    """Why this actor cannot approve the revision, or nothing.

    `seen` is the hash of what the approver had before their eyes; None where the act of reading and approving
    is one, as in a script.
    """
    if value.approved_on is not None:
        return Refusal.NOT_WAITING
    if not same_revision(seen, revision_digest(value)):
        return Refusal.CHANGED
    return refusal(preparer=value.prepared_by, approver=approver)


def same_revision(seen: str | None, digest: str) -> bool:
    """True unless somebody read another revision than the one that stands now."""
    return seen is None or seen == digest


def approved(value: R, *, by: Actor, on: date) -> R:
    """The revision with its approval."""
    return attrs.evolve(value, approved_by=by.id, approved_on=on)  # type: ignore[misc]  # recorded, so of attrs
