"""Word: real styles and headings, tables whose header rows repeat, the marks on every page."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import docx as python_docx
from docx.enum.section import WD_SECTION

from dualtrack.catalogues import blocks as b
from dualtrack.render import marks
from dualtrack.render.parts import parts
from dualtrack.render.text import clean
from dualtrack.render.word.archive import fixed
from dualtrack.render.word.markup import paragraph, run
from dualtrack.render.word.pages import element, set_head_and_foot, text_width, turn
from dualtrack.render.word.styles import set_styles
from dualtrack.render.word.tables import pairs_element, table_element

_EMPHASIS = {
    b.Emphasis.PLAIN: "",
    b.Emphasis.STRONG: "<w:b/>",
    b.Emphasis.ITALIC: "<w:i/>",
    b.Emphasis.CODE: '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas"/>',
}
_PROPERTY_LIMIT = 255
_LINE = "_" * 48


def render(document: b.Document, *, created: datetime) -> bytes:
    """Write the document; its zip is rewritten so that the same input gives the same bytes."""
    word = python_docx.Document()
    set_styles(word, document.language)
    _set_properties(word, document, created.astimezone(UTC))
    turn(word.sections[0], wide=False)
    set_head_and_foot(word.sections[0], document)
    writer = _Writer(word, document)
    writer.cover()
    for part in parts(document.blocks):
        writer.section(wide=part.wide)
        for block in part.blocks:
            writer.write(block)
    target = BytesIO()
    word.save(target)
    return fixed(target.getvalue())


def _set_properties(word: Any, document: b.Document, created: datetime) -> None:
    properties = word.core_properties
    said = {
        "title": document.title,
        "subject": document.subtitle,
        "author": document.organisation,
        "last_modified_by": document.organisation,
        "category": document.classification,
        "keywords": ", ".join(marks.page_marks(document)),
        "comments": " ".join(marks.notes(document)),
        "version": document.version,
        "language": document.language,
        "content_status": marks.status_word(document),
    }
    for name, value in said.items():
        setattr(properties, name, clean(value)[:_PROPERTY_LIMIT])
    properties.created = properties.modified = created.replace(tzinfo=None)
    properties.revision = 1


class _Writer:
    """Adds blocks to the end of a Word file."""

    def __init__(self, word: Any, document: b.Document) -> None:
        self._word = word
        self._document = document
        self._width = text_width(wide=False)

    def add(self, element: Any) -> None:
        """Put an element before the properties of the last section."""
        self._word.element.body.sectPr.addprevious(element)

    def line(self, runs: str, style: str, *, properties: str = "", first: str = "") -> None:
        look = f'<w:pStyle w:val="{style}"/>{properties}'
        self.add(element(paragraph(runs, properties=look, first=first)))

    def cover(self) -> None:
        document = self._document
        self.line(run(document.title), "Title", properties='<w:spacing w:before="1600"/>')
        if document.subtitle:
            self.line(run(document.subtitle), "Subtitle")
        for mark in marks.page_marks(document):
            self.line(run(mark), "Mark")
        self.pairs([(label, b.Cell(value)) for label, value in marks.cover(document)])
        for note in marks.notes(document):
            self.line(run(note), "Note")
        if document.facts:
            self.line(run(document.words.drawn_from), "Tabletitle")
            self.pairs([(fact.label, b.Cell(fact.id)) for fact in document.facts])

    def section(self, *, wide: bool) -> None:
        turn(self._word.add_section(WD_SECTION.NEW_PAGE), wide=wide)
        self._width = text_width(wide=wide)

    def pairs(self, pairs: list[tuple[str, b.Cell]]) -> None:
        self.add(pairs_element(pairs, width=self._width))
        self.line("", "Normal")

    def write(self, block: b.Block) -> None:
        _BLOCKS[type(block)](self, block)

    def heading(self, block: b.Heading) -> None:
        self.line(run(block.text), f"Heading{min(block.level, 3)}", first=block.text)

    def paragraph(self, block: b.Paragraph) -> None:
        runs = "".join(run(span.text, properties=_EMPHASIS[span.emphasis]) for span in block.spans)
        self.line(runs, "Normal", first=block.spans[0].text if block.spans else "")

    def table(self, block: b.Table) -> None:
        if block.caption:
            self.line(run(block.caption), "Tabletitle", first=block.caption)
        if block.rows:
            self.add(table_element(block, width=self._width))
        self.line(run(block.empty if not block.rows else ""), "Note")

    def figure(self, block: b.Figure) -> None:
        """Show a figure as its numbers, which can be edited and read aloud."""
        numbers = [b.Column(part.name, align=b.Align.END, kind=b.CellKind.INTEGER) for part in block.series]
        columns = (b.Column("", width=2), *numbers)
        rows = tuple((b.Cell(bar.label), *map(b.Cell, bar.values)) for bar in block.bars)
        groups = (b.RowGroup(rows=rows),)
        self.table(b.Table(name="figure", caption=block.caption, columns=columns, groups=groups))

    def key_values(self, block: b.KeyValues) -> None:
        self.pairs([(item.label, item.cell) for item in block.items])

    def blank(self, block: b.Blank) -> None:
        self.line(run(block.label, properties="<w:b/>"), "Normal", properties="<w:keepNext/>")
        who = self._document.words.blank.replace("{}", block.who)
        self.line(run(f"{_LINE}\n{who}"), "Blank")

    def notice(self, block: b.Notice) -> None:
        style = "Caution" if block.kind is b.NoticeKind.CAUTION else "Note"
        self.line(run(block.text), style, first=block.text)

    def page_break(self, _: b.PageBreak) -> None:
        self.line('<w:r><w:br w:type="page"/></w:r>', "Normal")


_BLOCKS: Mapping[type, Callable[[_Writer, Any], None]] = {
    b.Heading: _Writer.heading,
    b.Paragraph: _Writer.paragraph,
    b.Table: _Writer.table,
    b.Figure: _Writer.figure,
    b.KeyValues: _Writer.key_values,
    b.Blank: _Writer.blank,
    b.Notice: _Writer.notice,
    b.PageBreak: _Writer.page_break,
}
