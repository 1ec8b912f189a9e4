"""The neutral tree of blocks that a document is, before it becomes a PDF, a page or a workbook."""

from datetime import date
from enum import StrEnum

from attrs import Attribute, field, frozen

from dualtrack.catalogues.frame import ENGLISH, FrameWords


class Status(StrEnum):
    """How far a document has come: an interim one was made before its gate passed."""

    DRAFT = "draft"
    INTERIM = "interim"
    RELEASED = "released"


class Align(StrEnum):
    """Where the text of a column stands."""

    START = "start"
    CENTRE = "centre"
    END = "end"


class CellKind(StrEnum):
    """What the values of a column are, so that a workbook can hold numbers and dates as such."""

    TEXT = "text"
    INTEGER = "integer"
    DATE = "date"
    CODE = "code"


class Tone(StrEnum):
    """A restrained colour that repeats what the words say; never the only carrier of a meaning."""

    PLAIN = "plain"
    MUTED = "muted"
    GOOD = "good"
    CAUTION = "caution"
    BAD = "bad"


class Emphasis(StrEnum):
    """The few kinds of inline emphasis that every format can show."""

    PLAIN = "plain"
    STRONG = "strong"
    ITALIC = "italic"
    CODE = "code"


class NoticeKind(StrEnum):
    """What a notice is for."""

    INFO = "info"
    CAUTION = "caution"


class BlankKind(StrEnum):
    """Who fills a blank, and how."""

    OPEN = "open"  # a named person writes it; until then nothing is released
    APPROVAL = "approval"  # the approval itself fills it


CellValue = str | int | date | None


@frozen(kw_only=True)
class FactRef:
    """One record that the document as a whole was made from, such as a scope version or a checkpoint."""

    id: str
    label: str


@frozen
class Span:
    """A run of text with one emphasis."""

    text: str
    emphasis: Emphasis = Emphasis.PLAIN


@frozen
class Cell:
    """One value with the ids of the records behind it; `detail` is said below it, smaller.

    `default` marks words of ours that nobody of the organisation has made their own yet.
    """

    value: CellValue = None
    detail: str = field(default="", kw_only=True)
    tone: Tone = field(default=Tone.PLAIN, kw_only=True)
    facts: tuple[str, ...] = field(default=(), kw_only=True)
    default: bool = field(default=False, kw_only=True)


@frozen
class Column:
    """One column; `detail` titles the column that a workbook gives to the details of the cells.

    A `moving` one counts or follows what other columns say: alone it makes no release stale.
    """

    title: str
    width: float = field(default=1.0, kw_only=True)
    align: Align = field(default=Align.START, kw_only=True)
    kind: CellKind = field(default=CellKind.TEXT, kw_only=True)
    detail: str = field(default="", kw_only=True)
    moving: bool = field(default=False, kw_only=True)


@frozen(kw_only=True)
class RowGroup:
    """Rows under one title; an untitled group is plain rows."""

    title: str = ""
    rows: tuple[tuple[Cell, ...], ...]


@frozen(kw_only=True)
class Heading:
    """A heading of level 1 to 3 with an id that links may point to."""

    text: str
    level: int = 1
    id: str = ""


@frozen
class Paragraph:
    """Running text in spans; a `moving` one counts what stands elsewhere in the document."""

    spans: tuple[Span, ...]
    moving: bool = field(default=False, kw_only=True)


def _fits(table: "Table", _: "Attribute[tuple[RowGroup, ...]]", groups: tuple[RowGroup, ...]) -> None:
    """Refuse a row that has more or fewer cells than the table has columns."""
    wanted = len(table.columns)
    for group in groups:
        for number, row in enumerate(group.rows, start=1):
            if len(row) != wanted:
                place = f"table {table.name!r}, group {group.title!r}, row {number}"
                raise ValueError(f"{place}: {len(row)} cells, expected {wanted}")


@frozen(kw_only=True)
class Table:
    """A table of typed columns; a `wide` one is printed on landscape pages."""

    name: str  # short: a workbook uses it for the sheet
    caption: str = ""
    columns: tuple[Column, ...]
    groups: tuple[RowGroup, ...] = field(validator=_fits)
    group_title: str = ""  # the title of the column that a workbook gives to the groups
    wide: bool = False
    zebra: bool = True
    empty: str = ""  # said in place of the rows where there are none

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """All rows in order, whatever their group."""
        return tuple(row for group in self.groups for row in group.rows)


@frozen(kw_only=True)
class Series:
    """One part of every bar of a figure."""

    name: str
    tone: Tone = Tone.PLAIN


@frozen(kw_only=True)
class Bar:
    """One labelled bar: a number for each series."""

    label: str
    values: tuple[int, ...]
    facts: tuple[str, ...] = ()


@frozen(kw_only=True)
class Figure:
    """Horizontal bars, stacked by series; the numbers are always written out too."""

    caption: str
    series: tuple[Series, ...]
    bars: tuple[Bar, ...]


@frozen(kw_only=True)
class KeyValue:
    """One labelled value."""

    label: str
    cell: Cell


@frozen
class KeyValues:
    """A short list of labelled values."""

    items: tuple[KeyValue, ...]


@frozen(kw_only=True)
class Blank:
    """A marked blank for a named person to fill; nobody's words are written for them."""

    label: str
    who: str
    kind: BlankKind = BlankKind.OPEN


@frozen(kw_only=True)
class Notice:
    """A sentence that must not be overlooked; a `moving` one counts what stands elsewhere."""

    text: str
    kind: NoticeKind = NoticeKind.INFO
    moving: bool = False


@frozen
class PageBreak:
    """What follows starts on a new page."""


Block = Heading | Paragraph | Table | Figure | KeyValues | Blank | Notice | PageBreak


def _no_level_skipped(
    document: "Document", _: "Attribute[tuple[Block, ...]]", blocks: tuple[Block, ...]
) -> None:
    """Refuse headings that skip a level: a reader who listens would look for the missing one."""
    before = 0
    for block in blocks:
        if isinstance(block, Heading):
            if not 1 <= block.level <= before + 1:
                place = f"document {document.name!r}, heading {block.text!r}"
                raise ValueError(f"{place}: level {block.level}, expected 1 to {before + 1}")
            before = block.level


@frozen(kw_only=True)
class ReleaseMark:
    """What a released document says of its release: who, when, at which head of the ledger, what is new."""

    prepared_by: str
    approved_by: str
    approved_on: date
    head_size: int
    head_root: str
    content: str  # SHA-256 of what was approved
    change: str
    replaces: str = ""


@frozen(kw_only=True)
class Document:
    """One document: what stands on its cover and every page, the records it was made from, its blocks."""

    name: str
    title: str
    subtitle: str = ""
    organisation: str
    example: bool
    version: str
    dated: date
    language: str = "en"
    classification: str
    status: Status
    status_note: str = ""  # for an interim document: which gates fail
    facts: tuple[FactRef, ...] = ()
    blocks: tuple[Block, ...] = field(validator=_no_level_skipped)
    words: FrameWords = ENGLISH
    release: ReleaseMark | None = None


def text(*parts: str | Span, moving: bool = False) -> Paragraph:
    """Build a paragraph from plain strings and spans."""
    spans = tuple(Span(part) if isinstance(part, str) else part for part in parts)
    return Paragraph(spans, moving=moving)
