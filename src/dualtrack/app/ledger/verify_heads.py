"""Verifying the heads: the head row, what was signed, and whether the tree agrees."""

from collections.abc import Sequence

from attrs import field, frozen
from django.db import Error, connection
from django.db.models import Max

from dualtrack.app.ledger import verify_tree
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.models import Body, Head, Leaf
from dualtrack.app.ledger.verify_keys import check_keys
from dualtrack.app.ledger.verify_lines import stored_bytes
from dualtrack.app.ledger.verify_report import Report
from dualtrack.app.ledger.verify_signed import check_signed
from dualtrack.app.ledger.verify_stored import as_written
from dualtrack.app.ledger.verify_tree import Walk
from dualtrack.domain.ledger.backdating import Known
from dualtrack.domain.ledger.codec_types import encode_instant
from dualtrack.domain.ledger.rotation import KeyRing
from dualtrack.domain.ledger.tree import Frontier


@frozen(kw_only=True)
class Heads:
    """What the ledger should look like, from whom."""

    size: int  # how many entries there should be
    edge: Frontier | None  # of the head row, when it can be read
    last: str | None  # None when the head cannot be read
    signed: dict[int, bytes] = field(factory=dict)  # size to root, where the signature is valid
    ring: KeyRing | None = None  # the keys that sign


@frozen(kw_only=True)
class Outside:
    """A head that somebody else holds, told by what holds it; an anchor also knows since when."""

    item: str
    size: int
    root: bytes
    known: Known | None = None


def read_heads(report: Report, here: Home) -> Heads:
    """The head row and the checkpoints, each checked by itself."""
    size, edge, last = _head(report, here)
    stands = 1 + max(_newest(Leaf), _newest(Body))
    if edge is not None and edge.size != size:
        report.add("head", "changed", f"its size is {size}, its tree's is {edge.size}")
        size = edge.size if edge.size == stands else size
        edge = edge if edge.size == size else None
    elif edge is None and size != stands:
        size = stands
    ring = check_keys(report, here)
    signed = check_signed(report, here, ring)
    newest = max(signed, default=0)
    if newest > size:
        detail = f"a checkpoint of size {newest} was signed, the ledger has {size}"
        report.add("ledger", "rolled_back", detail)
    _strangers(report, size)
    report.size, report.newest = size, max(signed, default=None)
    return Heads(size=size, edge=edge, last=last, signed=signed, ring=ring)


def _strangers(report: Report, size: int) -> None:
    """Rows of the record at places that no entry has: nothing else reads them, and a history would."""
    places = " UNION ".join(
        f"SELECT seq FROM {table._meta.db_table} WHERE seq < 0 OR seq >= %s"  # noqa: S608 - our names
        for table in (Leaf, Body)
    )
    with connection.cursor() as cursor:
        cursor.execute(f"{places} ORDER BY seq", [size, size])
        for (seq,) in iter(cursor.fetchone, None):
            report.add(
                f"entry {seq}", "extra", f"stands {'before the first entry' if seq < 0 else 'after the head'}"
            )
    for key in Head.objects.exclude(pk=1).order_by("pk").values_list("pk", flat=True):
        report.add(f"ledger_head/{key}", "extra", "a second head; the record has one")


def _newest(table: type[Leaf] | type[Body]) -> int:
    found = table._default_manager.aggregate(newest=Max("seq"))["newest"]
    return -1 if found is None else int(found)


def _head(report: Report, here: Home) -> tuple[int, Frontier | None, str | None]:
    try:
        row = Head.objects.get(pk=1)
        last = "" if row.last_recorded_at is None else encode_instant(row.last_recorded_at)
        origin, size = row.origin, row.size
    except (Error, Head.DoesNotExist, ValueError, TypeError) as error:
        report.add("head", "changed", f"cannot be read: {error}")
        return 1 + max(_newest(Leaf), _newest(Body)), None, None
    if origin != here.origin:
        report.add("head", "changed", f"its origin is {origin!r}, the home's is {here.origin!r}")
    try:
        return size, Frontier.from_bytes(stored_bytes(row.frontier)), last
    except ValueError as error:
        report.add("head", "changed", f"its tree cannot be read: {error}")
        return size, None, last


