"""Where a document turns: the runs of blocks on upright pages and those on landscape pages."""

from attrs import frozen

from dualtrack.catalogues.blocks import Block, Heading, Notice, Paragraph, Table


@frozen
class Part:
    """A run of blocks that share one orientation."""

    wide: bool
    blocks: tuple[Block, ...]


def parts(blocks: tuple[Block, ...]) -> tuple[Part, ...]:
    """Split blocks by orientation; the heading that leads to a wide table goes onto its landscape page."""
    found: list[tuple[bool, list[Block]]] = []
    upright: list[Block] = []
    for block in blocks:
        if not (isinstance(block, Table) and block.wide):
            upright.append(block)
            continue
        lead_in = _lead_in(upright)
        if upright:
            found.append((False, upright))
        if upright or not found:
            found.append((True, []))
        found[-1][1].extend((*lead_in, block))
        upright = []
    if upright:
        found.append((False, upright))
    return tuple(Part(wide, tuple(run)) for wide, run in found)


def _lead_in(run: list[Block]) -> list[Block]:
    """Take from the end of a run its last headings and the text below them."""
    start = len(run)
    while start and isinstance(run[start - 1], Paragraph | Notice):
        start -= 1
    if not (start and isinstance(run[start - 1], Heading)):
        return []
    while start and isinstance(run[start - 1], Heading):
        start -= 1
    lead_in = run[start:]
    del run[start:]
    return lead_in
