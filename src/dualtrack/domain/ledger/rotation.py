"""Signing keys that follow one another: the note that announces a new one, and the ring that they make."""

from itertools import pairwise

from attrs import field, frozen

from dualtrack.domain.ledger.codec import recorded
from dualtrack.domain.ledger.note import (
    Checkpoint,
    Note,
    NoteError,
    Signature,
    Signer,
    Verifier,
    VKey,
    open_note,
    parse_body,
    parse_note,
    parse_vkey,
)


@recorded("key_rotation")
@frozen(kw_only=True)
class KeyRotation:
    """The entry of a new signing key: the note that both keys signed says all of it."""

    id: str
    note: str


@frozen(kw_only=True)
class Rotation:
    """The last head of one key, which names the key of every larger one."""

    head: Checkpoint
    old: VKey
    new: VKey

    def __attrs_post_init__(self) -> None:
        """Refuse keys of another ledger, and a key that follows itself."""
        for key in (self.old, self.new):
            if key.name != self.head.origin:
                raise NoteError(f"key rotation: {key.name} is no key of {self.head.origin}")
        if self.old == self.new:
            raise NoteError("key rotation: the new key is the old one")

    def text(self) -> bytes:
        """The five lines that both keys sign: those of the head, the old key, the new key."""
        return self.head.body() + f"{self.old}\n{self.new}\n".encode()


def sign_rotation(rotation: Rotation, old: Signer, new: Signer) -> bytes:
    """The note of a rotation: signed by the old key, then by the new one."""
    text = rotation.text()
    pairs = ((rotation.old, old), (rotation.new, new))
    lines = tuple(Signature(key.name, key.key_id, signer(text)) for key, signer in pairs)
    return Note(text, lines).to_bytes()


def open_rotation(data: bytes, verify: Verifier) -> Rotation:
    """The rotation of a note that both of its keys signed, in this order and nobody else."""
    note = parse_note(data)
    lines = note.text.splitlines(keepends=True)
    if len(lines) != 5:
        raise NoteError("key rotation: expected the lines origin, size, root, old key, new key and no other")
    try:
        old, new = (parse_vkey(line[:-1].decode("ascii")) for line in lines[3:])
    except UnicodeDecodeError as error:
        raise NoteError("key rotation: a key is not ASCII") from error
    found = Rotation(head=parse_body(b"".join(lines[:3])), old=old, new=new)
    if [line.key_id for line in note.signatures] != [old.key_id, new.key_id]:
        raise NoteError("key rotation: expected the signature of the old key, then that of the new key")
    for signature, key in zip(note.signatures, (old, new), strict=True):
        open_note(Note(note.text, (signature,)).to_bytes(), [str(key)], verify)
    return found


def _by_size(rotations: tuple[Rotation, ...]) -> tuple[Rotation, ...]:
    return tuple(sorted(rotations, key=lambda rotation: rotation.head.size))


@frozen
class KeyRing:
    """The newest key and the rotations that lead to it: which key signs the head of which size."""

    newest: VKey
    rotations: tuple[Rotation, ...] = field(default=(), converter=_by_size)

    def __attrs_post_init__(self) -> None:
        """Refuse a chain with a gap: a key that nobody announced."""
        for before, after in pairwise(self.rotations):
            if before.head.size == after.head.size:
                raise NoteError(f"two rotations stand at size {after.head.size}")
            if before.new != after.old:
                raise NoteError(f"the key that was rotated at size {after.head.size} was never announced")
        if self.rotations and self.rotations[-1].new != self.newest:
            raise NoteError(f"no rotation announces the key {self.newest}")

    @property
    def keys(self) -> tuple[VKey, ...]:
        """Every key, oldest first."""
        return (*(rotation.old for rotation in self.rotations), self.newest)

    def at(self, size: int) -> VKey:
        """The key that signs the head of that size."""
        return next((r.old for r in self.rotations if size <= r.head.size), self.newest)

    def until(self, size: int) -> "KeyRing":
        """The ring as it was when the ledger had that size: a rotation is the entry behind its head."""
        return KeyRing(self.at(size), tuple(r for r in self.rotations if r.head.size < size))

    def open(self, data: bytes, verify: Verifier) -> Checkpoint:
        """The head of a note, where the key of its size signed it."""
        found = parse_note(data).checkpoint()
        open_note(data, [str(self.at(found.size))], verify)
        return found
