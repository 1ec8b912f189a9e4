"""The facts behind each figure of a document: where it stands, what it says, which records it comes from."""

from collections.abc import Iterator

from attrs import frozen

from dualtrack.catalogues.blocks import CellValue, Document, Figure, KeyValues, Table


@frozen(kw_only=True)
class FigureFacts:
    """One value of a document and the ids of the records behind it."""

    place: str
    value: CellValue
    facts: tuple[str, ...]


def manifest(document: Document) -> tuple[FigureFacts, ...]:
    """List every value that names its records, in the order of the document."""
    return tuple(found for block in document.blocks for found in _of_block(block) if found.facts)


def _of_block(block: object) -> Iterator[FigureFacts]:
    match block:
        case Table():
            yield from _of_table(block)
        case KeyValues():
            for item in block.items:
                yield FigureFacts(place=item.label, value=item.cell.value, facts=item.cell.facts)
        case Figure():
            for bar in block.bars:
                place = f"{block.caption} / {bar.label}"
                yield FigureFacts(place=place, value=sum(bar.values), facts=bar.facts)


def _of_table(table: Table) -> Iterator[FigureFacts]:
    for row in table.rows:
        for column, cell in zip(table.columns, row, strict=True):
            place = f"{table.name} / {row[0].value} / {column.title}"
            yield FigureFacts(place=place, value=cell.value, facts=cell.facts)
