"""Packages that somebody bent: whatever came, item and kind are named, and nothing is raised."""

import io
import re
import struct
import zipfile
from base64 import b64encode
from collections.abc import Callable
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from tests.each import each
from tests.render.package import samples

from dualtrack.domain.ledger import canonical, note, tree
from dualtrack.domain.ledger.entry import leaf_hash
from dualtrack.render.package import verify
from dualtrack.render.package.check import FRAMING, check_package
from dualtrack.render.package.plain_zip import Member, ZipWriter
from dualtrack.render.package.zip_reading import by_directory, by_headers

BLOB = f"blobs/{next(iter(samples.BLOBS))}"
SIGNED = cache(verify.signed)
KINDS = {"changed", "missing", "extra", "reordered", "signature", "inconsistent", "rolled_back"}
KINDS |= {"erased_without_entry"}
NAMES = ("FORMAT.md", "checkpoint", "entries.jsonl", "index.csv", "index.html", "leaves", "manifest.json",
         "manifest.sig", "verify.py", "vkey", "consistency/000000000004", BLOB)  # fmt: skip
JUNK = (b"", b"\n", b"\n\n", b"\0" * 64, b"\xff\xfe\xfd", b"{}\n", b"[]\n", b"null\n", b"#\n",
        b"\xe2\x80\x94 x y\n", b"a" * 5000, b"[" * 50_000)  # fmt: skip
# Each detail is a sentence of ours about the item, and no error of Python's.
OURS = re.compile(
    r"(is|are|has|holds|do|does|names) (no|not|another|by|in) [\w., /-]+$"
    r"|is (not )?signed by |has the |is named by"
)


