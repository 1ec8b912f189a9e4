"""The shipped verifier: Ed25519 against the RFC and another implementation, erasure, an empty ledger."""

import io
from functools import partial

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.each import each
from tests.render.package import samples

from dualtrack.domain.ledger import note, tree
from dualtrack.domain.ledger.canonical import CanonicalError, dumps, strict_loads
from dualtrack.domain.ledger.entry import leaf_hash
from dualtrack.render.package import verify
from dualtrack.render.package.zip_reading import Slice, by_headers

# RFC 8032, section 7.1: public key, message, signature
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]


@each(("public", "message", "signature"), VECTORS)
def test_the_vectors_of_rfc_8032_hold(public: str, message: str, signature: str) -> None:
    key, text, signed = map(bytes.fromhex, (public, message, signature))
    assert verify.signed(key, text, signed)
    assert not verify.signed(key, text + b"x", signed)
    assert not verify.signed(key, text, signed[:-1])


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200), st.integers(0, 511))
@settings(max_examples=30, deadline=None)
def test_it_agrees_with_another_implementation(seed: bytes, message: bytes, bit: int) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = key.public_key().public_bytes_raw(), bytearray(key.sign(message))
    assert verify.signed(public, message, bytes(signature))
    signature[bit // 8] ^= 1 << bit % 8
    try:
        assert not verify.signed(public, message, bytes(signature))
    except (ValueError, AssertionError) as error:
        assert str(error) == "names no point of the curve"  # noqa: PT017 - either way it is refused


def test_a_scalar_beyond_the_order_is_refused() -> None:
    public, message, signature = map(bytes.fromhex, VECTORS[1])
    scalar = int.from_bytes(signature[32:], "little") + verify.ORDER
    assert not verify.signed(public, message, signature[:32] + scalar.to_bytes(32, "little"))


@each("data", [b'{"a": 1}', b'{"a":1,"a":2}', b"1.5", b"NaN", b'"\\u0041"', b"{", b'"\\ud800"'])
def test_it_refuses_what_our_own_reader_refuses(data: bytes) -> None:
    with pytest.raises(CanonicalError):
        strict_loads(data)
    with pytest.raises((ValueError, AssertionError), match=r"."):
        verify.Check({}).check_entry(0, data)


@given(
    st.recursive(st.none() | st.integers() | st.text(alphabet='aé\n"\\\x7f\u2028😀'), st.lists, max_leaves=6)
)
def test_it_reads_what_our_own_writer_writes(value: object) -> None:
    assert verify.WRITE(verify.READ(dumps(value).decode())[0]).encode() == dumps(value)


@each("size", [0, 1, 2, 3, 7, 8, 9, 21])
def test_its_root_is_the_tree_s(size: int) -> None:
    leaves = [leaf_hash(str(number).encode()) for number in range(size)]
    levels = verify.tree_of([leaf.hex() for leaf in leaves])
    for first in range(size + 1):
        assert verify.root_of(levels, 0, first) == tree.root(leaves[:first]).hex()


@each("size", [1, 2, 3, 7, 8, 9, 21, 64])
def test_its_consistency_proofs_are_the_tree_s(size: int) -> None:
    leaves = [leaf_hash(str(number).encode()) for number in range(size)]
    levels = verify.tree_of([leaf.hex() for leaf in leaves])
    for old in range(1, size):
        expected = [step.hex() for step in tree.consistency_proof(leaves, old)]
        assert verify.proof(levels, old, size) == expected


def check(data: bytes) -> verify.Check:
    """The verifier over the bytes of a zip."""
    file = io.BytesIO(data)
    return verify.Check(
        {one.member.name: partial(Slice, file, one, lambda _: None) for one in by_headers(file)}
    )


def package(lines: list[bytes], **changes: object) -> bytes:
    """A package over other lines, all of them disclosed."""
    facts = {
        "lines": lines,
        "leaves": [leaf_hash(line).hex() for line in lines],
        "checkpoint": samples.checkpoint(lines, len(lines)),
        "blobs": [],
        "index": [],
        "earlier": (),
        **changes,
    }
    return samples.sample_zip(**facts)


def test_a_file_that_an_entry_erased_may_be_absent() -> None:
    blob = next(iter(samples.BLOBS))
    erasure = samples.entry(
        1, type="erasure", action="evidence.erase", value={"blobs": [blob], "entries": []}
    )
    assert check(package([samples.entry(0, (blob,)), erasure])).result()["intact"] is True


def test_a_file_that_no_entry_erased_was_taken_away() -> None:
    blob = next(iter(samples.BLOBS))
    found = check(package([samples.entry(0, (blob,)), samples.entry(1)])).result()["problems"]
    assert found == [
        {
            "item": f"blobs/{blob}",
            "kind": "erased_without_entry",
            "detail": "is named by an entry, and no entry erased it",
        }
    ]


def test_a_ledger_without_entries_is_intact() -> None:
    result = check(package([])).result()
    assert (result["intact"], result["size"], result["root"]) == (True, 0, tree.EMPTY_ROOT.hex())


def test_the_answer_has_the_keys_that_others_rely_on() -> None:
    result = check(samples.sample_zip()).result()
    assert {"intact", "size", "root", "newest_anchor", "problems"} <= set(result)
    assert (result["example"], result["interim"], result["newest_anchor"]) == (
        True,
        ["internal audit held"],
        None,
    )
    assert result["shows"]
    assert result["does_not_show"]


def test_a_key_is_read_as_the_ledger_writes_it() -> None:
    key = note.parse_vkey(samples.VKEY)
    assert verify.parse_vkey(samples.VKEY) == (key.name, key.key_id, key.public_key)
    for bent in (samples.VKEY.replace("acme", "acne"), samples.VKEY[:-1], "a+b", ""):
        with pytest.raises((ValueError, AssertionError), match=r"."):
            verify.parse_vkey(bent)
