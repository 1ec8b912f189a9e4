"""What the tree of any document shows to be open: blanks that nobody filled, words of ours left in."""

from collections.abc import Iterator

from dualtrack.catalogues.blocks import Blank, BlankKind, Block, Cell, Document, KeyValues, Table
from dualtrack.domain.audits.releases.open_points import OpenPoint, Point


def in_tree(document: Document) -> tuple[OpenPoint, ...]:
    """Open blanks and default text, in the order of the document."""
    return tuple(point for block in document.blocks for point in _of_block(block))


def _of_block(block: Block) -> Iterator[OpenPoint]:
    match block:
        case Blank(kind=BlankKind.OPEN):
            yield OpenPoint(code=Point.BLANK, about=f"{block.label} ({block.who})")
        case KeyValues():
            for item in block.items:
                yield from _default(item.cell, f"{item.label}: {item.cell.value}")
        case Table():
            for row in block.rows:
                for cell in row:
                    yield from _default(cell, f"{row[0].value}: {cell.value}")


def _default(cell: Cell, about: str) -> Iterator[OpenPoint]:
    if cell.default:
        yield OpenPoint(code=Point.DEFAULT_TEXT, about=about, facts=cell.facts)
