"""A workbook of Excel 97 (XLS), built by hand: BIFF8 records in the one stream of a compound file."""

import struct

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def old_workbook(*rows: list[str | float], name: str = "Old", extra: bytes = b"") -> bytes:
    """The bytes of an XLS of one sheet with these rows, and further records in it."""
    return _compound(_stream(rows, name, extra))


def record(kind: int, body: bytes) -> bytes:
    """One record of the stream."""
    return struct.pack("<HH", kind, len(body)) + body


def _words(text: str, count: str) -> bytes:
    return struct.pack(count, len(text)) + b"\x01" + text.encode("utf-16-le")


def _stream(rows: tuple[list[str | float], ...], name: str, extra: bytes) -> bytes:
    bof = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 6)
    head = record(0x0809, bof) + record(0x0042, struct.pack("<H", 1200))
    length = len(head) + 4 + 6 + len(_words(name, "<B")) + 4
    sheet_at = struct.pack("<IBB", length, 0, 0)
    globals_ = head + record(0x0085, sheet_at + _words(name, "<B")) + record(0x000A, b"")
    body = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 6))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            place = struct.pack("<HHH", row, column, 0)
            if isinstance(cell, str):
                body += record(0x0204, place + _words(cell, "<H"))
            else:
                body += record(0x0203, place + struct.pack("<d", cell))
    return globals_ + body + extra + record(0x000A, b"")


def _compound(stream: bytes) -> bytes:
    stream = stream.ljust(4096, b"\0")
    count = -(-len(stream) // _SECTOR)
    fat = [_FAT, _END, *range(3, 2 + count), _END]
    fat += [_FREE] * (_SECTOR // 4 - len(fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(6) + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    folder = _entry("Root Entry", 5, _END, 0, child=1) + _entry("Workbook", 2, 2, len(stream))
    return (
        header
        + struct.pack("<128I", *fat)
        + folder.ljust(_SECTOR, b"\0")
        + stream.ljust(count * _SECTOR, b"\0")
    )


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    written = name.encode("utf-16-le")
    said = written.ljust(64, b"\0") + struct.pack("<HBBIII", len(written) + 2, kind, 1, _FREE, _FREE, child)
    return said + bytes(36) + struct.pack("<IQ", start, size)
