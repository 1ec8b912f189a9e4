"""What a sheet is once it is read: rows of plain cells with the numbers that people see beside them."""

from collections.abc import Sequence
from datetime import date, datetime

from attrs import frozen

Cell = str | int | float | bool | date  # a datetime is a date too; "" is an empty cell
Row = tuple[Cell, ...]


@frozen
class Area:
    """A merged area, by the places of its rows and columns from nought, all inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@frozen(kw_only=True)
class Sheet:
    """A named sheet; each row ends with its last cell that holds something.

    `lengths` is how many cells each row had as written, for files whose rows need not be equally long.
    """

    name: str
    rows: tuple[Row, ...]
    first: int = 1  # the number that people see beside the first row
    hidden: bool = False
    lengths: tuple[int, ...] = ()
    merged: tuple[Area, ...] = ()
    headed: bool = False  # the form of the file says that the first row is the header

    def number(self, place: int) -> int:
        """The number that people see beside a row."""
        return self.first + place

    def cell(self, place: int, column: int) -> Cell:
        """One cell; beyond the end of a row it is empty."""
        row = self.rows[place]
        return row[column] if column < len(row) else ""


def letter(column: int) -> str:
    """How people call a column: 0 is A, 26 is AA."""
    said = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        said = chr(65 + rest) + said
    return said


def column_of(letters: str) -> int:
    """The place of a column from its letters: A is 0."""
    place = 0
    for sign in letters.upper():
        place = place * 26 + ord(sign) - 64
    return place - 1


def text(cell: Cell) -> str:
    """A cell as the text that a person would type for it."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds" if cell.second else "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def trimmed(cells: Sequence[Cell]) -> Row:
    """The row up to its last cell that holds something; quick for thousands of empty ones."""
    end, step = len(cells), 1024
    blank: list[Cell] = [""] * step
    while end >= step and list(cells[end - step : end]) == blank:
        end -= step
    while end and (cells[end - 1] == "" or _blank(cells[end - 1])):
        end -= 1
    return tuple(cells[:end])


def _blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()
