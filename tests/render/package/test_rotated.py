"""A package of a ledger whose signing key was changed: old keys lead to the new one, nothing else does."""

import io
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.render.package import samples
from tests.render.package.samples import KEY, LATER, NAME, ROTATED_AT
from tests.render.package.test_tamper import drawn, drill

from dualtrack.domain.ledger import note
from dualtrack.domain.ledger.entry import leaf_hash, stub_line
from dualtrack.domain.ledger.rotation import Rotation, sign_rotation
from dualtrack.render.package import verify
from dualtrack.render.package.check import check_package
from dualtrack.render.package.zip_reading import Slice, by_headers

STRANGE = Ed25519PrivateKey.from_private_bytes(bytes([9]) * 32)
STRANGE_VKEY = note.vkey(NAME, STRANGE.public_key().public_bytes_raw())
SIGNED = cache(verify.signed)


@pytest.fixture(autouse=True)
def remembered_signatures(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same signatures are checked many times over: work each out once."""
    monkeypatch.setattr(verify, "signed", SIGNED)


def answer(data: bytes, **given: Any) -> dict[str, Any]:
    """What the verifier says of a package."""
    file = io.BytesIO(data)
    files = {one.member.name: partial(Slice, file, one, lambda _: None) for one in by_headers(file)}
    result: dict[str, Any] = verify.Check(files, **given).result()
    return result


def found(data: bytes, **given: Any) -> list[tuple[str, str]]:
    """Item and kind of each problem."""
    return [(row["item"], row["kind"]) for row in answer(data, **given)["problems"]]


def test_the_package_of_a_changed_key_is_intact() -> None:
    result = answer(samples.rotated_zip())
    assert (result["problems"], result["vkey"], result["origin"]) == ([], samples.LATER_VKEY, NAME)


@pytest.mark.parametrize("vkey", [samples.VKEY, samples.LATER_VKEY])
def test_whoever_holds_an_earlier_key_or_the_newest_accepts_it(vkey: str) -> None:
    assert found(samples.rotated_zip(), given=vkey) == []


def test_a_key_that_does_not_lead_here_is_refused() -> None:
    problems = answer(samples.rotated_zip(), given=STRANGE_VKEY)["problems"]
    assert problems == [
        {
            "item": "vkey",
            "kind": "signature",
            "detail": "is not the key that you hold, nor announced by it",
        }
    ]


def test_a_checkpoint_of_either_key_is_an_anchor() -> None:
    lines = samples.rotated_lines()
    held = [("old", samples.checkpoint(lines, 5)), ("new", samples.checkpoint(lines, 9, LATER))]
    result = answer(samples.rotated_zip(), held=held)
    assert (result["problems"], result["newest_anchor"]) == ([], 9)
    assert answer(samples.rotated_zip(), held=held[:1])["newest_anchor"] == 5


@pytest.mark.parametrize(
    ("size", "key"), [(7, KEY), (11, KEY), (5, LATER), (ROTATED_AT, LATER), (9, STRANGE), (3, STRANGE)]
)
def test_a_key_signs_no_head_of_another_s(size: int, key: Ed25519PrivateKey) -> None:
    held = samples.checkpoint(samples.rotated_lines(), size, key)
    assert found(samples.rotated_zip(), held=[("mine", held)]) == [("mine", "signature")]


def sealed_by(key: Ed25519PrivateKey, lines: list[bytes], /, **changes: object) -> bytes:
    """The package as somebody with that key would seal it."""
    vkey = note.vkey(NAME, key.public_key().public_bytes_raw())
    checkpoint = samples.checkpoint(lines, len(lines), key)
    facts = {"vkey": vkey, "signer": key.sign, "checkpoint": checkpoint, "earlier": (), **changes}
    return samples.rotated_zip(lines, **facts)


def test_a_newest_key_that_nobody_announced_is_named() -> None:
    assert found(sealed_by(STRANGE, samples.rotated_lines())) == [("vkey", "signature")]


def test_a_package_sealed_by_the_old_key_after_its_change_is_named() -> None:
    assert found(sealed_by(KEY, samples.rotated_lines())) == [("vkey", "signature")]


def test_an_old_key_is_not_accepted_where_the_change_is_withheld() -> None:
    lines = samples.rotated_lines()
    stubs = [line if at in (2, 5, 8) else stub_line(leaf_hash(line)) for at, line in enumerate(lines)]
    hidden = sealed_by(LATER, lines, lines=stubs)
    assert found(hidden) == []
    assert found(hidden, given=samples.VKEY) == [("vkey", "signature")]


def _note(size: int, old: Ed25519PrivateKey, new: Ed25519PrivateKey, *signers: Ed25519PrivateKey) -> bytes:
    """A rotation with these words, signed by those."""
    keys = [note.VKey(NAME, key.public_key().public_bytes_raw()) for key in (old, new)]
    rotation = Rotation(head=samples.head(samples.sample_lines(), size), old=keys[0], new=keys[1])
    first, second = signers or (old, new)
    return sign_rotation(rotation, first.sign, second.sign)


BENT = {
    "signed by the new key alone": lambda: _note(ROTATED_AT, KEY, LATER, LATER, LATER),
    "signed by the old key alone": lambda: _note(ROTATED_AT, KEY, LATER, KEY, KEY),
    "over an earlier head": lambda: _note(4, KEY, LATER),
    "over another head": lambda: samples.rotation_note([samples.entry(9)] * 11),
    "with one signature": lambda: b"\n".join(_note(ROTATED_AT, KEY, LATER).split(b"\n")[:-2]) + b"\n",
    "with one more": lambda: _note(ROTATED_AT, KEY, LATER) + b"\xe2\x80\x94 acme.example AAAAAAAA\n",
    "no note": lambda: b"no note",
    "a plain checkpoint": lambda: samples.checkpoint(samples.sample_lines(), ROTATED_AT),
}  # fmt: skip


@pytest.mark.parametrize("bent", BENT)
def test_a_change_that_is_not_as_it_should_be_is_named(bent: str) -> None:
    lines = samples.rotated_lines(BENT[bent]())
    kind = "inconsistent" if bent == "over another head" else "signature"
    assert found(sealed_by(LATER, lines)) == [(f"entry {ROTATED_AT}", kind)]


def test_a_second_change_must_follow_the_first() -> None:
    lines = samples.rotated_lines()
    told = Rotation(
        head=samples.head(lines, 9),
        old=note.VKey(NAME, STRANGE.public_key().public_bytes_raw()),
        new=note.parse_vkey(samples.LATER_VKEY),
    )
    lines[9] = samples.rotation_entry(9, sign_rotation(told, STRANGE.sign, LATER.sign))
    shown = [line if at in (2, 5, 6, 8, 9) else stub_line(leaf_hash(line)) for at, line in enumerate(lines)]
    assert found(sealed_by(LATER, lines, lines=shown)) == [("entry 9", "signature")]


def test_words_about_a_key_in_another_entry_are_no_change_of_it() -> None:
    lines = samples.sample_lines()
    value = {"note": "x", "text": '"type":"key_rotation","v":1,', "type": "key_rotation", "v": 1}
    lines[3] = samples.entry(3, value=value)
    zipped = samples.sample_zip(
        checkpoint=samples.checkpoint(lines, 11),
        leaves=[leaf_hash(line).hex() for line in lines],
        lines=lines,
        earlier=(),
    )
    assert found(zipped) == []


def test_any_flipped_bit_is_detected_and_its_item_named(tmp_path: Path) -> None:
    whole = samples.rotated_zip()
    start = whole.index(b'"type":"key_rotation"')
    near = range(start - 900, start + 900, 13)
    offsets = [drawn(number) % len(whole) for number in range(120)]
    assert drill(whole, [*near, *offsets], tmp_path / "p.zip") == []


def test_the_command_line_s_check_says_the_same(tmp_path: Path) -> None:
    path = tmp_path / "p.zip"
    path.write_bytes(samples.rotated_zip())
    assert check_package(path, samples.VKEY)["intact"] is True
    assert check_package(path, STRANGE_VKEY)["intact"] is False
