"""Notes and checkpoints: generated ones come back, and every edit of a byte or a line is refused."""

from base64 import b64encode
from hashlib import sha256

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.each import each

from dualtrack.domain.ledger.note import (
    ED25519,
    Checkpoint,
    Note,
    NoteError,
    Signature,
    VKey,
    key_id,
    open_note,
    parse_body,
    parse_note,
    parse_vkey,
    sign,
    sign_text,
    vkey,
)


def _key(number: int) -> tuple[Ed25519PrivateKey, bytes]:
    private = Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)
    return private, private.public_key().public_bytes_raw()


OURS, OUR_PUBLIC = _key(1)
THEIRS, THEIR_PUBLIC = _key(2)
NAME = "dualtrack/home_x"
KEY = vkey(NAME, OUR_PUBLIC)
ROOT = sha256(b"root").digest()
POINT = Checkpoint(origin=NAME, size=12, root=ROOT)
SIGNED = sign(POINT, NAME, OURS.sign, OUR_PUBLIC)
ORIGINS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20).filter(
    lambda text: not text.startswith("{")
)
NAMES = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="+"), min_size=1, max_size=12)
POINTS = st.builds(
    Checkpoint,
    origin=ORIGINS,
    size=st.integers(0, 10**18),
    root=st.binary(min_size=32, max_size=32),
)


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Ed25519, as the application passes it in."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


@given(POINTS)
def test_any_checkpoint_comes_back_from_its_body(point: Checkpoint) -> None:
    assert parse_body(point.body()) == point
    assert len(point.body().split(b"\n")) == 4


@given(POINTS, NAMES)
@settings(deadline=None)
def test_any_checkpoint_is_signed_and_opened(point: Checkpoint, name: str) -> None:
    signed = sign(point, name, OURS.sign, OUR_PUBLIC)
    assert open_note(signed, [vkey(name, OUR_PUBLIC)], verify).checkpoint() == point
    with pytest.raises(NoteError, match=r"^no signature by "):
        open_note(signed, [vkey(name, THEIR_PUBLIC)], verify)


@given(NAMES, st.binary(min_size=32, max_size=32))
def test_any_key_comes_back_from_its_text(name: str, public: bytes) -> None:
    text = vkey(name, public)
    assert parse_vkey(text) == VKey(name, public)
    assert parse_vkey(text).key_id == key_id(name, public)


@each("at", range(len(SIGNED) + 1))
def test_no_byte_is_taken_away_or_put_in_unseen(at: int) -> None:
    bent = [SIGNED[:at] + extra + SIGNED[at:] for extra in (b"\n", b" ", b"A", b"0", b"\r", b"=")]
    bent += [SIGNED[:at] + SIGNED[at + 1 :]] if at < len(SIGNED) else []
    for data in bent:
        with pytest.raises(NoteError):
            open_note(data, [KEY], verify)


@each("at", range(len(KEY)))
def test_no_character_of_a_key_is_changed_unseen(at: int) -> None:
    for other in "A+0 ":
        if KEY[at] != other:
            with pytest.raises(NoteError):
                parse_vkey(KEY[:at] + other + KEY[at + 1 :])
    with pytest.raises(NoteError):
        parse_vkey(KEY[:at] + KEY[at + 1 :])


def test_a_signature_speaks_for_its_own_checkpoint_alone() -> None:
    lines = parse_note(SIGNED).signature_lines()
    for other in (
        Checkpoint(origin=NAME, size=13, root=ROOT),
        Checkpoint(origin=NAME, size=12, root=sha256(b"other").digest()),
        Checkpoint(origin="dualtrack/home_y", size=12, root=ROOT),
    ):
        with pytest.raises(NoteError, match=f"^the signature of {NAME} is not valid$"):
            open_note(other.body() + b"\n" + lines, [KEY], verify)


def test_a_false_line_of_a_known_key_spoils_a_true_one() -> None:
    forged = Signature(NAME, key_id(NAME, OUR_PUBLIC), bytes(64)).line().encode()
    for data in (SIGNED + forged, POINT.body() + b"\n" + forged + parse_note(SIGNED).signature_lines()):
        with pytest.raises(NoteError, match=f"^the signature of {NAME} is not valid$"):
            open_note(data, [KEY], verify)


def test_any_one_of_several_keys_is_enough() -> None:
    other = vkey("auditor", THEIR_PUBLIC)
    both = SIGNED + sign_text(POINT.body(), "auditor", THEIRS.sign, THEIR_PUBLIC).signature_lines()
    for keys in ([KEY], [other], [KEY, other]):
        assert len(open_note(both, keys, verify).signatures) == 2
    with pytest.raises(NoteError, match=r"^no signature by third or fourth$"):
        open_note(both, [vkey("third", OUR_PUBLIC), vkey("fourth", THEIR_PUBLIC)], verify)


