"""The home's signing keys: those that rotations announced, and the one that may sign now."""

from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from dualtrack.app.ledger import keys, queries
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.models import CheckpointRow, KeyRotationRow
from dualtrack.app.ledger.refusals import CheckpointRefusedError
from dualtrack.domain.ledger.note import NoteError, VKey, parse_note
from dualtrack.domain.ledger.rotation import KeyRing, Rotation, open_rotation


def rotation_notes() -> tuple[bytes, ...]:
    """The note of each rotation, oldest first."""
    return tuple(
        note.encode() for note in KeyRotationRow.objects.order_by("seq").values_list("note", flat=True)
    )


def ring(here: Home, until: datetime | None = None) -> KeyRing:
    """Every key of the home with the heads that it signs; refused where they make no chain.

    With `until` the keys that were on record by then, of which the newest was the one in force.
    """
    try:
        rotations = tuple(open_rotation(data, keys.verify) for data in rotation_notes())
        key = announced(here, rotations[-1] if rotations else None)
        found = KeyRing(vkey_of(here, key), rotations)
    except NoteError as error:
        raise _unannounced(str(error)) from error
    return found if until is None else found.until(queries.size_at(until))


def vkey_of(here: Home, key: Ed25519PrivateKey) -> VKey:
    """The public half of a key under the home's name."""
    return VKey(here.origin, keys.public_bytes(key))


def announced(here: Home, last: Rotation | None) -> Ed25519PrivateKey:
    """The key that signs: the next one already, where its entry stands and its file still waits."""
    key = keys.signing_key(here.keys_folder)
    if last is None or vkey_of(here, key) == last.new:
        return key
    next_key = keys.waiting(here.keys_folder)
    return key if next_key is None or vkey_of(here, next_key) != last.new else next_key


def current_key(here: Home, newest: CheckpointRow | None) -> Ed25519PrivateKey:
    """The key that may sign after the newest head: the one that signed that, or that a rotation announced."""
    note = KeyRotationRow.objects.order_by("-seq").values_list("note", flat=True).first()
    last = None if note is None else open_rotation(note.encode(), keys.verify)
    key = announced(here, last)
    ours = vkey_of(here, key)
    if last is not None and ours != last.new:
        raise _unannounced(f"the rotation at size {last.head.size} announced another")
    signer = None if newest is None else parse_note(bytes(newest.note)).signatures[0].key_id
    if last is None and newest is not None and signer != ours.key_id:
        raise _unannounced(
            f"another key signed the checkpoint of size {newest.size}, and no rotation announces this"
        )
    if last is not None and vkey_of(here, keys.signing_key(here.keys_folder)) == last.old:
        keys.promote(here.keys_folder, here.origin)
    return key


def _unannounced(why: str) -> CheckpointRefusedError:
    return CheckpointRefusedError(
        "unannounced_key",
        f"keys/{keys.SIGNING}: is a key that nobody announced: {why}; nothing was signed."
        " Bring the right key back from a backup",
    )
