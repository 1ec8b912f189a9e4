"""A head that somebody keeps outside, against the ledger that is there: is it one of its beginnings."""

from collections.abc import Callable
from typing import Literal

from attrs import frozen

from dualtrack.domain.ledger.note import Checkpoint, NoteError, Verifier, parse_note, parse_vkey
from dualtrack.domain.ledger.rotation import KeyRing

CONTINUES = "Shown: it continues your checkpoint of size {size} ({name})."
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
    said = opened(data, ring=ring, verify=verify, size=size)
    if isinstance(said, Checkpoint):
        return doubt(said, origin=ring.newest.name, size=size, root_at=root_at)
    told = (
        f"is not signed by the key of this home: {said.detail}" if said.kind == "signature" else said.detail
    )
    return Doubt(said.kind, told)


def opened(data: bytes, *, ring: KeyRing, verify: Verifier, size: int) -> Checkpoint | Doubt:
    """The head of a note that a key of this ledger signed; else why it is not taken.

    A ledger that was put back from before a change of its key does not know the key that signed since: where
    the head is larger than the ledger, that is told and not a false signature.
    """
    try:
        return ring.open(data, verify)
    except NoteError as error:
        larger = _by_a_later_key(data, ring, size)
        return Doubt("signature", str(error)) if larger is None else Doubt("rolled_back", larger)


def _by_a_later_key(data: bytes, ring: KeyRing, size: int) -> str | None:
    try:
        note = parse_note(data)
        head = note.checkpoint()
    except NoteError:
        return None
    origin = ring.newest.name
    ours = {line.key_id for line in note.signatures if line.name == origin}
    if head.origin != origin or head.size <= size or not ours or ours & {key.key_id for key in ring.keys}:
        return None
    return (
        f"was signed over {head.size} entries, and there are {size}, by a key that this record does not know"
        " yet: what is here is older than that key, or the checkpoint is not ours; compare its key with the"
        " one that you were given"
    )


def strange_key(vkey: str, ring: KeyRing) -> Doubt | None:
    """What the key that somebody was given says: None where it is the newest, or rotations lead from it."""
    try:
        known = parse_vkey(vkey.strip()) in ring.keys
    except NoteError as error:
        return Doubt("signature", str(error))
    return None if known else Doubt("signature", "is not the key that you hold, nor announced by it")
