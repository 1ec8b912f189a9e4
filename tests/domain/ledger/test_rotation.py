"""Keys that follow one another: only both signatures make a rotation, and only a chain makes a ring."""

from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.ledger.test_note import verify
from tests.each import each
from tests.trying import times

from dualtrack.domain.ledger import note
from dualtrack.domain.ledger.note import Checkpoint, NoteError, VKey
from dualtrack.domain.ledger.rotation import KeyRing, Rotation, open_rotation, sign_rotation

NAME = "dualtrack/acme"
PRIVATE = tuple(Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in range(4))
KEYS = tuple(VKey(NAME, key.public_key().public_bytes_raw()) for key in PRIVATE)


def head(size: int, origin: str = NAME) -> Checkpoint:
    """A head of that size."""
    return Checkpoint(origin=origin, size=size, root=sha256(str(size).encode()).digest())


def rotation(number: int, size: int) -> Rotation:
    """From key `number` to the next, at that size."""
    return Rotation(head=head(size), old=KEYS[number], new=KEYS[number + 1])


def signed(number: int, size: int) -> bytes:
    """The note of a rotation, signed by both."""
    return sign_rotation(rotation(number, size), PRIVATE[number].sign, PRIVATE[number + 1].sign)


def checkpoint(number: int, size: int) -> bytes:
    """A plain head, signed by key `number`."""
    return note.sign(head(size), NAME, PRIVATE[number].sign, KEYS[number].public_key)


def test_a_rotation_is_read_as_it_was_signed() -> None:
    data = signed(0, 12)
    assert open_rotation(data, verify) == rotation(0, 12)
    root = b64encode(head(12).root).decode()
    assert data.decode().split("\n\n")[0] == f"{NAME}\n12\n{root}\n{KEYS[0]}\n{KEYS[1]}"
    assert data.count("— dualtrack/acme ".encode()) == 2


def test_a_rotation_is_no_checkpoint() -> None:
    with pytest.raises(NoteError, match="expected the lines origin, size, root and no other"):
        note.open_note(signed(0, 12), [str(KEYS[0])], verify).checkpoint()


def _lines(change: Callable[[list[bytes]], list[bytes]]) -> bytes:
    return b"\n".join(change(signed(0, 12).split(b"\n")))


def _by(*signers: int) -> bytes:
    """The words of the first rotation, signed by others."""
    text = rotation(0, 12).text()
    lines = tuple(note.Signature(NAME, KEYS[n].key_id, PRIVATE[n].sign(text)) for n in signers)
    return note.Note(text, lines).to_bytes()


def _forged() -> bytes:
    """The right keys are named, and one of them signed twice."""
    text = rotation(0, 12).text()
    lines = tuple(note.Signature(NAME, KEYS[n].key_id, PRIVATE[1].sign(text)) for n in (0, 1))
    return note.Note(text, lines).to_bytes()


ORDER = "key rotation: expected the signature of the old key, then that of the new key"
LINES = "key rotation: expected the lines origin, size, root, old key, new key and no other"


@each(
    ("data", "message"),
    [
        (_by(0), ORDER),
        (_by(1), ORDER),
        (_by(1, 0), ORDER),
        (_by(0, 2), ORDER),
        (_by(0, 1, 2), ORDER),
        (_forged(), f"the signature of {NAME} is not valid"),
        (checkpoint(0, 12), LINES),
        (_lines(lambda all_: all_[:3] + all_[4:]), LINES),
        (_lines(lambda all_: [*all_[:5], b"more", *all_[5:]]), LINES),
        (_lines(lambda all_: [*all_[:3], b"key", *all_[4:]]), "vkey: expected name+keyid+base64"),
        (_lines(lambda all_: [*all_[:3], b"\xff", *all_[4:]]), "key rotation: a key is not ASCII"),
        (_lines(lambda all_: [all_[0], b"012", *all_[2:]]), "expected the lines origin, size, root"),
        (_lines(lambda all_: [b"other", *all_[1:]]), f"key rotation: {NAME} is no key of other"),
        (_lines(lambda all_: [*all_[:3], all_[4], *all_[4:]]), "key rotation: the new key is the old one"),
        (_lines(lambda all_: [all_[0], b"13", *all_[2:]]), f"the signature of {NAME} is not valid"),
        (b"", "note: expected text, a blank line and signature lines"),
    ],
)  # fmt: skip
def test_what_is_no_rotation_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(NoteError) as caught:
        open_rotation(data, verify)
    assert message in str(caught.value)


@settings(max_examples=times(150), deadline=None)
@given(bit=st.integers(0, len(signed(0, 12)) * 8 - 1))
def test_no_bit_of_a_rotation_can_be_changed(bit: int) -> None:
    data = bytearray(signed(0, 12))
    data[bit // 8] ^= 1 << bit % 8
    with pytest.raises(NoteError):
        open_rotation(bytes(data), verify)


def test_a_ring_knows_which_key_signs_which_head() -> None:
    ring = KeyRing(KEYS[2], (rotation(1, 20), rotation(0, 12)))
    assert [ring.at(size) for size in (0, 12, 13, 20, 21, 10**9)] == [KEYS[n] for n in (0, 0, 1, 1, 2, 2)]
    assert ring.keys == KEYS[:3]
    assert [ring.until(size).newest for size in (0, 12, 13, 20, 21)] == [KEYS[n] for n in (0, 0, 1, 1, 2)]
    assert [ring.until(size).keys for size in (12, 20, 21)] == [KEYS[:1], KEYS[:2], KEYS[:3]]
    for number, size in ((0, 12), (1, 13), (1, 20), (2, 21)):
        assert ring.open(checkpoint(number, size), verify) == head(size)


def test_a_key_signs_nothing_after_its_rotation_and_nothing_before_it() -> None:
    ring = KeyRing(KEYS[1], (rotation(0, 12),))
    for number, size in ((0, 13), (1, 12), (2, 5), (3, 99)):
        with pytest.raises(NoteError, match=f"no signature by {NAME}"):
            ring.open(checkpoint(number, size), verify)


def test_a_ring_of_one_key_is_that_key() -> None:
    ring = KeyRing(KEYS[0])
    assert (ring.keys, ring.at(7)) == (KEYS[:1], KEYS[0])
    assert ring.open(checkpoint(0, 7), verify).size == 7


@each(
    ("newest", "rotations", "message"),
    [
        (3, ((0, 12), (1, 20)), f"no rotation announces the key {KEYS[3]}"),
        (3, ((0, 12), (2, 20)), "the key that was rotated at size 20 was never announced"),
        (2, ((0, 12), (1, 12)), "two rotations stand at size 12"),
        (2, ((0, 20), (1, 12)), "the key that was rotated at size 20 was never announced"),
    ],
)
def test_a_chain_with_a_gap_is_no_ring(
    newest: int, rotations: tuple[tuple[int, int], ...], message: str
) -> None:
    with pytest.raises(NoteError) as caught:
        KeyRing(KEYS[newest], tuple(rotation(*each) for each in rotations))
    assert str(caught.value) == message
