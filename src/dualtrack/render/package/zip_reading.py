"""Reads a package's zip twice, from its local headers and from its directory, and compares with ours."""

import struct
from collections.abc import Callable
from types import TracebackType
from typing import BinaryIO
from zlib import crc32

from attrs import frozen

from dualtrack.render.package.plain_zip import Member, closing, local_header

_LOCAL = struct.Struct("<IHHHHHIIIHH")
_CENTRAL = struct.Struct("<IHHHHHHIIIHHHHHII")
_END = struct.Struct("<IHHHHIIH")
_WIDE = 0xFFFFFFFF


@frozen
class Placed:
    """A member and where its own bytes begin."""

    member: Member
    at: int


class Slice:
    """The bytes of one member, read as a file; `done` learns their CRC once all were read."""

    def __init__(self, zip_file: BinaryIO, placed: Placed, done: Callable[[int], None]) -> None:
        left = zip_file.seek(0, 2) - placed.at  # a size may be a lie
        self._file, self._at, self._left = zip_file, placed.at, max(0, min(placed.member.size, left))
        self._crc, self._done = 0, done

    def __enter__(self) -> "Slice":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return

    def read(self, size: int = -1) -> bytes:
        """The next bytes, all that are left without a size."""
        self._file.seek(self._at)
        data = self._file.read(self._left if size < 0 else min(size, self._left))
        self._at, self._left = self._at + len(data), self._left - len(data)
        self._crc = crc32(data, self._crc)
        if not self._left:
            self._done(self._crc)
        return data


def by_headers(file: BinaryIO) -> tuple[Placed, ...]:
    """The members, walking from one local header to the next."""
    found: list[Placed] = []
    at = 0
    while True:
        file.seek(at)
        fixed = file.read(_LOCAL.size)
        if len(fixed) < _LOCAL.size or fixed[:4] != b"PK\x03\x04":
            return tuple(found)
        *_, crc, _, size, name_size, extra_size = _LOCAL.unpack(fixed)
        name, extra = file.read(name_size).decode("ascii"), file.read(extra_size)
        if size == _WIDE:
            size = struct.unpack_from("<Q", extra, 4)[0]
        at += _LOCAL.size + name_size + extra_size
        found.append(Placed(Member(name, crc, size), at))
        at += size


def by_directory(file: BinaryIO) -> tuple[Placed, ...]:
    """The members as the central directory lists them."""
    file.seek(-_END.size, 2)
    end = _END.unpack(file.read(_END.size))
    count, start = end[4], end[6]
    if start == _WIDE:
        file.seek(-_END.size - 20 - 56, 2)
        wide = struct.unpack("<IQHHIIQQQQ", file.read(56))
        count, start = wide[7], wide[9]
    file.seek(start)
    found: list[Placed] = []
    for _ in range(count):
        fixed = _CENTRAL.unpack(file.read(_CENTRAL.size))
        crc, size, name_size, extra_size, at = fixed[7], fixed[9], fixed[10], fixed[11], fixed[16]
        name, extra = file.read(name_size).decode("ascii"), file.read(extra_size)
        wides = list(struct.unpack_from(f"<{len(extra) // 8}Q", extra, 4)) if extra else []
        at = wides[-1] if at == _WIDE else at
        size = wides[0] if size == _WIDE else size
        found.append(Placed(Member(name, crc, size), at + len(local_header(Member(name, crc, size)))))
    return tuple(found)


def framing_faults(file: BinaryIO, placed: tuple[Placed, ...]) -> list[str]:
    """Where the bytes around the members are not the ones that our writer writes for these members."""
    members = [one.member for one in placed]
    names = [member.name for member in members]
    faults = [] if names == sorted(set(names)) else ["the members are not in order, each once"]
    at = 0
    for member in members:
        header = local_header(member)
        file.seek(at)
        if file.read(len(header)) != header:
            faults.append(f"the header of {member.name}, byte {at}")
        at += len(header) + member.size
    file.seek(at)
    end = closing(members)
    found = file.read(len(end) + 1)
    if found != end:
        pairs = enumerate(zip(found, end, strict=False))
        first = next((here for here, pair in pairs if pair[0] != pair[1]), min(len(found), len(end)))
        faults.append(f"the directory at the end, byte {at + first}")
    return faults
