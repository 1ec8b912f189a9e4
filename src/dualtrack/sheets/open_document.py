"""Looks into an OpenDocument workbook before it is read: how far it reaches, and its merged areas."""

import html
import re
from collections.abc import Iterator

from attrs import define, field

from dualtrack.sheets.cell import Area
from dualtrack.sheets.limits import MAX_CELLS

_ATTRIBUTES = rb"""((?:[^>"']++|"[^"]*+"|'[^']*+')*+)"""
_TAG = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])" + _ATTRIBUTES + rb">")
_COUNT = re.compile(rb"""table:number-(rows|columns)-(repeated|spanned)\s*=\s*["'](\d{1,9})["']""")
_NAME = re.compile(rb"""table:name\s*=\s*(?:"([^"]*)"|'([^']*)')""")


@define
class Reach:
    """One table as it is walked through: where the walk is, and how far content reached."""

    name: str = ""
    rows: int = 0
    columns: int = 0
    merged: list[Area] = field(factory=list)
    _row: int = 0
    _row_end: int = 0
    _column: int = 0

    @property
    def too_far(self) -> bool:
        """Whether the rectangle is more than is held."""
        return self.rows * self.columns > MAX_CELLS

    def begin_row(self, repeated: int) -> None:
        """A row that stands so many times."""
        self._row, self._row_end, self._column = self._row_end, self._row_end + repeated, 0

    def add(self, repeated: int, spans: tuple[int, int], *, filled: bool) -> None:
        """A cell that stands so many times, and how many rows and columns it is merged over."""
        if filled:
            self.rows = max(self.rows, self._row_end)
            self.columns = max(self.columns, self._column + repeated)
        if filled and spans != (1, 1):
            bottom, right = self._row + spans[0] - 1, self._column + spans[1] - 1
            self.merged.append(Area(self._row, self._column, bottom, right))
        self._column += repeated


def reaches(content: bytes) -> list[Reach]:
    """Each table of the workbook in order."""
    return list(_walk(content))


def _walk(content: bytes) -> Iterator[Reach]:
    here: Reach | None = None
    for tag in _TAG.finditer(content):
        kind, attributes = tag[1], tag[2]
        if kind == b"table":
            if here is not None:
                yield here
            name = _NAME.search(attributes)
            here = Reach(
                html.unescape((name[1] or name[2] or b"").decode("utf-8", "replace")) if name else ""
            )
            continue
        if here is None:
            continue
        counts = {(axis, what): int(number) for axis, what, number in _COUNT.findall(attributes)}
        if kind == b"table-row":
            here.begin_row(counts.get((b"rows", b"repeated"), 1))
        else:
            spans = counts.get((b"rows", b"spanned"), 1), counts.get((b"columns", b"spanned"), 1)
            filled = not attributes.endswith(b"/") or b"value" in attributes
            here.add(counts.get((b"columns", b"repeated"), 1), spans, filled=filled)
    if here is not None:
        yield here