def test_the_same_name_with_another_key_is_another_signer() -> None:
    with pytest.raises(NoteError, match=f"^no signature by {NAME}$"):
        open_note(SIGNED, [vkey(NAME, THEIR_PUBLIC)], verify)


@each("origin", ["", " ", "\n", "a\nb", "{", '{"a"', "a\x00", "a\u2028b"])
def test_an_origin_is_one_line_of_text_and_no_manifest(origin: str) -> None:
    with pytest.raises(NoteError) as caught:
        Checkpoint(origin=origin, size=0, root=ROOT)
    assert str(caught.value) == f"checkpoint origin {origin!r}: expected one line of text"


@each(("size", "root"), [(-1, ROOT), (0, b""), (0, ROOT[:-1]), (0, ROOT + b"x")])
def test_a_size_and_a_root_are_whole(size: int, root: bytes) -> None:
    with pytest.raises(NoteError, match=r"^checkpoint: expected a size from 0 and a root of 32 bytes$"):
        Checkpoint(origin=NAME, size=size, root=root)


@each("size", ["", "-1", "012", "1e3", "1_0", "²", " 12", "12 ", "0x1"])
def test_a_size_has_one_spelling(size: str) -> None:
    body = f"{NAME}\n{size}\n{b64encode(ROOT).decode()}\n".encode()
    with pytest.raises(NoteError, match=r"^checkpoint: expected the lines origin, size, root and no other$"):
        parse_body(body)


@each(
    ("text", "message"),
    [
        ("", "vkey: expected name+keyid+base64"),
        ("a", "vkey: expected name+keyid+base64"),
        ("a+b+", "vkey: expected an Ed25519 key"),
        ("a+b+é", "vkey: not base64: string argument should contain only ASCII characters"),
        ("a+b+AQ", "vkey: not base64: Incorrect padding"),
        ("a+b+AR==", "vkey: base64 is not canonical"),
        ("a+b+Ag==", "vkey: expected an Ed25519 key"),
        ("a+b+AQ==", "public key: expected 32 bytes, got 0"),
        (KEY.upper(), "vkey: "),
        (f"x{KEY}", "vkey: the key id is not the one of this name and key"),
    ],
)
def test_each_fault_of_a_key_has_its_words(text: str, message: str) -> None:
    with pytest.raises(NoteError) as caught:
        parse_vkey(text)
    assert str(caught.value).startswith(message)


@each("name", ["", " ", "a b", "a+b", "a\tb", "a\n", "\u00a0"])
def test_a_name_that_would_break_a_line_is_refused(name: str) -> None:
    with pytest.raises(NoteError) as caught:
        VKey(name, OUR_PUBLIC)
    assert str(caught.value) == f"key name {name!r}: expected text without spaces and plus signs"


@each(
    ("tail", "message"),
    [
        (b"", "note: expected text, a blank line and signature lines"),
        ("— a AAAAAAAA".encode(), "note: expected text, a blank line and signature lines"),
        (b"- a AAAAAAAA\n", "note: a signature line is not '— name base64'"),
        ("—  AAAAAAAA\n".encode(), "note: a signature line is not '— name base64'"),
        ("— a+b AAAAAAAA\n".encode(), "note: a signature line is not '— name base64'"),
        ("— a AAAAAAAA x\n".encode(), "note: a signature line is not '— name base64'"),
        ("— a !\n".encode(), "signature: not base64: "),
        ("— a AAAAAA==\n".encode(), "note: a signature is too short"),
        ("— a AAAAAB==\n".encode(), "signature: base64 is not canonical"),
        (b"\xe2\x80\n", "note: a signature line is not UTF-8"),
    ],
)
def test_each_fault_of_a_signature_line_has_its_words(tail: bytes, message: str) -> None:
    with pytest.raises(NoteError) as caught:
        parse_note(POINT.body() + b"\n" + tail)
    assert str(caught.value).startswith(message)


@given(st.binary(max_size=80))
def test_any_bytes_are_one_note_or_none(noise: bytes) -> None:
    try:
        note = parse_note(noise)
    except NoteError:
        return
    assert note.to_bytes() == noise


def test_a_text_may_hold_blank_lines_and_the_last_parts_it_from_its_signatures() -> None:
    note = sign_text(b"one\n\ntwo\n", NAME, OURS.sign, OUR_PUBLIC)
    assert open_note(note.to_bytes(), [KEY], verify).text == b"one\n\ntwo\n"
    assert isinstance(note, Note)
    with pytest.raises(NoteError, match=r"^checkpoint: expected the lines"):
        note.checkpoint()


def test_the_kind_of_key_is_in_its_text() -> None:
    assert parse_vkey(KEY).public_key == OUR_PUBLIC
    assert ED25519 == b"\x01"
    assert KEY.split("+", 2)[:2] == [NAME, key_id(NAME, OUR_PUBLIC).hex()]
