"""A document as it is released: its marks, and the blank of the approval filled by the approval itself."""

from attrs import evolve

from dualtrack.catalogues.blocks import (
    Blank,
    BlankKind,
    Block,
    Cell,
    Document,
    KeyValue,
    KeyValues,
    ReleaseMark,
    Status,
)


def released(document: Document, mark: ReleaseMark) -> Document:
    """The same content with its approval stated; nothing else of it changes."""
    blocks = tuple(_filled(document, block, mark) for block in document.blocks)
    return evolve(document, status=Status.RELEASED, status_note="", blocks=blocks, release=mark)


def _filled(document: Document, block: Block, mark: ReleaseMark) -> Block:
    if not (isinstance(block, Blank) and block.kind is BlankKind.APPROVAL):
        return block
    words = document.words
    pairs = (
        (words.version, Cell(document.version)),
        (words.approved_by, Cell(mark.approved_by)),
        (words.approved_on, Cell(mark.approved_on)),
    )
    return KeyValues(tuple(KeyValue(label=label, cell=cell) for label, cell in pairs))
