"""Reads of the ledger: lines, entries, leaves, the history of one object; in bounded memory."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from attrs import evolve
from django.db import connection

from dualtrack.app.ledger import erased, head
from dualtrack.app.ledger.head import LedgerHead
from dualtrack.app.ledger.models import Body, CheckpointRow, Leaf
from dualtrack.app.ledger.recorded import Recorded, recorded_type
from dualtrack.domain.ledger.entry import Entry, parse_line
from dualtrack.domain.ledger.note import Checkpoint, parse_note
from dualtrack.domain.ledger.standing import Told, told
from dualtrack.domain.ledger.tree import Frontier

CHUNK = 2000
_NEVER = datetime.max.replace(tzinfo=UTC)


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


def last_values(kind: str, until: datetime) -> tuple[Any, ...]:
    """The last value of each object of one kind, of what was recorded by an instant; in the order of ids."""
    return _last(kind, lambda one: one.recorded_at <= until)


def values_before(kind: str, seq: int) -> tuple[Any, ...]:
    """The same as it was when an entry was written: what had been recorded before that position.

    A frozen clock gives many entries one time, and their positions tell them apart.
    """
    return _last(kind, lambda one: one.seq < seq)


def _last(kind: str, known: Callable[[Told], bool]) -> tuple[Any, ...]:
    found: dict[str, Any] = {}
    for one in told(of_kind(kind), erased.left(kind)):
        if not known(one):
            break
        if one.value is None:
            found.pop(one.object, None)
        else:
            found[one.object] = one.value
    return tuple(found[name] for name in sorted(found))


def values(model: type[Recorded], until: datetime | None = None) -> tuple[Any, ...]:
    """Every value of a table, in the order of ids: from its rows, or with `until` as the ledger knew them."""
    if until is not None:
        return last_values(recorded_type(model)[0], until)
    return tuple(row.to_value() for row in model.objects.order_by("pk"))


def head_at(until: datetime) -> LedgerHead:
    """The head as it was at an instant: over what was recorded by then."""
    newest = head.read()
    if newest.last_recorded_at is None or newest.last_recorded_at <= until:
        return newest
    size = size_at(until)
    last = recorded_at(size - 1) if size else None
    return evolve(newest, size=size, frontier=Frontier().extend(leaves(0, size)), last_recorded_at=last)


def size_at(until: datetime) -> int:
    """How many entries there were by a time; times never run backwards in the ledger."""
    return bisect_right(range(head.read().size), until, key=recorded_at)


def recorded_at(seq: int) -> datetime:
    """When an entry was recorded; where its body was erased the erasure tells, where it is lost the next."""
    line = Body.objects.filter(pk=seq).values_list("line", flat=True).first()
    if line is not None:
        return parse_line(bytes(line)).recorded_at
    stub = erased.stubs().get(seq)
    if stub is not None:
        return stub.entry.recorded_at
    row = Body.objects.filter(seq__gte=seq).order_by("seq").values_list("line", flat=True).first()
    return head.read().last_recorded_at or _NEVER if row is None else parse_line(bytes(row)).recorded_at


def of_kind(kind: str) -> Iterator[Entry]:
    """Every entry about objects of a kind, oldest first."""
    rows = Body.objects.filter(object__gte=f"{kind}/", object__lt=f"{kind}0")  # 0 comes after the slash
    for line in rows.order_by("seq").values_list("line", flat=True).iterator():
        yield parse_line(bytes(line))


def of_objects(names: Iterable[str]) -> tuple[Entry, ...]:
    """Every entry about objects by name, oldest first, in one query."""
    rows = Body.objects.filter(object__in=list(names)).order_by("seq")
    return tuple(parse_line(bytes(line)) for line in rows.values_list("line", flat=True))


def firsts(kinds: Iterable[str]) -> dict[str, Entry]:
    """The first entry about any object of each kind that has one, in two queries however many kinds."""
    spans = [(kind, f"{kind}/", f"{kind}0") for kind in kinds]  # 0 comes after the slash
    if not spans:
        return {}
    one = f"SELECT %s, MIN(seq) FROM {Body._meta.db_table} WHERE object >= %s AND object < %s"  # noqa: S608 - our name
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(spans)), [word for span in spans for word in span])
        found = {kind: seq for kind, seq in cursor.fetchall() if seq is not None}
    lines = dict(Body.objects.filter(pk__in=found.values()).values_list("seq", "line"))
    return {kind: parse_line(bytes(lines[seq])) for kind, seq in found.items()}


def naming(blob: str) -> tuple[Entry, ...]:
    """Every entry that names a file, oldest first; it reads every line, which erasing alone asks for."""
    found = "instr(line, %s)" if connection.vendor == "sqlite" else "position(%s in line)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT line FROM {Body._meta.db_table} WHERE {found} > 0 ORDER BY seq",  # noqa: S608 - our names
            [blob.encode()],
        )
        held = [parse_line(bytes(line)) for (line,) in cursor.fetchall()]
    return tuple(entry for entry in held if blob in entry.blobs)


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
