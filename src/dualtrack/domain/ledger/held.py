"""A head that somebody keeps outside, against the ledger that is there: is it one of its beginnings."""

from collections.abc import Callable
from typing import Literal

from attrs import frozen

from dualtrack.domain.ledger.note import Checkpoint, NoteError, Verifier, parse_vkey
from dualtrack.domain.ledger.rotation import KeyRing

Kind = Literal["signature", "rolled_back", "inconsistent"]


@frozen
class Doubt:
    """Why the ledger is not the one that was signed, or not as far."""

    kind: Kind
    detail: str


def doubt(held: Checkpoint, *, origin: str, size: int, root_at: Callable[[int], bytes]) -> Doubt | None:
    """What a head kept outside says against this ledger; None where the ledger continues it."""
    if held.origin != origin:
        return Doubt("signature", f"is a checkpoint of {held.origin}; this is {origin}")
    if held.size > size:
        detail = (
            f"was signed over {held.size} entries, and there are {size}: this is older than what was signed"
        )
        return Doubt("rolled_back", detail)
    if root_at(held.size) != held.root:
        detail = f"is of another history: the first {held.size} entries are not those that it was signed over"
        return Doubt("inconsistent", detail)
    return None


def against(
    data: bytes, *, ring: KeyRing, verify: Verifier, size: int, root_at: Callable[[int], bytes]
) -> Doubt | None:
    """The same of a note as somebody brings it, by the keys of this ledger."""
    try:
        said = ring.open(data, verify)
    except NoteError as error:
        return Doubt("signature", f"is not signed by the key of this home: {error}")
    return doubt(said, origin=ring.newest.name, size=size, root_at=root_at)


def strange_key(vkey: str, ring: KeyRing) -> Doubt | None:
    """What the key that somebody was given says: None where it is the newest, or rotations lead from it."""
    try:
        known = parse_vkey(vkey.strip()) in ring.keys
    except NoteError as error:
        return Doubt("signature", str(error))
    return None if known else Doubt("signature", "is not the key that you hold, nor announced by it")
