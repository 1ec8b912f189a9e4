"""Reads XLSX, XLS and ODS: values of formulas, days as days, merges filled down; nothing is executed."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from dualtrack.sheets.cell import Area, Cell, Row, Sheet, letter, trimmed
from dualtrack.sheets.extent import Extent, extents, parts_of
from dualtrack.sheets.limits import MAX_CELL, MAX_CELLS, MAX_COLUMNS, MAX_OLD_BYTES, MAX_ROWS
from dualtrack.sheets.old_extent import check_old
from dualtrack.sheets.open_document import Reach, reaches
from dualtrack.sheets.problem import Code, Problem, RefusedError, problem

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

ZIP, OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FORMULA_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#ERROR!"})


def is_workbook(data: bytes) -> bool:
    """Whether the bytes begin as a workbook does."""
    return data.startswith((ZIP, OLD))


def broken_formula(cell: Cell) -> bool:
    """Whether the cell is what a formula leaves that could not be worked out."""
    return isinstance(cell, str) and cell in _FORMULA_ERRORS


def read_workbook(data: bytes) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """Every sheet that can be read, hidden ones marked, and what is wrong with the others."""
    known: Mapping[str, Extent] = {}
    tables: list[Reach] = []
    if data.startswith(ZIP):
        parts = parts_of(data)
        known = extents(parts)
        tables = reaches(parts["content.xml"]) if "content.xml" in parts else []
        for table in tables:
            if table.too_far:
                raise RefusedError(_too_far(table.name, table.rows, table.columns))
        del parts
    elif len(data) > MAX_OLD_BYTES:
        raise RefusedError(problem(Code.TOO_LARGE, limit=f"{MAX_OLD_BYTES:,}"))
    else:
        check_old(data)
    spans = {table.name: table.merged for table in tables}
    return _read(_opened(data), known, spans)


def _opened(data: bytes) -> "CalamineWorkbook":
    from python_calamine import (  # noqa: PLC0415 - only for workbooks
        CalamineError,
        CalamineWorkbook,
        PasswordError,
    )

    try:
        return CalamineWorkbook.from_filelike(BytesIO(data))
    except PasswordError as error:
        raise RefusedError(problem(Code.LOCKED)) from error
    except (CalamineError, ValueError) as error:
        raise RefusedError(problem(Code.NOT_WORKBOOK, reason=error)) from error


def _read(
    book: "CalamineWorkbook", known: Mapping[str, Extent], spans: Mapping[str, list[Area]]
) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    sheets: list[Sheet] = []
    wrong: list[Problem] = []
    for told in book.sheets_metadata:
        if "WorkSheet" not in str(told.typ):
            continue
        hidden = not str(told.visible).endswith(".Visible")
        try:
            sheet = _sheet(book, told.name, known.get(told.name, Extent()), spans.get(told.name, []), hidden)
        except RefusedError as error:
            wrong.append(error.problem)
            continue
        sheets.append(sheet)
        if hidden:
            wrong.append(problem(Code.HIDDEN_SHEET, sheet=told.name))
    return tuple(sheets), tuple(wrong)


def _sheet(book: "CalamineWorkbook", name: str, extent: Extent, spans: list[Area], hidden: bool) -> Sheet:
    from python_calamine import CalamineError  # noqa: PLC0415 - only for workbooks

    if extent.rows > MAX_ROWS:
        raise RefusedError(_too_many_rows(name, extent.rows))
    if extent.rows * extent.columns > MAX_CELLS:
        raise RefusedError(_too_far(name, extent.rows, extent.columns))
    try:
        found = book.get_sheet_by_name(name)
    except (CalamineError, ValueError) as error:
        raise RefusedError(problem(Code.NOT_WORKBOOK, sheet=name, reason=error)) from error
    if found.total_height > MAX_ROWS:
        raise RefusedError(_too_many_rows(name, found.total_height))
    if found.total_width > MAX_COLUMNS:
        raise RefusedError(problem(Code.TOO_MANY_COLUMNS, sheet=name, limit=f"{MAX_COLUMNS:,}"))
    shift = found.start[1] if found.start else 0
    rows = [_row(cells, shift) for cells in found.iter_rows()]
    for (place, column), said in extent.broken.items():
        if place < len(rows):
            rows[place] = _put(rows[place], column, said)
    while rows and not rows[-1]:
        rows.pop()
    _check_lengths(rows, name)
    merged = [*spans, *(Area(*start, *end) for start, end in found.merged_cell_ranges or ())]
    areas = tuple(_within(merged, len(rows)))
    _fill_down(rows, areas, name)
    return Sheet(name=name, rows=tuple(rows), hidden=hidden, merged=areas)


def _row(cells: list[Any], shift: int) -> Row:
    kept = trimmed(cells)
    if not kept:
        return ()
    return (*[""] * shift, *(cell if type(cell) is str else _value(cell) for cell in kept))


def _value(cell: Any) -> Cell:
    """A cell as one of our few kinds; a whole number loses the point that a workbook gives it."""
    if isinstance(cell, str | bool | int):
        return cell
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else cell
    if isinstance(cell, datetime):
        return cell.date() if cell.time() == time.min else cell
    if isinstance(cell, date):
        return cell
    return str(cell) if isinstance(cell, time | timedelta) else ""


def _put(row: Row, column: int, cell: Cell) -> Row:
    padded = [*row, *[""] * (column + 1 - len(row))]
    padded[column] = cell
    return tuple(padded)


def _check_lengths(rows: Iterable[Row], name: str) -> None:
    for place, row in enumerate(rows):
        if all(len(cell) <= MAX_CELL for cell in row if type(cell) is str):
            continue
        for column, cell in enumerate(row):
            if isinstance(cell, str) and len(cell) > MAX_CELL:
                length, limit = f"{len(cell):,}", f"{MAX_CELL:,}"
                where = letter(column)
                raise RefusedError(
                    problem(
                        Code.TOO_LONG, sheet=name, row=place + 1, column=where, length=length, limit=limit
                    )
                )


def _within(areas: Iterable[Area], height: int) -> Iterator[Area]:
    for area in areas:
        if area.top < height:
            yield Area(area.top, area.left, min(area.bottom, height - 1), area.right)


def _fill_down(rows: list[Row], areas: Iterable[Area], name: str) -> None:
    """Give the value of an area to each of its rows: what is merged downwards holds for each."""
    left = max(sum(map(len, rows)), len(rows)) * 4 + 1000
    for area in areas:
        left -= area.bottom - area.top + 1
        if left < 0:
            raise RefusedError(problem(Code.TOO_MERGED, sheet=name))
        row = rows[area.top]
        value = row[area.left] if area.left < len(row) else ""
        if value == "":
            continue
        for place in range(area.top + 1, area.bottom + 1):
            rows[place] = _put(rows[place], area.left, value)


def _too_many_rows(name: str, last: int) -> Problem:
    return problem(Code.TOO_MANY_ROWS, sheet=name, limit=f"{MAX_ROWS:,}", last=f"{last:,}")


def _too_far(name: str, rows: int, columns: int) -> Problem:
    said = {"rows": f"{rows:,}", "columns": f"{columns:,}", "limit": f"{MAX_CELLS:,}"}
    return problem(Code.TOO_FAR, sheet=name, **said)
