"""The front sheet of a workbook: what the document is, its marks, and all that is not a table."""

from collections.abc import Mapping
from typing import Any

from dualtrack.catalogues import blocks as b
from dualtrack.render import marks
from dualtrack.render.sheet.fitting import fitting
from dualtrack.render.sheet.heights import row_height
from dualtrack.render.sheet.styles import Styles
from dualtrack.render.text import clean, written

_TEXT = b.Column("")
_LABEL_WIDTH, _VALUE_WIDTH = 32, 95
_TITLE_HEIGHT, _HEADING_HEIGHT = 28.0, 18.0


def write_front(sheet: Any, document: b.Document, styles: Styles, tables: Mapping[int, str]) -> None:
    """Write the cover, then each block in order; a table is named by the sheet that holds it."""
    sheet.set_column(0, 0, _LABEL_WIDTH)
    sheet.set_column(1, 1, _VALUE_WIDTH)
    lines = _Lines(sheet, styles, document.words.continued)
    lines.one(document.title, styles.title, height=_TITLE_HEIGHT)
    if document.subtitle:
        lines.one(document.subtitle, styles.subtitle)
    for mark in marks.page_marks(document):
        lines.one(mark, styles.mark)
    lines.skip()
    for label, value in marks.cover(document):
        lines.pair(label, b.Cell(value))
    lines.skip()
    for note in marks.notes(document):
        lines.pair("", b.Cell(note))
    if document.facts:
        lines.skip()
        lines.one(document.words.drawn_from, styles.heading)
        for fact in document.facts:
            lines.pair(fact.label, b.Cell(fact.id))
    for block in document.blocks:
        _write(block, lines, document, tables)


class _Lines:
    """Writes one line below the other."""

    def __init__(self, sheet: Any, styles: Styles, continued: str) -> None:
        self._sheet = sheet
        self._continued = continued
        self._row = 0
        self.styles = styles

    def one(self, text: str, style: Any, *, height: float = _HEADING_HEIGHT) -> None:
        self._sheet.set_row(self._row, height)
        self._sheet.write_string(self._row, 0, fitting(clean(text), self._continued), style)
        self._row += 1

    def pair(self, label: str, cell: b.Cell, style: Any = None) -> None:
        self._sheet.write_string(self._row, 0, clean(label), self.styles.label)
        whole = "\n".join(part for part in (written(cell.value), clean(cell.detail)) if part)
        said = fitting(whole, self._continued)
        widths = ((clean(label), _LABEL_WIDTH), (said, _VALUE_WIDTH))
        self._sheet.set_row(self._row, row_height(widths))
        look = style or self.styles.cell(_TEXT, cell, said)
        self._sheet.write_string(self._row, 1, said, look)
        self._row += 1

    def skip(self) -> None:
        self._row += 1


def _write(block: b.Block, lines: _Lines, document: b.Document, tables: Mapping[int, str]) -> None:
    if isinstance(block, b.Heading):
        lines.skip()
        lines.one(block.text, lines.styles.heading)
    for label, cell in _pairs(block, tables):
        lines.pair(label, cell)
    if isinstance(block, b.Blank):
        lines.pair(block.label, b.Cell(document.words.blank.replace("{}", block.who)), lines.styles.blank)


def _pairs(block: b.Block, tables: Mapping[int, str]) -> list[tuple[str, b.Cell]]:
    """Say a block in lines of a label and a value; what has none of these says nothing here."""
    match block:
        case b.Paragraph():
            return [("", b.Cell("".join(span.text for span in block.spans)))]
        case b.Notice():
            return [("", b.Cell(block.text, tone=b.Tone.CAUTION))]
        case b.Table():
            said = f"→ {tables[id(block)]}" if block.rows else block.empty
            return [(block.caption or block.name, b.Cell(said))]
        case b.KeyValues():
            return [(item.label, item.cell) for item in block.items]
        case b.Figure():
            bars = [(bar.label, b.Cell(_parts(bar, block))) for bar in block.bars]
            return [(block.caption, b.Cell()), *bars]
        case _:
            return []


def _parts(bar: b.Bar, figure: b.Figure) -> str:
    pairs = zip(figure.series, bar.values, strict=True)
    return ", ".join(f"{part.name} {value}" for part, value in pairs)
