"""A package that somebody zipped again: its framing is named, and what its files hold is judged as it is."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from tests.each import each
from tests.render.package import samples

from dualtrack.render.package import unpacking
from dualtrack.render.package.check import FRAMING, check_package

BLOB = f"blobs/{next(iter(samples.BLOBS))}"
DEFLATED = zipfile.ZIP_DEFLATED


def files() -> dict[str, bytes]:
    """The files of the sample package."""
    with zipfile.ZipFile(io.BytesIO(samples.sample_zip())) as found:
        return {name: found.read(name) for name in found.namelist()}


def again(parts: dict[str, bytes], method: int = DEFLATED, folders: tuple[str, ...] = ()) -> bytes:
    """The files as another program zips them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name in folders:
            made.writestr(f"{name}/", b"")
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


def problems(tmp_path: Path, data: bytes) -> dict[str, tuple[str, str]]:
    """Kind and detail by item, and that nothing is shown."""
    (tmp_path / "p.zip").write_bytes(data)
    answer: dict[str, Any] = check_package(tmp_path / "p.zip")
    assert (answer["intact"], answer["shows"], answer["not_ours"]) == (False, [], [])
    return {row["item"]: (row["kind"], row["detail"]) for row in answer["problems"]}


def framed(told: str) -> dict[str, tuple[str, str]]:
    """The one problem of a package that was zipped again."""
    detail = (
        f"is not as a package is written ({told}): another program zipped it again, or something was put"
        " around it; what its files hold was checked all the same"
    )
    return {FRAMING: ("changed", detail)}


def test_a_package_that_was_compressed_again_is_framed_otherwise_and_no_more(tmp_path: Path) -> None:
    parts = files()
    count = len(parts)
    assert problems(tmp_path, again(parts)) == framed(f"files compressed: {count}")
    told = f"files compressed: {count}; folders listed: 2; files not in order: 1"
    data = again(parts, folders=("blobs", "documents"))
    assert problems(tmp_path, data) == framed(told)


@each("before", [b"x", b"#!/bin/sh\n" * 40])
def test_bytes_before_the_zip_are_counted_and_nothing_else_is_accused(tmp_path: Path, before: bytes) -> None:
    data = before + samples.sample_zip()
    assert problems(tmp_path, data) == framed(f"bytes before the first file: {len(before)}")


def test_what_was_changed_in_it_is_named_beside_its_framing(tmp_path: Path) -> None:
    parts = files()
    bent = {**parts, BLOB: b"another review\n", "stray.txt": b"x"}
    del bent["index.html"]
    found = problems(tmp_path, again(bent))
    assert {item: kind for item, (kind, _) in found.items()} == {
        BLOB: "changed", "stray.txt": "extra", "index.html": "missing", FRAMING: "changed"
    }  # fmt: skip


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_twice_is_counted(tmp_path: Path) -> None:
    out = io.BytesIO(again(files()))
    with zipfile.ZipFile(out, "a", DEFLATED) as made:
        made.writestr("vkey", files()["vkey"])
    told = f"files compressed: {len(files()) + 1}; files twice: 1"
    assert problems(tmp_path, out.getvalue()) == framed(told)


def test_a_file_that_is_damaged_in_the_zip_is_named(tmp_path: Path) -> None:
    data = bytearray(again(files()))
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        info = held.getinfo("entries.jsonl")
    data[info.header_offset + 30 + len("entries.jsonl") + info.compress_size // 2] ^= 0xFF
    found = problems(tmp_path, bytes(data))
    assert found["entries.jsonl"] == ("changed", "cannot be unpacked: it is damaged in the zip")
    assert FRAMING in found


def test_a_way_of_compressing_that_is_not_read_is_told(tmp_path: Path) -> None:
    parts = files()
    out = io.BytesIO(again(parts))
    with zipfile.ZipFile(out, "a") as made:
        made.writestr("documents/more.pdf", b"x" * 900, zipfile.ZIP_BZIP2)
    found = problems(tmp_path, out.getvalue())
    assert found["documents/more.pdf"][1].startswith("is encrypted, or compressed in a way that is not read")
    assert set(found) == {"documents/more.pdf", FRAMING}


def test_a_zip_that_unpacks_to_far_more_than_a_package_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "AT_LEAST", 1 << 20)
    bomb = again({**files(), "zeros": bytes(8 << 20)})
    assert len(bomb) < 1 << 16
    found = problems(tmp_path, bomb)
    assert found["zeros"] == (
        "changed", "is not unpacked: the zip would unpack to far more than a package does"
    )  # fmt: skip
    assert set(found) == {"zeros", FRAMING}


def test_no_more_is_read_than_the_directory_announces(tmp_path: Path) -> None:
    data = again({**files(), "zeros": bytes(1 << 20)})
    at = data.rindex(b"zeros") - 46 + 24  # the size in the directory
    lying = data[:at] + (10).to_bytes(4, "little") + data[at + 4 :]
    found = unpacking.unpacked(io.BytesIO(lying))
    assert found is not None
    with found.openers["zeros"]() as content:
        assert len(content.read()) <= 10
    assert found.unread == {"zeros": "cannot be unpacked: it is damaged in the zip"}


@each("data", [b"", b"PK", b"PK\x05\x06" + bytes(10), bytes(100)])
def test_what_is_no_zip_is_not_read(data: bytes) -> None:
    assert unpacking.unpacked(io.BytesIO(data)) is None
