"""A document with every kind of block, and texts that must never be taken for markup or a formula."""

from datetime import UTC, date, datetime

from dualtrack.catalogues.blocks import (
    Align,
    Bar,
    Blank,
    Block,
    Cell,
    CellKind,
    Column,
    Document,
    Emphasis,
    FactRef,
    Figure,
    Heading,
    KeyValue,
    KeyValues,
    Notice,
    NoticeKind,
    PageBreak,
    RowGroup,
    Series,
    Span,
    Status,
    Table,
    Tone,
    text,
)

CREATED = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
COLUMNS = (
    Column("Ref.", width=0.6, kind=CellKind.CODE),
    Column("Title", width=2.0, detail="Because"),
    Column("Count", kind=CellKind.INTEGER, align=Align.END),
    Column("Day", kind=CellKind.DATE),
)
HOSTILE = (
    "=1+1",
    '=HYPERLINK("http://x.invalid","click")',
    "+SUM(A1:A9)",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "=cmd|' /C calc'!A0",
    "{=1+1}",
    "http://x.invalid/",
    '#import "@preview/x:0.1.0"',
    '#read("/etc/passwd")',
    "*strong* _em_ `raw` $x^2$ <label> @ref // comment /* */ \\ #{1+1} ]",
    "<script>alert(1)</script>",
    "</td></table><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "</style><script>alert(1)</script>",
    "<w:p><w:r><w:t>x</w:t></w:r></w:p>",
    "]]><!--",
    "&amp; & &lt; &#x41;",
    "{{ 7*7 }} {% x %} ${7*7}",
    "&P&N&D",
)


def document(*blocks: Block, example: bool = True, status: Status = Status.DRAFT, **changes: str) -> Document:
    """Build a small document around some blocks."""
    return Document(
        name="sample",
        title=changes.get("title", "Sample document"),
        subtitle=changes.get("subtitle", "A subtitle"),
        organisation=changes.get("organisation", "Northlight Ledger Ltd"),
        example=example,
        version=changes.get("version", "1.2"),
        dated=date(2026, 11, 20),
        classification=changes.get("classification", "Confidential"),
        status=status,
        status_note=changes.get("status_note", ""),
        facts=(FactRef(id="checkpoint 12", label="Ledger checkpoint"),),
        blocks=blocks,
    )


def row(number: int, title: str = "") -> tuple[Cell, ...]:
    """Build a row of the columns above."""
    return (
        Cell(f"A.{number}", facts=(f"fact-{number}",)),
        Cell(title or f"Title {number}", detail=f"Detail {number}", tone=Tone.GOOD),
        Cell(number),
        Cell(date(2026, 1, 31)),
    )


def table(*rows: tuple[Cell, ...], wide: bool = False, name: str = "Annex") -> Table:
    """Build a table of the columns above."""
    groups = (RowGroup(title="First group", rows=rows),)
    return Table(name=name, caption=f"{name} caption", columns=COLUMNS, groups=groups, wide=wide)


def hostile_table() -> Table:
    """Build a table that holds each hostile text as a value and as a detail."""
    rows = tuple(
        (Cell(f"H{number}"), Cell(said, detail=said), Cell(number), Cell())
        for number, said in enumerate(HOSTILE)
    )
    return table(*rows, name="Hostile")


def whole() -> Document:
    """Build a document with every kind of block."""
    return document(
        Heading(text="First heading", id="first"),
        text(
            "Plain, ",
            Span("strong", Emphasis.STRONG),
            Span("leaning", Emphasis.ITALIC),
            Span("code", Emphasis.CODE),
        ),
        Figure(
            caption="By theme",
            series=(Series(name="Done", tone=Tone.GOOD), Series(name="Owed", tone=Tone.CAUTION)),
            bars=(Bar(label="People", values=(5, 3), facts=("fact-p",)),),
        ),
        KeyValues(
            (KeyValue(label="Scope", cell=Cell("The platform", detail="Version 3", facts=("scope-3",))),)
        ),
        Blank(label="Approval", who="a member of top management"),
        Notice(text="Mind the gap", kind=NoticeKind.CAUTION),
        PageBreak(),
        Heading(text="Second heading", level=2),
        table(*(row(number) for number in range(60))),
        Heading(text="Wide heading"),
        table(*(row(number) for number in range(60)), wide=True, name="Wide"),
        Heading(text="Last heading", level=2),
        Table(name="None", columns=COLUMNS, groups=(), empty="Nothing is recorded."),
    )
