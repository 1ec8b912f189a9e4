"""A workbook that the crosswalk was written to, or one in its shape: rows of the sheet with its titles."""

from collections.abc import Iterator, Sequence
from importlib.resources.abc import Traversable
from io import BytesIO

from dualtrack.catalogues.crosswalk_file import Placed, placed_of
from dualtrack.catalogues.crosswalk_rows import COLUMNS, TITLES
from dualtrack.catalogues.csv_file import Row
from dualtrack.catalogues.files import name_of
from dualtrack.catalogues.problem import Problem
from dualtrack.domain.frameworks.catalogue import Catalogue

MAX_BYTES = 80_000_000
_HEADER_WITHIN = 20  # rows from the top of a sheet in which its titles are looked for
_NAMES = {title.casefold(): name for name, title in TITLES.items()} | {name: name for name in COLUMNS}


def read_sheet(file: Traversable, catalogue: Catalogue) -> tuple[Placed, tuple[Problem, ...]]:
    """The countable pairs of a workbook, each with the row that it stands in, and all that is wrong."""
    name = name_of(file)
    sheets, reason = _sheets(file)
    if reason is not None:
        return (), (Problem(name, None, None, reason),)
    for title, rows in sheets:
        for place, row in enumerate(rows[:_HEADER_WITHIN], 1):
            names = [_NAMES.get(_said(cell).casefold(), "") for cell in row]
            if set(COLUMNS) <= set(names):
                return placed_of(_rows(title, rows, place, names), name, catalogue)
    known = ", ".join(TITLES.values())
    return (), (Problem(name, None, None, f"no sheet has all the columns of a crosswalk: {known}"),)


def _sheets(file: Traversable) -> tuple[list[tuple[str, Sequence[Sequence[object]]]], str | None]:
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - only for workbooks

    try:
        data = file.read_bytes()
    except OSError as error:
        return [], f"the file cannot be read ({error.strerror})"
    if len(data) > MAX_BYTES:
        return [], f"the file is larger than {MAX_BYTES:,} bytes, which no crosswalk is; it was not read"
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        return [
            (n, book.get_sheet_by_name(n).to_python(skip_empty_area=False)) for n in book.sheet_names
        ], None
    except (CalamineError, ValueError) as error:
        return [], f"not a workbook that can be read: {error}"


def _rows(title: str, rows: Sequence[Sequence[object]], header: int, names: list[str]) -> Iterator[Row]:
    for place, row in enumerate(rows[header:], header + 1):
        found: dict[str, object] = {n: _said(c) for n, c in zip(names, row, strict=False) if n in TITLES}
        if any(found.values()):
            yield f"{title}, row {place}:", {name: found.get(name, "") for name in COLUMNS}


def _said(cell: object) -> str:
    """A cell as text; a whole number without the point that a workbook gives it."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
