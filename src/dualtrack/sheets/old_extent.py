"""Looks into an XLS before it is read: how far its sheets say that they reach, and how far their cells do.

The reader sets memory aside for what a sheet says of itself, so that fourteen wrong bytes would end
the program.
"""

import struct
from collections.abc import Iterator, Sequence

from dualtrack.sheets.limits import MAX_CELLS
from dualtrack.sheets.problem import Code, RefusedError, problem

_LAST = 0xFFFFFFF0  # from here on a number of a sector is a mark
_NAMES = ("workbook", "book")
_SHEET, _END, _DIMENSIONS, _SEVERAL = 0x0085, 0x000A, 0x0200, 0x00BD
_CELLS = frozenset({0x0002, 0x0003, 0x0006, 0x007E, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205})
_CELLS |= {0x0206, 0x027E, 0x0406, _SEVERAL}
_MOST_RECORDS = 3_000_000

Record = tuple[int, bytes]


def check_old(data: bytes) -> None:
    """Refuse a workbook that reaches further than is read, or that cannot be walked through."""
    try:
        left = _MOST_RECORDS
        for stream in _streams(data):
            left = _check(stream, left)
    except (struct.error, IndexError, ValueError) as error:
        raise RefusedError(problem(Code.NOT_WORKBOOK, reason="its parts do not fit together")) from error


def _check(stream: bytes, left: int) -> int:
    """Walk the sheets as the reader does; gives how many more records may be walked."""
    cells = 0
    starts = [struct.unpack_from("<I", body)[0] for kind, body in _records(stream, 0) if kind == _SHEET]
    for start in starts:
        rows = columns = 0
        for kind, body in _records(stream, start):
            left -= 1
            if left < 0:
                raise RefusedError(problem(Code.NOT_WORKBOOK, reason="it has too many records"))
            reach = _reach(kind, body)
            rows, columns = max(rows, reach[0]), max(columns, reach[1])
        cells += rows * columns
        if cells > MAX_CELLS:
            said = {"rows": f"{rows:,}", "columns": f"{columns:,}", "limit": f"{MAX_CELLS:,}"}
            raise RefusedError(problem(Code.TOO_FAR, **said))
    return left


def _reach(kind: int, body: bytes) -> tuple[int, int]:
    if kind == _DIMENSIONS:
        form = "<IIHH" if len(body) >= 12 else "<HHHH"
        _, rows, _, columns = struct.unpack_from(form, body)
        return rows, columns
    if kind not in _CELLS or len(body) < 4:
        return 0, 0
    row, column = struct.unpack_from("<HH", body)
    several = (len(body) - 6) // 6 if kind == _SEVERAL else 1
    return row + 1, column + max(1, several)


def _records(stream: bytes, at: int) -> Iterator[Record]:
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        if kind == _END:
            return
        at += 4 + length


def _streams(data: bytes) -> Iterator[bytes]:
    """The streams of the compound file in which a workbook may stand."""
    shift, mini_shift = struct.unpack_from("<HH", data, 30)
    if shift not in (9, 12) or mini_shift != 6:
        raise IndexError
    folder_at, _, cutoff, mini_at = struct.unpack_from("<IIII", data, 48)
    sectors = _Sectors(data, shift)
    folder = sectors.chain(folder_at)
    entries = [folder[at : at + 128] for at in range(0, len(folder) - 127, 128)]
    root = next((entry for entry in entries if entry[66] == 5), bytes(128))
    for entry in entries:
        length = max(0, struct.unpack_from("<H", entry, 64)[0] - 2)
        if entry[: min(length, 62)].decode("utf-16-le", "replace").casefold() not in _NAMES:
            continue
        start, size = struct.unpack_from("<II", entry, 116)
        if size >= cutoff:
            yield sectors.chain(start)[:size]
            continue
        small = sectors.chain(struct.unpack_from("<I", root, 116)[0])
        table = sectors.chain(mini_at)
        links = struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])
        yield b"".join(small[n << 6 : (n + 1) << 6] for n in _walk(start, links))[:size]


class _Sectors:
    """The sectors of a compound file and how each leads to the next."""

    def __init__(self, data: bytes, shift: int) -> None:
        self._data, self._shift = data, shift
        places = list(struct.unpack_from("<109I", data, 76))
        at, seen = struct.unpack_from("<I", data, 68)[0], 0
        while at < _LAST and seen < len(data) >> shift:
            sector = self._sector(at)
            *more, at = struct.unpack(f"<{len(sector) // 4}I", sector)
            places += more
            seen += 1
        self._links: list[int] = []
        for place in places:
            if place < _LAST:
                sector = self._sector(place)
                self._links += struct.unpack(f"<{len(sector) // 4}I", sector)

    def _sector(self, number: int) -> bytes:
        begin = (number + 1) << self._shift
        found = self._data[begin : begin + (1 << self._shift)]
        return found.ljust(1 << self._shift, b"\0") if found else b""

    def chain(self, start: int) -> bytes:
        """The bytes of a stream from its first sector on."""
        return b"".join(self._sector(number) for number in _walk(start, self._links))


def _walk(at: int, links: Sequence[int]) -> Iterator[int]:
    """Each sector after the other; one that leads back is refused."""
    seen = 0
    while at < _LAST:
        if seen > len(links):
            raise IndexError
        yield at
        at = links[at]
        seen += 1
