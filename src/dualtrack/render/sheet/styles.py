"""The looks of a workbook's cells, each made once."""

from typing import Any

from dualtrack.catalogues import blocks as b
from dualtrack.render.text import right_to_left

_ACCENT = "#1F4E6B"
_WARN = "#8A3B12"
_QUIET = "#5B6770"
_TONES = {
    b.Tone.PLAIN: "#1C2733",
    b.Tone.MUTED: _QUIET,
    b.Tone.GOOD: "#1D6144",
    b.Tone.CAUTION: "#8A5A00",
    b.Tone.BAD: "#A3261F",
}
_ALIGNS = {b.Align.START: "left", b.Align.CENTRE: "center", b.Align.END: "right"}
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_RIGHT_TO_LEFT = 2


class Styles:
    """Gives a format for each kind of cell and keeps it, as a workbook wants few of them."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._kept: dict[tuple[object, ...], Any] = {}
        font = {"font_name": "Calibri", "valign": "top"}
        self.title = book.add_format({**font, "font_size": 20, "bold": True, "font_color": _ACCENT})
        self.heading = book.add_format({**font, "font_size": 13, "bold": True, "font_color": _ACCENT})
        self.label = book.add_format({**font, "font_size": 10, "font_color": _QUIET, "text_wrap": True})
        self.mark = book.add_format({**font, "bold": True, "font_size": 12, "font_color": _WARN})
        self.blank = book.add_format(
            {**font, "text_wrap": True, "font_color": _WARN, "border": 3, "border_color": _WARN}
        )
        self.subtitle = book.add_format({**font, "font_size": 11, "font_color": _QUIET})
        self.line = book.add_format({"font_name": "Calibri", "font_size": 9, "font_color": _WARN})
        self.header = book.add_format(
            {**font, "bold": True, "font_color": "#FFFFFF", "bg_color": _ACCENT, "text_wrap": True}
        )

    def cell(self, column: b.Column, cell: b.Cell, said: str) -> Any:
        """Find the format of a cell by its column's kind, its tone and the first sign of what it says."""
        formula = isinstance(cell.value, str) and said.startswith(_FORMULA_SIGNS)
        key = (column.kind, column.align, cell.tone, formula, right_to_left(said))
        if key not in self._kept:
            self._kept[key] = self._book.add_format(_properties(*key))
        return self._kept[key]


def _properties(
    kind: b.CellKind, align: b.Align, tone: b.Tone, looks_like_formula: bool, from_right: bool
) -> dict[str, Any]:
    """Describe one format; text that looks like a formula is marked as quoted, so that editing keeps it."""
    found: dict[str, Any] = {
        "font_name": "Calibri",
        "font_size": 10,
        "valign": "top",
        "align": _ALIGNS[align],
        "text_wrap": True,
        "font_color": _TONES[tone],
        "bottom": 1,
        "bottom_color": "#C9D1D8",
    }
    if kind is b.CellKind.DATE:
        found["num_format"] = "yyyy-mm-dd"
    elif kind is not b.CellKind.INTEGER:
        found["num_format"] = "@"
    if kind is b.CellKind.CODE or tone in (b.Tone.GOOD, b.Tone.CAUTION, b.Tone.BAD):
        found["bold"] = True
    if looks_like_formula:
        found["quote_prefix"] = True
    if from_right:
        found["reading_order"] = _RIGHT_TO_LEFT
        found["align"] = "right"
    return found
