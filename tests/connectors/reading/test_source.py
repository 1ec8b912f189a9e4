"""Bytes of a source as UTF-8."""

import io
from pathlib import Path

import pytest
from tests.each import each

from dualtrack.connectors.reading.source import (
    ChunkStream,
    UnreadableError,
    display_name,
    open_binary,
    utf8_chunks,
)

TEXT = '[{"name": "Zürich 𝔸"}]'


@each("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@each("size", [4, 5, 1000])
def test_every_encoding_with_a_mark_becomes_utf_8(encoding: str, size: int) -> None:
    assert b"".join(utf8_chunks(io.BytesIO(TEXT.encode(encoding)), size)).decode() == TEXT


def test_big_endian_utf_16_is_known_by_its_mark() -> None:
    assert b"".join(utf8_chunks(io.BytesIO(b"\xfe\xff" + TEXT.encode("utf-16-be")))).decode() == TEXT


@each(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (TEXT.encode("utf-16-le"), "holds NUL bytes: a binary file, or UTF-16 without its byte order mark"),
        (b"\xff\xfea\x00b", "damaged or cut UTF-16: truncated data"),
    ],
)
def test_reasons(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        list(utf8_chunks(io.BytesIO(content)))
    assert str(caught.value) == reason


def test_chunks_as_a_stream() -> None:
    stream = io.BufferedReader(ChunkStream(iter([b"one\ntw", b"", b"o\n", b"three"])), buffer_size=3)
    assert stream.readlines() == [b"one\n", b"two\n", b"three"]


def test_a_link_inside_its_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "scan.json").write_bytes(b"[]")
    (tmp_path / "latest.json").symlink_to("scan.json")
    with open_binary(tmp_path / "latest.json", within=tmp_path) as stream:
        assert stream.read() == b"[]"


def test_names_for_messages() -> None:
    assert display_name(Path("a/b.json")) == "a/b.json"
    assert display_name(io.BytesIO()) == "-"
