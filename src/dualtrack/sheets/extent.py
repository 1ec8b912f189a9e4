"""Looks into a workbook before it is read: how much it unpacks to, how far it reaches, broken formulas.

The reader holds the whole rectangle that a sheet reaches over, so that two cells in opposite corners would
exhaust the machine; here only the text of the parts is scanned.
"""

import html
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from copy import copy
from io import BytesIO

from attrs import field, frozen

from dualtrack.sheets.cell import column_of
from dualtrack.sheets.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MAX_UNPACKED
from dualtrack.sheets.problem import Code, RefusedError, problem

_CHUNK = 1 << 20
_ATTRIBUTES = rb"""((?:[^>"']++|"[^"]*+"|'[^']*+')*+)"""
_CELL = re.compile(rb"<(?:\w+:)?(row|c)(?=[\s/>])" + _ATTRIBUTES + rb">")
_ROW = re.compile(rb"""<row[^>]*?\sr\s*=\s*["'](\d{1,9})["']""")
_SOME_BROKEN = re.compile(rb"""t\s*=\s*["']e["']""")
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,7})(\d{1,9})["']""")
_BROKEN = re.compile(
    rb"""<(?:\w+:)?c(?=\s)([^>]*?\st\s*=\s*["']e["'][^>]*)>(.{0,9000}?)</(?:\w+:)?c>""", re.DOTALL
)
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]{1,40})<")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s" + _ATTRIBUTES + rb">")
_LINK = re.compile(rb"<(?:\w+:)?Relationship\s" + _ATTRIBUTES + rb">")
_ATTRIBUTE = re.compile(rb"""(?:\w+:)?(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")

Place = tuple[int, int]


@frozen(kw_only=True)
class Extent:
    """How far the content of a sheet reaches, counted from 1, and its formulas that ended in an error."""

    rows: int = 0
    columns: int = 0
    broken: Mapping[Place, str] = field(factory=dict)


def parts_of(data: bytes) -> dict[str, bytes]:
    """Every part of the zip that is XML, unpacked; too much is refused, whatever the zip says of itself."""
    found: dict[str, bytes] = {}
    left = MAX_UNPACKED
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if any(name.endswith("workbook.bin") for name in archive.namelist()):
                raise RefusedError(problem(Code.OLD_BINARY))
            for info in archive.infolist():
                part = _unpacked(archive, info, left)
                left -= len(part)
                if info.filename.endswith((".xml", ".rels")):
                    found[info.filename.lstrip("/")] = part
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise RefusedError(problem(Code.NOT_WORKBOOK, reason=error)) from error
    except RuntimeError as error:  # zipfile's word for an encrypted part
        raise RefusedError(problem(Code.LOCKED)) from error
    return found


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int) -> bytes:
    """The whole part: its declared size may be a lie, so it is set aside and what comes is counted."""
    honest = copy(info)
    honest.file_size = 1 << 62
    pieces: list[bytes] = []
    with archive.open(honest) as stream:
        while piece := stream.read(_CHUNK):
            left -= len(piece)
            if left < 0:
                raise RefusedError(problem(Code.UNPACKS_TOO_LARGE, limit=f"{MAX_UNPACKED:,}"))
            pieces.append(piece)
    return b"".join(pieces)


def extents(parts: Mapping[str, bytes]) -> dict[str, Extent]:
    """The extent of each sheet of an XLSX by its name."""
    links = {
        each["Id"]: each["Target"]
        for each in _attributes(_LINK, parts.get("xl/_rels/workbook.xml.rels", b""))
        if "Id" in each and "Target" in each
    }
    found: dict[str, Extent] = {}
    for each in _attributes(_SHEET, parts.get("xl/workbook.xml", b"")):
        target = links.get(each.get("id", ""), "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in parts and "name" in each:
            found[each["name"]] = extent(parts[path])
    return found


def _attributes(tag: re.Pattern[bytes], part: bytes) -> Iterator[dict[str, str]]:
    for match in tag.finditer(part):
        yield {
            name.decode(): html.unescape((one or two).decode("utf-8", "replace"))
            for name, one, two in _ATTRIBUTE.findall(match[1])
        }


def extent(part: bytes) -> Extent:
    """How far the content of one sheet reaches at most; exact only where that is more than is read."""
    rows, columns = _about(part)
    if rows * columns > MAX_CELLS:
        rows, columns = _exact(part)
    return Extent(rows=rows, columns=columns, broken=_broken(part) if _SOME_BROKEN.search(part) else {})


def _about(part: bytes) -> Place:
    """A quick upper bound, by the rows alone and one search for a cell that stands further right or below."""
    far = MAX_ROWS + 1, MAX_COLUMNS
    cells = part.count(b"<c ") + part.count(b"<c>") + part.count(b"<c/>") + part.count(b":c ")
    if cells != part.count(b'<c r="') or b":c>" in part or b":c/>" in part:
        return far
    rows = max(map(int, _ROW.findall(part)), default=0)
    columns = min(MAX_COLUMNS, MAX_CELLS // max(rows, 1))
    further = [rb"[A-Za-z]++(?:" + _more_than(rows) + rb")", rb"[A-Za-z]{4}"]
    if columns < 26:
        return far
    if columns < 702:
        columns = columns // 26 * 26
        first = chr(64 + columns // 26).encode()  # the first letter of the pairs that stand further right
        further += [rb"[A-Za-z]{3}", b"[" + first + b"-Z][A-Za-z]", rb"[a-z]"]
    elif columns < MAX_COLUMNS:
        columns = 702
        further.append(rb"[A-Za-z]{3}")
    if re.search(rb'<c r="(?:' + b"|".join(further) + rb")", part):
        return far
    return (rows, columns) if rows * columns <= MAX_CELLS else far


def _more_than(number: int) -> bytes:
    """A pattern for every number that is larger, so that no cell says another row than the one it is in."""
    digits = str(number)
    larger = [
        f"{digits[:place]}[{int(digit) + 1}-9]" + r"\d" * (len(digits) - place - 1)
        for place, digit in enumerate(digits)
        if digit != "9"
    ]
    return "|".join([rf"\d{{{len(digits) + 1}}}", *larger]).encode()


def _exact(part: bytes) -> Place:
    """The same over cells that hold something, as styles alone often reach to the last row."""
    rows = columns = row = column = 0
    for tag in _CELL.finditer(part):
        place = _PLACE.search(tag[2])
        if tag[1] == b"row":
            row = int(place[2]) if place else row + 1
            column = 0
            continue
        column += 1
        if place and place[1]:
            row, column = int(place[2]), column_of(place[1].decode()) + 1
        if not tag[2].endswith(b"/"):
            rows, columns = max(rows, row), max(columns, column)
    return rows, columns


def _broken(part: bytes) -> dict[Place, str]:
    found: dict[Place, str] = {}
    for tag in _BROKEN.finditer(part):
        place, value = _PLACE.search(tag[1]), _VALUE.search(tag[2])
        if place and place[1] and not tag[1].endswith(b"/"):
            said = value[1].decode("utf-8", "replace") if value else "#ERROR!"
            found[int(place[2]) - 1, column_of(place[1].decode())] = said
    return found
