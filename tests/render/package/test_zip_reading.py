"""The zip read twice: both readings agree on what we write; whatever stands around the members is told."""

import io
import struct
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.each import each

from dualtrack.render.package.plain_zip import Member, ZipWriter, central_record, end_records, local_header
from dualtrack.render.package.zip_reading import Placed, Slice, by_directory, by_headers, framing_faults

FILES = {"a.txt": b"first", "b/c.bin": bytes(range(256)), "d": b""}
names = st.from_regex(r"[a-z]{1,8}(/[a-z]{1,8})?", fullmatch=True)


def written(files: dict[str, bytes]) -> bytes:
    """A zip of small files, by name."""
    out = io.BytesIO()
    writer = ZipWriter(out)
    for name in sorted(files):
        writer.add(Member(name, crc32(files[name]), len(files[name])), (files[name],))
    writer.close()
    return out.getvalue()


def read(data: bytes, placed: Placed) -> bytes:
    with Slice(io.BytesIO(data), placed, lambda _: None) as one:
        return one.read()


def faults(data: bytes) -> list[str]:
    file = io.BytesIO(data)
    return framing_faults(file, by_headers(file))


WHOLE = written(FILES)


# the two readings


@given(st.dictionaries(names, st.binary(max_size=60), max_size=8))
def test_both_readings_find_what_was_written_and_nothing_is_wrong_around_it(files: dict[str, bytes]) -> None:
    data = written(files)
    placed = by_headers(io.BytesIO(data))
    assert by_directory(io.BytesIO(data)) == placed
    assert {one.member.name: read(data, one) for one in placed} == files
    assert framing_faults(io.BytesIO(data), placed) == []


def test_a_member_is_told_with_its_crc_its_size_and_where_its_bytes_begin() -> None:
    first, second, empty = by_headers(io.BytesIO(WHOLE))
    assert first == Placed(Member("a.txt", crc32(b"first"), 5), 35)
    assert second == Placed(Member("b/c.bin", crc32(FILES["b/c.bin"]), 256), 35 + 5 + 37)
    assert (empty.member.crc, empty.member.size) == (0, 0)


def test_an_empty_zip_has_no_members() -> None:
    data = written({})
    assert by_headers(io.BytesIO(data)) == by_directory(io.BytesIO(data)) == ()
    assert faults(data) == []


def test_nothing_at_all_is_no_directory(tmp_path: Path) -> None:
    empty = tmp_path / "empty.zip"
    empty.write_bytes(b"")
    with empty.open("rb") as file:
        assert by_headers(file) == ()
        with pytest.raises(OSError, match="Invalid argument"):
            by_directory(file)


def test_headers_are_walked_as_far_as_they_go_when_the_end_is_cut_off() -> None:
    cut = WHOLE[: WHOLE.rindex(b"PK\x03\x04")]
    assert [one.member.name for one in by_headers(io.BytesIO(cut))] == ["a.txt", "b/c.bin"]
    with pytest.raises(struct.error):
        by_directory(io.BytesIO(cut))


def test_the_directory_is_read_when_a_header_is_spoilt() -> None:
    spoilt = b"XX" + WHOLE[2:]
    assert by_headers(io.BytesIO(spoilt)) == ()
    assert [one.member.name for one in by_directory(io.BytesIO(spoilt))] == list(FILES)


def test_a_name_that_is_not_in_plain_letters_is_not_read() -> None:
    odd = WHOLE.replace(b"a.txt", b"\xff.txt")
    for reading in (by_headers, by_directory):
        with pytest.raises(UnicodeDecodeError):
            reading(io.BytesIO(odd))


# from 4 GiB on, where sizes and places are written wide; the bytes themselves are not made

HUGE = 5 * 2**32
LARGE = Member("a.bin", 7, HUGE)
BEHIND = Member("b.txt", crc32(b"ok"), 2)


class Sparse(io.BytesIO):
    """A file with a hole of zeros of any length, of which nobody makes the bytes."""

    def __init__(self, before: bytes, hole: int, after: bytes) -> None:
        super().__init__()
        self.parts, self.hole, self.at = (before, after), hole, 0

    def seek(self, to: int, how: int = 0) -> int:
        before, after = self.parts
        self.at = to if how == 0 else to + len(before) + self.hole + len(after)
        return self.at

    def read(self, size: int | None = -1) -> bytes:
        before, after = self.parts
        begin = self.at
        if begin < len(before):
            found = before[begin : begin + (size or 0)]
        else:
            inside = begin - len(before) - self.hole
            assert inside >= 0, "the hole is not read"
            found = after[inside:] if size is None or size < 0 else after[inside : inside + size]
        self.at += len(found)
        return found