def compare(report: Report, heads: Heads, seen: Walk, outside: Sequence[Outside] = ()) -> None:
    """Step 2: which side is right where line and leaf differ, and whether every head is the tree's."""
    wanted = {size: root for size, root in heads.signed.items() if size <= heads.size}
    if heads.edge is not None:
        wanted.setdefault(heads.size, heads.edge.root())
    roots, leaf_is_wrong = seen.roots, False
    if seen.suspects and _agreeing(wanted, roots) < len(wanted):
        other = verify_tree.roots_of_lines(heads.size, {*wanted, heads.size})
        if _agreeing(wanted, other) > _agreeing(wanted, roots):
            roots, leaf_is_wrong = other, True
    _name_suspects(report, seen, leaf_is_wrong=leaf_is_wrong)
    report.root = roots.get(heads.size, b"")
    ours = roots.get(heads.size)
    confirmed = heads.signed.get(heads.size) == ours or not _in_ledger(report)
    if heads.edge is not None and ours is not None and heads.edge.root() != ours and confirmed:
        report.add("head", "changed", "its tree is not the one over the entries")
    for size in sorted(set(wanted) & set(heads.signed)):
        if roots.get(size) != heads.signed[size] and not _in_ledger(report):
            report.add(
                f"checkpoint {size}", "inconsistent", "the entries before it are not those it was signed over"
            )
    _compare_outside(report, heads, outside, roots)
    if heads.last is not None and heads.last != seen.last_recorded_at and not _in_ledger(report):
        report.add(
            "head", "changed", f"its last time is {heads.last}, the last entry's {seen.last_recorded_at}"
        )
    if heads.last is not None and not report.blames("head"):  # it could be read, and says what it should
        row = Head.objects.get(pk=1)
        if not as_written(Head, {"1": row}):
            report.add("head", "changed", "a column is not stored as the program stores it")


def _compare_outside(
    report: Report, heads: Heads, outside: Sequence[Outside], roots: dict[int, bytes]
) -> None:
    """What others hold is the beginning of this ledger; the largest head that is, is the newest anchor."""
    for point in outside:
        if point.size > heads.size:
            detail = f"is a checkpoint of size {point.size}, the ledger has {heads.size}"
            report.add(point.item, "rolled_back", detail)
        elif roots.get(point.size) == point.root:
            report.holds(point.size, None if point.known is None else point.known.at)
            if point.known is None:  # it was given, and is no anchor on record
                report.brought[point.item] = point.size
        elif not _in_ledger(report):
            detail = f"is held outside, and the first {point.size} entries are not those it was signed over"
            report.add(point.item, "inconsistent", detail)


def _agreeing(wanted: dict[int, bytes], roots: dict[int, bytes]) -> int:
    return sum(roots.get(size) == root for size, root in wanted.items())


def _in_ledger(report: Report) -> bool:
    """True when an entry or a leaf is named already: what follows from that is not named as well.

    Nothing follows from a row that is extra: it stands at a place that no tree goes over.
    """
    return any(
        problem.item.startswith(("entry ", "leaf ", "ledger")) and problem.kind != "extra"
        for problem in report.problems
    )


def _name_suspects(report: Report, seen: Walk, *, leaf_is_wrong: bool) -> None:
    for seq, says in seen.suspects.items():
        if leaf_is_wrong:
            report.add(
                f"leaf {seq}",
                "changed",
                "is not the hash of the entry; the signed heads agree with the entry",
            )
        elif says is not None and says != seq:
            report.add(f"entry {seq}", "reordered", f"holds the line of entry {says}")
        else:
            report.add(f"entry {seq}", "changed", "its line does not hash to its leaf")
