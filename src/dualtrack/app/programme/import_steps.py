"""What an import wrote, a step a row: each record as it was left and as it stood before, by the ledger."""

from collections.abc import Callable, Iterator, Sequence

from dualtrack.app.ledger.models import Body
from dualtrack.app.ledger.queries import entries, history
from dualtrack.domain.ledger.codec import decode
from dualtrack.domain.ledger.entry import Entry, parse_line
from dualtrack.domain.registers.imported import RegisterImport
from dualtrack.domain.registers.values import Value
from dualtrack.sheets.undo import Step, Undo

_FEW = 500
Read = Callable[[object], dict[str, Value]]


def row_steps(kind: str, read: Read, made: RegisterImport) -> Undo:
    """The steps of an import that wrote one entry of a kind for each row, right before its own.

    `read` says what a recorded value holds as a sheet does.
    """
    first = begun(made)
    if first is None:
        return Undo()
    start = first - made.written
    wrote = [one for one in entries(start, first) if one.value is not None]
    before: dict[str, dict[str, Value] | None] = {}
    for entry in earlier([one.object for one in wrote], start):
        before[entry.object] = _values(read, entry)
    steps = (
        Step(id=key_of(one.object), left=_values(read, one) or {}, before=before.get(one.object))
        for one in wrote
        if one.type == kind
    )
    return Undo(steps=tuple(steps))


def begun(made: RegisterImport) -> int | None:
    """The position of an import's own first entry, which what it wrote stands before."""
    first = next(history(f"register_import/{made.id}"), None)
    return None if first is None else first.seq


def earlier(names: Sequence[str], until: int) -> Iterator[Entry]:
    """The entries about objects before a position, of each object oldest first."""
    for at in range(0, len(names), _FEW):
        rows = Body.objects.filter(object__in=names[at : at + _FEW], seq__lt=until).order_by("seq")
        for line in rows.values_list("line", flat=True).iterator():
            yield parse_line(bytes(line))


def key_of(name: str) -> str:
    """The id in the name of an object."""
    return name.partition("/")[2]


def _values(read: Read, entry: Entry) -> dict[str, Value] | None:
    return None if entry.value is None else read(decode(entry.type, entry.tv, entry.value))