def large() -> Sparse:
    head = local_header(LARGE)
    offset = len(head) + HUGE
    directory = central_record(LARGE, 0) + central_record(BEHIND, offset)
    behind = local_header(BEHIND) + b"ok"
    end = end_records(2, len(directory), offset + len(behind))
    return Sparse(head, HUGE, behind + directory + end)


def test_sizes_and_places_beyond_four_gigabytes_are_read_by_both() -> None:
    placed = (
        Placed(LARGE, len(local_header(LARGE))),
        Placed(BEHIND, len(local_header(LARGE)) + HUGE + len(local_header(BEHIND))),
    )
    assert by_headers(large()) == placed
    assert by_directory(large()) == placed
    assert framing_faults(large(), placed) == []


def test_a_large_member_behind_a_large_one_has_a_size_and_a_place_of_its_own() -> None:
    size, offset = 6 * 2**32, len(local_header(LARGE)) + HUGE
    other = Member("b.bin", 9, size)
    start = offset + len(local_header(other)) + size
    directory = central_record(LARGE, 0) + central_record(other, offset)
    file = Sparse(b"", start, directory + end_records(2, len(directory), start))
    assert by_directory(file)[1] == Placed(other, offset + len(local_header(other)))


# what stands around the members


def test_a_byte_before_between_or_behind_is_told_with_its_place() -> None:
    second = WHOLE.index(b"PK\x03\x04", 1)
    directory = WHOLE.index(b"PK\x01\x02")
    placed = by_headers(io.BytesIO(WHOLE))
    shifted = WHOLE[:second] + b"\0" + WHOLE[second:]
    assert framing_faults(io.BytesIO(shifted), placed)[0] == f"the header of b/c.bin, byte {second}"
    assert faults(WHOLE + b"\0") == [f"the directory at the end, byte {len(WHOLE)}"]
    assert faults(WHOLE[:-1]) == [f"the directory at the end, byte {len(WHOLE) - 1}"]
    turned = WHOLE[:directory] + b"Q" + WHOLE[directory + 1 :]
    assert faults(turned) == [f"the directory at the end, byte {directory}"]


@each("place", [6, 8, 10, 12])
def test_flags_method_and_dates_of_a_header_are_looked_at(place: int) -> None:
    turned = WHOLE[:place] + b"\x08" + WHOLE[place + 1 :]
    assert faults(turned) == ["the header of a.txt, byte 0"]


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_no_byte_outside_the_content_can_be_another(place: int, by: int) -> None:
    placed = by_headers(io.BytesIO(WHOLE))
    inside = any(one.at <= place < one.at + one.member.size for one in placed)
    turned = bytearray(WHOLE)
    turned[place] ^= by
    assert bool(framing_faults(io.BytesIO(bytes(turned)), placed)) is not inside


def test_members_out_of_order_or_twice_are_told() -> None:
    placed = by_headers(io.BytesIO(WHOLE))
    for wrong in (tuple(reversed(placed)), (placed[0], *placed)):
        told = framing_faults(io.BytesIO(WHOLE), wrong)
        assert told[0] == "the members are not in order, each once"


# one member as a file


def test_a_member_is_read_in_pieces_and_its_crc_told_when_all_were_read() -> None:
    placed = by_headers(io.BytesIO(WHOLE))[1]
    sums: list[int] = []
    with Slice(io.BytesIO(WHOLE), placed, sums.append) as one:
        pieces = [one.read(100), one.read(100)]
        assert sums == []
        pieces.append(one.read(100))
        assert [len(piece) for piece in pieces] == [100, 100, 56]
        assert one.read(100) == b""
    assert b"".join(pieces) == FILES["b/c.bin"]
    assert sums[0] == placed.member.crc


def test_two_members_are_read_in_turn_from_one_file() -> None:
    file = io.BytesIO(WHOLE)
    text, data, _ = by_headers(file)
    one, other = Slice(file, text, lambda _: None), Slice(file, data, lambda _: None)
    assert (one.read(2), other.read(3), one.read(), other.read(2)) == (
        b"fi",
        bytes(range(3)),
        b"rst",
        bytes((3, 4)),
    )


def test_a_size_that_is_a_lie_ends_with_the_file() -> None:
    sums: list[int] = []
    lying = Placed(Member("a.txt", 0, 10**15), 35)
    found = Slice(io.BytesIO(WHOLE), lying, sums.append).read()
    assert found == WHOLE[35:]
    assert sums == [crc32(found)]
    beyond = Slice(io.BytesIO(WHOLE), Placed(Member("a.txt", 0, 5), len(WHOLE) + 100), sums.append)
    assert beyond.read() == b""


def test_an_empty_member_tells_its_crc_as_well() -> None:
    sums: list[int] = []
    assert Slice(io.BytesIO(WHOLE), by_headers(io.BytesIO(WHOLE))[2], sums.append).read() == b""
    assert sums == [0]