@pytest.fixture(autouse=True)
def remembered_signatures(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same signatures are checked many times over: work each out once."""
    monkeypatch.setattr(verify, "signed", SIGNED)


def files() -> dict[str, bytes]:
    """The files of the sample package."""
    with zipfile.ZipFile(io.BytesIO(samples.sample_zip())) as found:
        return {name: found.read(name) for name in found.namelist()}


def answer(parts: dict[str, bytes], **given: Any) -> dict[str, Any]:
    """What the verifier says of an unzipped package."""
    result: dict[str, Any] = verify.Check(
        {name: partial(io.BytesIO, data) for name, data in parts.items()}, **given
    ).result()
    return result


def found(parts: dict[str, bytes], **given: Any) -> set[tuple[str, str]]:
    """Item and kind of each problem."""
    return {(row["item"], row["kind"]) for row in answer(parts, **given)["problems"]}


def sealed(parts: dict[str, bytes], **changes: object) -> dict[str, bytes]:
    """The same as somebody with the key would seal it: a manifest over what is there."""
    manifest: Any = canonical.strict_loads(parts["manifest.json"][:-1])
    others = {name: data for name, data in parts.items() if name not in ("manifest.json", "manifest.sig")}
    manifest["files"] = [
        {"path": name, "sha256": sha256(data).hexdigest(), "size": len(data)}
        for name, data in sorted(others.items())
    ]
    manifest |= changes
    written = canonical.dumps(manifest) + b"\n"
    text = f"{sha256(written).hexdigest()}  manifest.json\n".encode()
    seal = note.sign_text(text, samples.NAME, samples.KEY.sign, samples.PUBLIC).to_bytes()
    return {**others, "manifest.json": written, "manifest.sig": seal}


def signed_checkpoint(text: bytes) -> bytes:
    """A note with these words, signed with the right key."""
    return note.sign_text(text, samples.NAME, samples.KEY.sign, samples.PUBLIC).to_bytes()


@each("junk", JUNK, ids=lambda junk: repr(junk[:8]))
@each("name", NAMES)
def test_junk_in_place_of_a_file_is_named(name: str, junk: bytes) -> None:
    problems = found({**files(), name: junk})
    named = {item for item, _ in problems}
    assert name in named or (name == "entries.jsonl" and named)
    assert {kind for _, kind in problems} <= KINDS
    details = {row["detail"] for row in answer({**files(), name: junk})["problems"]}
    assert {one for one in details if not OURS.match(one)} == set()


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_is_away_is_named(name: str) -> None:
    parts = files()
    del parts[name]
    assert name in {item for item, _ in found(parts)}


def test_a_package_of_nothing_is_not_intact() -> None:
    result = answer({})
    assert result["intact"] is False
    assert result["shows"] == []
    assert (result["size"], result["root"]) == (0, "")


@frozen
class Bent:
    """A change that its maker sealed, and what must be said of it."""

    name: str
    change: Callable[[bytes], bytes]
    expected: tuple[str, str]


def _checkpoint(size: int, root: str) -> Callable[[bytes], bytes]:
    return lambda _: signed_checkpoint(f"acme.example\n{size}\n{root}\n".encode())


ROOT = note.parse_note(samples.checkpoint(samples.sample_lines(), 11)).checkpoint().root
WRITTEN_ROOT = b64encode(ROOT).decode()
SEALED = (
    Bent("checkpoint", _checkpoint(99, WRITTEN_ROOT), ("leaves", "inconsistent")),
    Bent("checkpoint", _checkpoint(10, WRITTEN_ROOT), ("leaves", "inconsistent")),
    Bent("checkpoint", _checkpoint(11, "!"), ("checkpoint", "signature")),
    Bent("checkpoint", _checkpoint(0, "!"), ("checkpoint", "signature")),
    Bent("checkpoint", _checkpoint(11, "AAAA"), ("leaves", "inconsistent")),
    Bent("checkpoint", lambda _: signed_checkpoint(b"one line\n"), ("checkpoint", "signature")),
    Bent("checkpoint", lambda _: signed_checkpoint(b"o\nmany\nAAAA\n"), ("checkpoint", "signature")),
    Bent("leaves", lambda old: old[65:], ("leaves", "inconsistent")),
    Bent("leaves", lambda old: b"zz" + old[2:], ("leaves", "changed")),
    Bent("leaves", lambda old: old + old[:65], ("leaves", "changed")),
    Bent("entries.jsonl", lambda old: old.split(b"\n", 1)[1], ("entry 0", "missing")),
    Bent("entries.jsonl", lambda old: old + b"#" + b"0" * 64 + b"\n", ("entry 11", "extra")),
    Bent("entries.jsonl", lambda old: old.replace(b"/EV-3", b"/EV-4"), ("entry 3", "changed")),
    Bent("index.csv", lambda old: old.replace(b"ledger_seq", b"ledger"), ("index.csv", "changed")),
    Bent("index.csv", lambda old: old.replace(b",no,2", b",no,x"), ("index.csv", "changed")),
    Bent("index.csv", lambda old: old.replace(b",no,2", b",no,99"), ("index.csv row 1", "inconsistent")),
    Bent("index.csv", lambda old: old.replace(b",no,5", b",no,-1"), ("index.csv row 2", "inconsistent")),
    Bent("index.csv", lambda _: b"\xff", ("index.csv", "changed")),
    Bent("consistency/000000000004", lambda _: b"", ("consistency/000000000004", "signature")),
    Bent(
        "consistency/000000000004",
        lambda _: b"old 4\n\n" + samples.checkpoint([samples.entry(9)], 1),
        ("consistency/000000000004", "inconsistent"),
    ),
    Bent(
        "consistency/000000000004",
        lambda _: b"old 4\n\n" + signed_checkpoint(f"acme.example\n12\n{WRITTEN_ROOT}\n".encode()),
        ("consistency/000000000004", "rolled_back"),
    ),
    Bent(BLOB, lambda _: b"other", (BLOB, "changed")),
)


def _is_entry(item: str) -> bool:
    return item.startswith("entry ")


@each("bent", SEALED, ids=lambda bent: f"{bent.name}-{bent.expected[1]}")
def test_what_the_maker_itself_sealed_is_checked_all_the_same(bent: Bent) -> None:
    parts = files()
    changed = bent.change(parts[bent.name])
    assert changed != parts[bent.name]
    problems = found(sealed({**parts, bent.name: changed}))
    assert bent.expected in problems
    of_two = {"checkpoint", "leaves"} if bent.name == "checkpoint" else set()  # it fits neither its manifest
    assert {item for item, _ in problems if not _is_entry(item)} <= {bent.expected[0], *of_two}
    assert (("checkpoint", "inconsistent") in problems) is (
        bent.expected == ("leaves", "inconsistent") and bool(of_two)
    )


def test_resealing_alone_changes_nothing() -> None:
    assert found(sealed(files())) == set()


def test_a_blob_that_no_entry_names_is_said_even_if_it_is_listed() -> None:
    data = b"smuggled"
    name = f"blobs/{sha256(data).hexdigest()}"
    assert found(sealed({**files(), name: data})) == {(name, "changed")}


@pytest.mark.parametrize("manifest", [b"[]", b"1", b'"x"', b"null", b'{"files":1}', b'{"files":[{}]}'])
def test_a_manifest_of_another_shape_is_named(manifest: bytes) -> None:
    text = sha256(manifest + b"\n").hexdigest() + "  manifest.json\n"
    seal = note.sign_text(text.encode(), samples.NAME, samples.KEY.sign, samples.PUBLIC).to_bytes()
    parts = {**files(), "manifest.json": manifest + b"\n", "manifest.sig": seal}
    assert ("manifest.json", "changed") in found(parts)


def test_a_signature_by_two_is_refused_as_no_single_line() -> None:
    parts = files()
    line = parts["checkpoint"].rpartition(b"\n\n")[2]
    assert ("checkpoint", "changed") in found({**parts, "checkpoint": parts["checkpoint"] + line})


# The zip around it


def zipped(tmp_path: Path, data: bytes) -> dict[str, Any]:
    """What checking the zip says."""
    path = tmp_path / "p.zip"
    path.write_bytes(data)
    return check_package(path)


def items(result: dict[str, Any]) -> list[str]:
    return [row["item"] for row in result["problems"]]


def rewritten(parts: dict[str, bytes]) -> bytes:
    """A zip as our writer frames it, in the order given."""
    out = io.BytesIO()
    writer = ZipWriter(out)
    for name, data in parts.items():
        writer.add(Member(name, zipfile.crc32(data), len(data)), (data,))
    writer.close()
    return out.getvalue()


def by_python(parts: list[tuple[str, bytes]], **how: int) -> bytes:
    """A zip as Python writes it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", **how) as made:  # type: ignore[call-overload]  # the way of compressing
        for name, data in parts:
            made.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def test_our_framing_written_again_is_intact(tmp_path: Path) -> None:
    assert rewritten(files()) == samples.sample_zip()
    assert zipped(tmp_path, rewritten(files()))["intact"] is True


@pytest.mark.parametrize("kept", [0, 1, 21, 22, 100, 5000, -1, -22, -23])
def test_a_truncated_zip_is_not_intact(tmp_path: Path, kept: int) -> None:
    result = zipped(tmp_path, samples.sample_zip()[:kept])
    assert result["intact"] is False
    assert FRAMING in items(result)


@pytest.mark.parametrize("more", [b"\0", b"PK", b"PK\x05\x06" + bytes(18), b"#!/bin/sh\n"])
def test_an_appended_zip_is_not_intact(tmp_path: Path, more: bytes) -> None:
    result = zipped(tmp_path, samples.sample_zip() + more)
    assert items(result) == [FRAMING]


def test_the_same_files_framed_by_another_program_are_said_to_be_framed_otherwise(tmp_path: Path) -> None:
    assert items(zipped(tmp_path, by_python(list(files().items())))) == [FRAMING]


def test_members_in_another_order_are_named(tmp_path: Path) -> None:
    result = zipped(tmp_path, by_python(list(files().items())[::-1]))
    assert items(result) == [FRAMING]
    assert "not in order" in result["problems"][0]["detail"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("first", [True, False])
def test_a_member_twice_is_named_whichever_a_reader_would_take(tmp_path: Path, first: bool) -> None:
    other = ("FORMAT.md", b"other words")
    parts = list(files().items())
    result = zipped(tmp_path, by_python([other, *parts] if first else [*parts, other]))
    assert result["intact"] is False
    assert FRAMING in items(result)


def test_a_compressed_member_is_never_taken_for_stored(tmp_path: Path) -> None:
    result = zipped(tmp_path, by_python(list(files().items()), compression=zipfile.ZIP_DEFLATED))
    assert result["intact"] is False


def test_a_directory_that_lists_less_than_the_headers_is_named(tmp_path: Path) -> None:
    parts = files()
    whole, fewer = rewritten(parts), rewritten({n: d for n, d in parts.items() if n != "vkey"})
    start = whole.index(b"PK\x01\x02")
    hidden = whole[:start] + fewer[fewer.index(b"PK\x01\x02") :]
    assert items(zipped(tmp_path, hidden)) == [FRAMING]


@pytest.mark.parametrize("size", [0xFFFFFFFE, 1 << 40, (1 << 63) - 1, (1 << 64) - 1])
def test_a_size_that_is_a_lie_is_no_error_of_ours(tmp_path: Path, size: int) -> None:
    data = b"x"
    name = b"vkey"
    wide = struct.pack("<HHQQ", 1, 16, size, size) if size > 0xFFFFFFFE else b""
    short = 0xFFFFFFFF if wide else size
    head = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 0, 0, 0x21, 0, short, short, len(name), len(wide))
    result = zipped(tmp_path, head + name + wide + data + bytes(60))
    assert result["intact"] is False
    assert FRAMING in items(result)


@pytest.mark.parametrize("field", range(42))
def test_no_byte_of_the_directory_s_end_can_raise(tmp_path: Path, field: int) -> None:
    data = bytearray(samples.sample_zip())
    data[-1 - field] ^= 0xFF
    assert FRAMING in items(zipped(tmp_path, bytes(data)))


def test_both_readings_of_an_intact_zip_agree() -> None:
    file = io.BytesIO(samples.sample_zip())
    assert by_headers(file) == by_directory(file)


def test_an_empty_ledger_has_the_root_of_nothing() -> None:
    assert verify.root_of(verify.tree_of([]), 0, 0) == tree.EMPTY_ROOT.hex()
    assert verify.root_of(verify.tree_of([leaf_hash(b"x").hex()]), 0, 1) == leaf_hash(b"x").hex()
