"""Verifying the ledger itself: every leaf and line in its place, and the tree over them against each head."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from attrs import define, field
from django.db import connection

from dualtrack.app.ledger import queries
from dualtrack.app.ledger.models import Body, Leaf
from dualtrack.app.ledger.verify_erased import Gone, tell
from dualtrack.app.ledger.verify_lines import loads, stored_bytes
from dualtrack.app.ledger.verify_report import LIMIT, Report
from dualtrack.app.ledger.verify_times import Times
from dualtrack.domain.ledger.entry import leaf_hash
from dualtrack.domain.ledger.tree import Frontier

_LEAF, _BODY = Leaf._meta.db_table, Body._meta.db_table
_BETWEEN = "seq >= %s AND seq < %s"


class Stored(NamedTuple):
    """One place of the ledger as it is stored."""

    seq: int
    leaf: bytes | None
    line: bytes | None
    object: str


@define
class Walk:
    """What one pass over the ledger learned."""

    roots: dict[int, bytes] = field(factory=dict)  # over the stored leaves, at each size that was asked for
    suspects: dict[int, int | None] = field(
        factory=dict
    )  # line unlike leaf: the position that the line gives
    holes: set[int] = field(factory=set)  # bodies that are not there, and no erasure took
    gone: Gone = field(factory=Gone)
    objects: set[str] = field(factory=set)  # of entries with a problem: their rows are not blamed as well
    blobs: dict[str, str] = field(factory=dict)  # file to the recorded_at of the entry that first named it
    last_recorded_at: str = ""
    first: Mapping[str, object] | None = None
    times: Times = field(factory=Times)
    broken: bool = False  # a leaf and its line are both gone: no root can be computed beyond

    @property
    def whole(self) -> bool:
        """True when every entry could be read as it was recorded."""
        return not (self.suspects or self.holes or self.objects)


def stored(stop: int) -> Iterator[Stored]:
    """Every place from 0 up to `stop`, present or not, in bounded memory."""
    for start in range(0, stop, queries.CHUNK):
        end = min(start + queries.CHUNK, stop)
        leaves = dict(_select(["hash"], _LEAF, _BETWEEN, [start, end]))
        rows = _select(["object", "line"], _BODY, _BETWEEN, [start, end])
        bodies = {seq: (_text(name), stored_bytes(line)) for seq, name, line in rows}
        for seq in range(start, end):
            leaf, (name, line) = leaves.get(seq), bodies.get(seq, ("", None))
            yield Stored(seq, None if leaf is None else stored_bytes(leaf), line, name)


def _select(
    columns: Sequence[str], table: str, condition: str, values: Sequence[int]
) -> list[tuple[Any, ...]]:
    """Rows of a table of the record, read as bytes, even where somebody made text of a column."""
    cast = "CAST({} AS BLOB)" if connection.vendor == "sqlite" else "{}"
    shown = ", ".join(cast.format(column) for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT seq, {shown} FROM {table} WHERE {condition}",  # noqa: S608 - names of our own tables
            list(values),
        )
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def lines_at(places: Sequence[int]) -> dict[int, bytes]:
    """The stored lines of some places."""
    if not places:
        return {}
    marks = ", ".join(["%s"] * len(places))
    return {seq: stored_bytes(line) for seq, line in _select(["line"], _BODY, f"seq IN ({marks})", places)}


def last_entries(after: bytes, before: str, count: int, stop: int) -> list[tuple[bytes, int]]:
    """The next objects by name, as bytes because somebody may have damaged one, with their last entry.

    Of places from 0 up to `stop` alone: a row elsewhere is no entry. The sign of `+seq` keeps to the index of
    objects.
    """
    sqlite = connection.vendor == "sqlite"
    shown, given = ("CAST(object AS BLOB)", "CAST(%s AS TEXT)") if sqlite else ("object", "%s")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {shown}, MAX(seq) FROM {_BODY} WHERE object > {given} AND object < %s"  # noqa: S608 - ours
            " AND +seq >= 0 AND +seq < %s GROUP BY object ORDER BY object LIMIT %s",
            [after if sqlite else after.decode(), before, stop, count],
        )
        return [(name if sqlite else name.encode(), seq) for name, seq in cursor.fetchall()]


def _text(value: object) -> str:
    return bytes(value).decode("utf-8", "replace") if isinstance(value, bytes | memoryview) else str(value)


def walk(
    report: Report,
    stop: int,
    sizes: Iterable[int],
    gone: Gone | None = None,
    times: Times | None = None,
) -> Walk:
    """Step 1: places are contiguous, each line hashes to its leaf, is canonical, and says where it stands."""
    seen = Walk(gone=gone or Gone(), times=times or Times())
    tree, wanted = Frontier(), set(sizes)
    seen.roots[0] = tree.root()
    pending: list[bytes] = []
    for place in stored(stop):
        known = _place(report, seen, place)
        if known is None:
            seen.broken = True
        if not seen.broken and known is not None:
            pending.append(known)
        if place.seq + 1 in wanted or len(pending) >= queries.CHUNK:
            tree, pending = tree.extend(pending), []
            if place.seq + 1 in wanted and not seen.broken:
                seen.roots[place.seq + 1] = tree.root()
    return seen


def _place(report: Report, seen: Walk, place: Stored) -> bytes | None:
    """Check one place; the leaf hash to build the tree from."""
    if place.line is None:
        said = seen.gone.body(place.seq, place.leaf)
        if said is not None:
            tell(report, seen.gone, f"entry {place.seq}", said.by)
            return place.leaf
        seen.holes.add(place.seq)
        if place.leaf is None:
            report.add(f"entry {place.seq}", "missing", "its line and its leaf are gone")
        else:
            report.add(f"entry {place.seq}", "erased_without_entry", "its line is gone; no entry says so")
        return place.leaf
    fields = loads(place.line)
    found = leaf_hash(place.line)
    if place.leaf is None:
        report.add(f"leaf {place.seq}", "missing", "the hash of this entry is gone; its line is there")
    elif found != place.leaf:
        at = fields.get("seq") if fields else None
        if len(seen.suspects) < LIMIT:
            seen.suspects[place.seq] = at if isinstance(at, int) else None
        _blame(seen, place, fields)
        return place.leaf
    _check_fields(report, seen, place, fields)
    return place.leaf or found


def _blame(seen: Walk, place: Stored, fields: Mapping[str, object] | None) -> None:
    seen.objects.add(place.object)
    if fields:
        seen.objects.add(str(fields["object"]))


def _check_fields(report: Report, seen: Walk, place: Stored, fields: Mapping[str, object] | None) -> None:
    """What a line of the right hash says about itself."""
    item = f"entry {place.seq}"
    if fields is None:
        report.add(item, "changed", "its line is not a canonical entry")
    elif fields["seq"] != place.seq:
        report.add(item, "reordered", f"holds the line of entry {fields['seq']}")
    elif fields["object"] != place.object:
        report.add(item, "changed", f"its object column says {place.object!r}, its line {fields['object']!r}")
    else:
        _learn(seen, place.seq, fields)
        return
    _blame(seen, place, fields)


def _learn(seen: Walk, seq: int, fields: Mapping[str, object]) -> None:
    if seq == 0:
        seen.first = fields
    moment = str(fields["recorded_at"])
    seen.last_recorded_at = moment
    seen.times.look(seq, moment, fields)
    blobs = fields["blobs"]
    if blobs and isinstance(blobs, list):
        for name in blobs:
            seen.blobs.setdefault(str(name), moment)


def roots_of_lines(stop: int, sizes: Iterable[int]) -> dict[int, bytes]:
    """The roots over the lines instead of the leaves; asked for only when they disagree."""
    tree, wanted, roots = Frontier(), set(sizes), {0: Frontier().root()}
    for place in stored(stop):
        known = place.leaf if place.line is None else leaf_hash(place.line)
        if known is None:
            break
        tree = tree.append(known)
        if tree.size in wanted:
            roots[tree.size] = tree.root()
    return roots
