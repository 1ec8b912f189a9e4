"""Signed notes and checkpoints: the specification's own example, and no lenient reading."""

from base64 import b64decode
from hashlib import sha256

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from tests.each import each

from dualtrack.domain.ledger.note import (
    Checkpoint,
    NoteError,
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

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
NAME = "acme.example"
POINT = Checkpoint(origin="acme.example/ledger", size=7, root=sha256(b"x").digest())
SIGNED = sign(POINT, NAME, KEY.sign, PUBLIC)
# the example of Go's sumdb note package, which C2SP's signed-note describes
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n\n"
    "— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
).encode()


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Ed25519 by the cryptography package, as the application passes it in."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def test_the_example_of_the_specification_opens() -> None:
    note = open_note(PETER_NOTE, [PETER], verify)
    assert note.signatures[0].name == "PeterNeumann"
    assert str(parse_vkey(PETER)) == PETER
    assert note.to_bytes() == PETER_NOTE


def test_a_checkpoint_has_three_lines() -> None:
    assert POINT.body() == b"acme.example/ledger\n7\nLXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE=\n"
    assert POINT.body().count(b"\n") == 3
    assert parse_body(POINT.body()) == POINT


def test_a_signed_checkpoint_opens_with_its_key() -> None:
    note = open_note(SIGNED, [vkey(NAME, PUBLIC)], verify)
    assert note.checkpoint() == POINT
    assert note.signature_lines().decode().startswith("— acme.example ")
    assert note.signatures[0].key_id == key_id(NAME, PUBLIC)


def test_the_key_id_is_the_specification_s() -> None:
    assert key_id(NAME, PUBLIC) == sha256(NAME.encode() + b"\n\x01" + PUBLIC).digest()[:4]


def test_base64_with_a_plus_does_not_split_the_key() -> None:
    plus = next(
        key for n in range(99) if "+" in (key := vkey("a", sha256(bytes([n])).digest())).split("+", 2)[2]
    )
    assert str(parse_vkey(plus)) == plus


@each(
    ("body", "message"),
    [
        (b"", "checkpoint: expected the lines origin, size, root and no other"),
        (POINT.body()[:-1], "checkpoint: expected the lines"),
        (POINT.body() + b"more\n", "checkpoint: expected the lines"),
        (POINT.body().replace(b"\n7\n", b"\n07\n"), "checkpoint: expected the lines"),
        (POINT.body().replace(b"\n7\n", b"\n+7\n"), "checkpoint: expected the lines"),
        (POINT.body().replace(b"acme", b"\xff"), "checkpoint: not UTF-8"),
        (b"\n7\n" + POINT.body().split(b"\n")[2] + b"\n", "checkpoint origin ''"),
        (b"{x\n7\n" + POINT.body().split(b"\n")[2] + b"\n", "checkpoint origin '{x'"),
        (b"a\n7\nAAAA\n", "checkpoint: expected a size from 0 and a root of 32 bytes"),
        (b"a\n7\n!\n", "checkpoint root: not base64"),
    ],
)
def test_a_body_in_another_spelling_is_refused(body: bytes, message: str) -> None:
    with pytest.raises(NoteError) as caught:
        parse_body(body)
    assert str(caught.value).startswith(message)


def test_base64_with_spare_bits_set_is_refused() -> None:
    root = POINT.body().split(b"\n")[2]
    loose = root[:-2] + bytes([root[-2] + 1]) + b"="
    assert b64decode(loose) == POINT.root
    with pytest.raises(NoteError, match="base64 is not canonical"):
        parse_body(POINT.body().replace(root, loose))


def test_every_flipped_bit_of_a_signed_checkpoint_is_refused() -> None:
    keys = [vkey(NAME, PUBLIC)]
    for at in range(len(SIGNED)):
        for bit in range(8):
            bent = SIGNED[:at] + bytes([SIGNED[at] ^ 1 << bit]) + SIGNED[at + 1 :]
            with pytest.raises(NoteError):
                open_note(bent, keys, verify)


def test_a_note_that_the_key_did_not_sign_is_refused() -> None:
    with pytest.raises(NoteError, match=r"no signature by other.example"):
        open_note(SIGNED, [vkey("other.example", PUBLIC)], verify)
    with pytest.raises(NoteError, match="no signature by any given key"):
        open_note(SIGNED, [], verify)
    with pytest.raises(NoteError, match=r"the signature of acme.example is not valid"):
        open_note(sign(POINT, NAME, lambda _: bytes(64), PUBLIC), [vkey(NAME, PUBLIC)], verify)


def test_the_line_of_an_unknown_witness_is_let_stand() -> None:
    witness = Ed25519PrivateKey.from_private_bytes(bytes(32))
    line = sign_text(POINT.body(), "witness", witness.sign, witness.public_key().public_bytes_raw())
    both = SIGNED + line.signature_lines()
    assert len(open_note(both, [vkey(NAME, PUBLIC)], verify).signatures) == 2


@each(
    "data",
    [
        b"",
        b"text\n",
        b"text\n\n",
        SIGNED[:-1],
        SIGNED + b"\n",
        SIGNED + b"- a AAAAAAAA\n",
        SIGNED + "— a AAAA\n".encode(),
        SIGNED + "— a b AAAAAAAA\n".encode(),
        SIGNED + b"\xff\n",
        SIGNED.replace(b"\n\n", b"\n \n"),
    ],
)
def test_what_is_not_spelled_as_a_note_is_refused(data: bytes) -> None:
    with pytest.raises(NoteError):
        parse_note(data)


@each(
    ("text", "message"),
    [
        ("a+b", "vkey: expected name"),
        (PETER.replace("c7", "c8"), "vkey: the key id is not the one of this name and key"),
        (PETER.replace("Peter", "Paul"), "vkey: the key id is not the one"),
        ("a+00000000+AgAA", "vkey: expected an Ed25519 key"),
        ("a+00000000+AQAA", "public key: expected 32 bytes, got 2"),
        ("+00000000+" + PETER.split("+", 2)[2], "key name ''"),
    ],
)
def test_a_key_that_is_not_well_formed_is_refused(text: str, message: str) -> None:
    with pytest.raises(NoteError) as caught:
        parse_vkey(text)
    assert str(caught.value).startswith(message)


def test_a_text_without_its_one_newline_is_not_signed() -> None:
    for text in (b"x", b"x\n\n"):
        with pytest.raises(NoteError, match="exactly one newline"):
            sign_text(text, NAME, KEY.sign, PUBLIC)
    with pytest.raises(NoteError, match="without spaces"):
        VKey("a name", PUBLIC)
