"""Reads of the ledger: lines, entries, leaves, the history of one object; in bounded memory."""

from collections.abc import Iterator

from dualtrack.app.ledger.models import Body, CheckpointRow, Leaf
from dualtrack.domain.ledger.entry import Entry, parse_line
from dualtrack.domain.ledger.note import Checkpoint, parse_note

CHUNK = 2000


def lines(first: int = 0, last: int | None = None) -> Iterator[tuple[int, bytes]]:
    """Position and line of each entry from `first` up to, and without, `last`; erased ones are left out."""
    for start, stop in _ranges(first, last):
        rows = Body.objects.filter(seq__gte=start, seq__lt=stop).order_by("seq")
        for seq, line in rows.values_list("seq", "line"):
            yield seq, bytes(line)


def entries(first: int = 0, last: int | None = None) -> Iterator[Entry]:
    """Each entry from `first` up to, and without, `last`."""
    for _, line in lines(first, last):
        yield parse_line(line)


def leaves(first: int = 0, last: int | None = None) -> Iterator[bytes]:
    """The hash of each entry, in order."""
    for start, stop in _ranges(first, last):
        rows = Leaf.objects.filter(seq__gte=start, seq__lt=stop).order_by("seq")
        for leaf in rows.values_list("hash", flat=True):
            yield bytes(leaf)


def history(name: str) -> Iterator[Entry]:
    """Every entry about one object (`control/AC-02`), oldest first."""
    for line in Body.objects.filter(object=name).order_by("seq").values_list("line", flat=True).iterator():
        yield parse_line(bytes(line))


def newest_checkpoint() -> Checkpoint | None:
    """The largest head that was signed."""
    row = CheckpointRow.objects.order_by("-size").first()
    return None if row is None else parse_note(bytes(row.note)).checkpoint()


def first_unsigned() -> Entry | None:
    """The first entry that no signed head covers; None when each is covered."""
    newest = CheckpointRow.objects.order_by("-size").values_list("size", flat=True).first()
    line = Body.objects.filter(seq__gte=newest or 0).order_by("seq").values_list("line", flat=True).first()
    return None if line is None else parse_line(bytes(line))


def _ranges(first: int, last: int | None) -> Iterator[tuple[int, int]]:
    end = last
    if end is None:
        newest = Leaf.objects.order_by("-seq").values_list("seq", flat=True).first()
        end = 0 if newest is None else newest + 1
    for start in range(first, end, CHUNK):
        yield start, min(start + CHUNK, end)
