"""The plain zip: stored members, sorted, fixed dates, no extras; the same members give the same bytes."""

import struct
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from attrs import frozen

LIMIT = 0xFFFFFFFF  # beyond it zip64 fields carry sizes and offsets
COUNT_LIMIT = 0xFFFF
_DATE = 0x0021  # 1 January 1980, the first day a zip can name
_FILE_MODE = 0o100644 << 16
_MADE_ON_UNIX = 3 << 8


@frozen
class Member:
    """What the framing says of one file."""

    name: str
    crc: int
    size: int


def local_header(member: Member) -> bytes:
    """The bytes before the file's own."""
    extra, size = b"", member.size
    if member.size >= LIMIT:
        extra, size = struct.pack("<HHQQ", 1, 16, member.size, member.size), 0xFFFFFFFF
    name = member.name.encode("ascii")
    fixed = (0x04034B50, 45 if extra else 20, 0, 0, 0, _DATE, member.crc, size, size, len(name), len(extra))
    return struct.pack("<IHHHHHIIIHH", *fixed) + name + extra


def central_record(member: Member, offset: int) -> bytes:
    """The file's record in the central directory."""
    wide, size, at = b"", member.size, offset
    if member.size >= LIMIT:
        wide, size = struct.pack("<QQ", member.size, member.size), 0xFFFFFFFF
    if offset >= LIMIT:
        wide, at = wide + struct.pack("<Q", offset), 0xFFFFFFFF
    extra = struct.pack("<HH", 1, len(wide)) + wide if wide else b""
    name, version = member.name.encode("ascii"), 45 if wide else 20
    head = (0x02014B50, _MADE_ON_UNIX | version, version, 0, 0, 0, _DATE, member.crc, size, size)
    tail = (len(name), len(extra), 0, 0, 0, _FILE_MODE, at)
    return struct.pack("<IHHHHHHIIIHHHHHII", *head, *tail) + name + extra


def end_records(count: int, size: int, offset: int) -> bytes:
    """What closes the zip, for a central directory of `size` bytes at `offset`."""
    wide = b""
    if count >= COUNT_LIMIT or size >= LIMIT or offset >= LIMIT:
        version = (_MADE_ON_UNIX | 45, 45)
        wide = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, *version, 0, 0, count, count, size, offset)
        wide += struct.pack("<IIQI", 0x07064B50, 0, offset + size, 1)
        count, size, offset = 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF
    return wide + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, size, offset, 0)


def closing(members: Sequence[Member]) -> bytes:
    """The central directory and the end records."""
    records, offset = [], 0
    for member in members:
        records.append(central_record(member, offset))
        offset += len(local_header(member)) + member.size
    directory = b"".join(records)
    return directory + end_records(len(members), len(directory), offset)


class ZipWriter:
    """Writes members one after the other to any file object; sizes and CRC are known before the bytes."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._members: list[Member] = []

    def add(self, member: Member, chunks: Iterable[bytes]) -> None:
        """Write one member; names come in order, each once."""
        if self._members and member.name <= self._members[-1].name:
            raise ValueError(f"{member.name}: members are written in order, each once")
        self._out.write(local_header(member))
        written = 0
        for chunk in chunks:
            self._out.write(chunk)
            written += len(chunk)
        if written != member.size:
            raise ValueError(f"{member.name}: {written} bytes came, {member.size} were announced")
        self._members.append(member)

    def close(self) -> None:
        """Write what closes the zip; the file object stays open."""
        self._out.write(closing(self._members))
