"""The plain zip: what Python's own reader finds in it, and the wide fields from 4 GiB on."""

import io
import zipfile
from zlib import crc32

import pytest
from tests.each import each

from dualtrack.render.package import plain_zip, zip_reading
from dualtrack.render.package.plain_zip import Member, ZipWriter

FILES = {"a.txt": b"first", "b/c.bin": bytes(300), "d": b""}


def written(files: dict[str, bytes]) -> bytes:
    """A zip of small files."""
    out = io.BytesIO()
    writer = ZipWriter(out)
    for name, data in files.items():
        writer.add(Member(name, crc32(data), len(data)), (data[:100], data[100:]))
    writer.close()
    return out.getvalue()


def test_python_reads_what_we_write() -> None:
    with zipfile.ZipFile(io.BytesIO(written(FILES))) as found:
        assert found.testzip() is None
        assert {name: found.read(name) for name in found.namelist()} == FILES


def test_members_are_stored_dated_alike_and_bare() -> None:
    with zipfile.ZipFile(io.BytesIO(written(FILES))) as found:
        for info in found.infolist():
            assert (info.compress_type, info.date_time) == (zipfile.ZIP_STORED, (1980, 1, 1, 0, 0, 0))
            assert (info.extra, info.comment, info.flag_bits, info.external_attr >> 16) == (
                b"",
                b"",
                0,
                0o100644,
            )
        assert found.comment == b""


def test_the_same_files_give_the_same_bytes() -> None:
    assert written(FILES) == written(FILES)


def test_an_empty_zip_is_its_end_record_alone() -> None:
    assert len(written({})) == 22


@each("names", [["b", "a"], ["a", "a"]])
def test_members_out_of_order_are_refused(names: list[str]) -> None:
    writer = ZipWriter(io.BytesIO())
    writer.add(Member(names[0], 0, 0), ())
    with pytest.raises(ValueError, match=f"^{names[1]}: members are written in order, each once$"):
        writer.add(Member(names[1], 0, 0), ())


def test_a_member_that_is_not_as_long_as_announced_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^a: 1 bytes came, 2 were announced$"):
        ZipWriter(io.BytesIO()).add(Member("a", 0, 2), (b"x",))


def test_both_readings_find_the_members() -> None:
    file = io.BytesIO(written(FILES))
    found = zip_reading.by_headers(file)
    assert found == zip_reading.by_directory(file)
    assert [one.member.name for one in found] == list(FILES)
    assert zip_reading.framing_faults(file, found) == []


@pytest.mark.parametrize("limits", [(100, 0xFFFF), (0xFFFFFFFF, 3), (20, 2)])
def test_wide_fields_carry_large_files_and_many(
    monkeypatch: pytest.MonkeyPatch, limits: tuple[int, int]
) -> None:
    monkeypatch.setattr(plain_zip, "LIMIT", limits[0])
    monkeypatch.setattr(plain_zip, "COUNT_LIMIT", limits[1])
    data = written(FILES)
    assert b"PK\x06\x06" in data
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        assert found.testzip() is None
        assert {name: found.read(name) for name in found.namelist()} == FILES
    file = io.BytesIO(data)
    assert zip_reading.by_headers(file) == zip_reading.by_directory(file)
    assert zip_reading.framing_faults(file, zip_reading.by_headers(file)) == []


def test_a_slice_gives_its_own_bytes_and_their_crc() -> None:
    file = io.BytesIO(written(FILES))
    sums: list[int] = []
    with zip_reading.Slice(file, zip_reading.by_headers(file)[1], sums.append) as member:
        assert member.read(100) + member.read() == FILES["b/c.bin"]
    assert sums == [crc32(FILES["b/c.bin"])]


@each(
    ("bend", "fault"),
    [
        (lambda data: data.replace(b"PK\x03\x04\x14", b"PK\x03\x04\x0a", 1), "the header of a.txt, byte 0"),
        (lambda data: data + b"!", "the directory at the end, byte "),
        (
            lambda data: data.replace(b"PK\x01\x02\x14", b"PK\x01\x02\x15", 1),
            "the directory at the end, byte ",
        ),
    ],
)
def test_other_framing_is_named(bend: object, fault: str) -> None:
    file = io.BytesIO(bend(written(FILES)))  # type: ignore[operator]  # a function of bytes
    found = zip_reading.framing_faults(file, zip_reading.by_headers(file))
    assert [text[: len(fault)] for text in found] == [fault]
