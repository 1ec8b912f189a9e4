"""Cosignatures as C2SP writes them: whose, over what and when; any other spelling or time is refused."""

from base64 import b64encode
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.ledger.test_note import verify
from tests.each import each

from dualtrack.domain.ledger import note
from dualtrack.domain.ledger.cosignature import (
    WitnessKey,
    cosign,
    cosigned_at,
    cosigned_text,
    parse_witness_key,
)
from dualtrack.domain.ledger.note import Checkpoint, NoteError

OURS = Ed25519PrivateKey.from_private_bytes(bytes(32))
PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes([7]) * 32)
KEY = WitnessKey("auditor.example", PRIVATE.public_key().public_bytes_raw())
POINT = Checkpoint(origin="dualtrack/acme", size=12, root=bytes(range(32)))
NOTE = note.sign(POINT, "dualtrack/acme", OURS.sign, OURS.public_key().public_bytes_raw())
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
COSIGNED = cosign(NOTE, KEY, PRIVATE.sign, AT)


def test_what_is_signed_is_what_c2sp_says() -> None:
    assert cosigned_text(POINT.body(), AT) == b"cosignature/v1\ntime 1772442000\n" + POINT.body()
    line = note.parse_note(COSIGNED).signatures[-1]
    assert (line.name, line.key_id) == (KEY.name, KEY.key_id)
    assert line.signature[:8] == (1772442000).to_bytes(8, "big")
    assert verify(KEY.public_key, cosigned_text(POINT.body(), AT), line.signature[8:])


def test_our_own_signature_stays_beside_it() -> None:
    assert COSIGNED.startswith(NOTE)
    ours = note.vkey("dualtrack/acme", OURS.public_key().public_bytes_raw())
    assert note.open_note(COSIGNED, [ours], verify).checkpoint() == POINT


@given(st.integers(0, 2**35))
def test_the_time_is_read_as_it_was_said(seconds: int) -> None:
    at = datetime.fromtimestamp(seconds, UTC)
    assert cosigned_at(cosign(NOTE, KEY, PRIVATE.sign, at), KEY, verify) == at


@given(st.integers(0, len(COSIGNED) * 8 - 1))
def test_no_bit_of_it_can_be_turned_over(bit: int) -> None:
    data = bytearray(COSIGNED)
    data[bit // 8] ^= 1 << bit % 8
    start = len(NOTE)
    if len(POINT.body()) < bit // 8 < start:
        return  # our own line, which the witness does not sign
    with pytest.raises(NoteError):
        cosigned_at(bytes(data), KEY, verify)


def test_a_key_is_read_as_it_was_written() -> None:
    assert parse_witness_key(str(KEY)) == KEY
    assert str(KEY).startswith("auditor.example+")


TYPED = b64encode(b"\x04" + KEY.public_key).decode()
SHORT = b64encode(b"\x04" + bytes(31)).decode()
BAD_KEYS = {
    "": "witness key: expected name+keyid+base64 of a key for cosignatures (type 04)",
    "a+b+cc": "witness key: not base64: Incorrect padding",
    note.vkey("a", bytes(32)): "witness key: expected name+keyid+base64 of a key for cosignatures (type 04)",
    f"a+00000000+{TYPED}": "witness key: the key id is not the one of this name and key",
    f"a b+0+{TYPED}": "witness key: expected a name without spaces or plus signs, and 32 bytes of key",
    f"a+00000000+{SHORT}": "witness key: expected a name without spaces or plus signs, and 32 bytes of key",
}


@each("text", BAD_KEYS)
def test_what_is_no_key_of_a_witness_is_refused(text: str) -> None:
    with pytest.raises(NoteError) as caught:
        parse_witness_key(text)
    assert str(caught.value) == BAD_KEYS[text]


def line(signature: bytes) -> bytes:
    """The note with a line of the witness's that holds this."""
    return NOTE + note.Signature(KEY.name, KEY.key_id, signature).line().encode()


BAD_NOTES = {
    "none": (NOTE, "expected one cosignature by auditor.example, found 0"),
    "two": (
        cosign(COSIGNED, KEY, PRIVATE.sign, AT),
        "expected one cosignature by auditor.example, found 2",
    ),
    "short": (line(bytes(64)), "expected one cosignature by auditor.example, found one of another length"),
    "no time": (
        line(b"\xff" * 72),
        "the cosignature of auditor.example tells no time: 18446744073709551615",
    ),
    "false": (line(bytes(72)), "the cosignature of auditor.example is not valid"),
    "by another": (
        cosign(NOTE, KEY, OURS.sign, AT),
        "the cosignature of auditor.example is not valid",
    ),
    "no note": (b"x", "note: expected text, a blank line and signature lines"),
}


@each("what", BAD_NOTES)
def test_what_the_witness_did_not_say_is_refused(what: str) -> None:
    data, message = BAD_NOTES[what]
    with pytest.raises(NoteError) as caught:
        cosigned_at(data, KEY, verify)
    assert str(caught.value) == message
