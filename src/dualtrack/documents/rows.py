"""A document as rows that can be compared: what stands in which part, under which key, in which column."""

from collections import Counter
from collections.abc import Iterable, Iterator

from attrs import evolve

from dualtrack.catalogues.blocks import (
    Blank,
    Block,
    Cell,
    CellKind,
    CellValue,
    Column,
    Document,
    Figure,
    Heading,
    KeyValues,
    Notice,
    Paragraph,
    Table,
)
from dualtrack.domain.audits.releases.content import Row, Rows, Said

TEXT, VALUE, WHO = "Text", "Value", "To be completed by"  # columns of what is no table
DETAIL = "{}: detail"


def rows_of(document: Document) -> Rows:
    """Every line of the document, in its order; a key that comes twice in a part is numbered."""
    found: list[Row] = []
    seen: Counter[tuple[str, str]] = Counter()
    for row in _lines(document):
        seen[row.place] += 1
        count = seen[row.place]
        found.append(row if count == 1 else evolve(row, key=f"{row.key} ({count})"))
    return tuple(found)


def _lines(document: Document) -> Iterator[Row]:
    part = document.title
    yield _text(part, "title", document.title)
    told = [_keys(block) for block in document.blocks if isinstance(block, Table)]
    for block in document.blocks:
        if isinstance(block, Heading):
            part = block.text
        if not (isinstance(block, Figure) and _drawn_from(block, told)):
            yield from _of_block(part, block)


def _keys(table: Table) -> frozenset[str]:
    return frozenset(_written(row[0].value) for group in table.groups for row in group.rows)


def _drawn_from(figure: Figure, tables: Iterable[frozenset[str]]) -> bool:
    """True where a table of the document tells every bar: its counts are not told twice."""
    return any(keys.issuperset(bar.label for bar in figure.bars) for keys in tables)


def _of_block(part: str, block: Block) -> Iterator[Row]:
    match block:
        case Heading():
            yield _text(part, "heading", block.text)
        case Paragraph():
            yield _text(part, "text", "".join(span.text for span in block.spans), moving=block.moving)
        case Notice():
            yield _text(part, "notice", block.text, moving=block.moving)
        case Blank():
            yield Row(part=part, key=block.label, cells=((WHO, Said(block.who)),))
        case KeyValues():
            for item in block.items:
                cells = tuple(_cell(Column(VALUE), item.cell))
                yield Row(part=part, key=item.label, cells=cells, facts=item.cell.facts)
        case Figure():
            for bar in block.bars:
                counted = zip(block.series, bar.values, strict=True)
                cells = tuple((series.name, Said(str(n), moving=True)) for series, n in counted)
                yield Row(part=block.caption, key=bar.label, cells=cells, facts=bar.facts)
        case Table():
            yield from _of_table(block)


def _text(part: str, key: str, said: str, *, moving: bool = False) -> Row:
    return Row(part=part, key=key, cells=((TEXT, Said(said, moving=moving)),))


def _of_table(table: Table) -> Iterator[Row]:
    for group in table.groups:
        for row in group.rows:
            cells = tuple(
                said for column, cell in zip(table.columns, row, strict=True) for said in _cell(column, cell)
            )
            grouped = ((table.group_title, Said(group.title)),) if group.title and table.group_title else ()
            key, label = _written(row[0].value), _label(table, row)
            held = (*grouped, *cells)
            yield Row(part=table.name, key=key, cells=held, facts=_facts(row), label=label)


def _label(table: Table, row: tuple[Cell, ...]) -> str:
    """What a row that is keyed by a code is called: its second column."""
    coded = len(row) > 1 and table.columns[0].kind is CellKind.CODE
    return _written(row[1].value) if coded else ""


def _facts(cells: Iterable[Cell]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact for cell in cells for fact in cell.facts))


def _cell(column: Column, cell: Cell) -> Iterator[tuple[str, Said]]:
    """What a cell says, and below it its detail, which explains and so only moves."""
    yield column.title, Said(_written(cell.value), moving=column.moving)
    if cell.detail:
        yield column.detail or DETAIL.format(column.title), Said(cell.detail, moving=True)


def _written(value: CellValue) -> str:
    return "" if value is None else str(value)
