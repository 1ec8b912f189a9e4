"""A head kept outside is a beginning of the ledger, or says why it is not."""

from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from tests.each import each

from dualtrack.app.ledger.keys import public_bytes, verify
from dualtrack.domain.ledger import note, tree
from dualtrack.domain.ledger.held import Doubt, against, doubt, opened, strange_key
from dualtrack.domain.ledger.note import Checkpoint, VKey
from dualtrack.domain.ledger.rotation import KeyRing, Rotation

LEAVES = [sha256(bytes([n])).digest() for n in range(9)]


def root_at(size: int) -> bytes:
    return tree.root(LEAVES[:size])


def held(size: int, *, origin: str = "dualtrack/home_a", root: bytes | None = None) -> Checkpoint:
    return Checkpoint(origin=origin, size=size, root=root or tree.root(LEAVES[:size]))


@given(size=st.integers(0, 9), kept=st.integers(0, 9))
def test_each_head_is_a_beginning_of_a_ledger_that_is_as_long(size: int, kept: int) -> None:
    found = doubt(held(kept), origin="dualtrack/home_a", size=size, root_at=root_at)
    assert (found is None) is (kept <= size)


def test_a_shorter_ledger_was_rolled_back() -> None:
    assert doubt(held(9), origin="dualtrack/home_a", size=7, root_at=root_at) == Doubt(
        "rolled_back", "was signed over 9 entries, and there are 7: this is older than what was signed"
    )


@each("size", [5, 9])
def test_another_history_is_inconsistent(size: int) -> None:
    other = held(5, root=sha256(b"another history").digest())
    assert doubt(other, origin="dualtrack/home_a", size=size, root_at=root_at) == Doubt(
        "inconsistent", "is of another history: the first 5 entries are not those that it was signed over"
    )


def test_the_head_of_another_home_says_nothing_of_this_one() -> None:
    found = doubt(held(5, origin="dualtrack/home_b"), origin="dualtrack/home_a", size=9, root_at=root_at)
    assert found == Doubt("signature", "is a checkpoint of dualtrack/home_b; this is dualtrack/home_a")


HOME = "dualtrack/home_a"
FIRST, SECOND, THIRD = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (1, 2, 3))


def vkey(key: Ed25519PrivateKey) -> VKey:
    return VKey(HOME, public_bytes(key))


RING = KeyRing(vkey(SECOND), (Rotation(head=held(3), old=vkey(FIRST), new=vkey(SECOND)),))


def signed(size: int, key: Ed25519PrivateKey, *, origin: str = HOME) -> bytes:
    return note.sign(held(size, origin=origin), origin, key.sign, public_bytes(key))


def judged(data: bytes, size: int = 7) -> Doubt | None:
    return against(data, ring=RING, verify=verify, size=size, root_at=root_at)


def test_a_note_is_judged_by_the_key_of_its_size() -> None:
    assert judged(signed(3, FIRST)) is None
    assert judged(signed(5, SECOND)) is None
    strange = f"is not signed by the key of this home: no signature by {HOME}"
    assert judged(signed(5, FIRST)) == Doubt("signature", strange)
    assert judged(signed(5, THIRD)) == Doubt("signature", strange), "as large as what is there"
    assert judged(b"x") == Doubt(
        "signature",
        "is not signed by the key of this home: note: expected text, a blank line and signature lines",
    )


def test_a_larger_head_by_a_later_key_was_rolled_back_as_far_as_can_be_told() -> None:
    told = Doubt(
        "rolled_back",
        "was signed over 9 entries, and there are 7, by a key that this record does not know yet: what is"
        " here is older than that key, or the checkpoint is not ours; compare its key with the one"
        " that you were given",
    )
    assert judged(signed(9, THIRD)) == told
    assert opened(signed(9, THIRD), ring=RING, verify=verify, size=7) == told
    known = judged(signed(9, SECOND))
    assert known is not None
    assert known.detail == "was signed over 9 entries, and there are 7: this is older than what was signed"


def test_a_larger_head_of_another_home_or_with_a_false_signature_is_no_such() -> None:
    other = judged(signed(9, THIRD, origin="dualtrack/home_b"))
    false = signed(9, SECOND).replace(b"9\n", b"8\n", 1)
    for found in (other, judged(false), judged(signed(9, FIRST))):
        assert found is not None
        assert found.kind == "signature"


def test_a_key_that_somebody_was_given_is_one_of_the_ring() -> None:
    assert strange_key(f" {vkey(FIRST)}\n", RING) is None
    assert strange_key(str(vkey(SECOND)), RING) is None
    assert strange_key(str(vkey(THIRD)), RING) == Doubt(
        "signature", "is not the key that you hold, nor announced by it"
    )
    assert strange_key("x", RING) == Doubt("signature", "vkey: expected name+keyid+base64")
