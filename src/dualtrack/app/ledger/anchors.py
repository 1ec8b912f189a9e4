"""Reads of anchors: all of them, and how much of the ledger none of them covers."""

from datetime import datetime
from typing import cast

from dualtrack.app.ledger import head, queries
from dualtrack.app.ledger.models import AnchorRow, Body, CheckpointRow
from dualtrack.domain.ledger import anchor
from dualtrack.domain.ledger.anchor import Anchor, AnchorKind, Exposure
from dualtrack.domain.ledger.entry import parse_line


def anchors(until: datetime | None = None) -> tuple[Anchor, ...]:
    """Every anchor on record by a time, the newest first."""
    rows = AnchorRow.objects.order_by("-seq")
    return tuple(row.to_value() for row in (rows if until is None else rows.filter(recorded_at__lte=until)))


def newest_locked() -> Anchor | None:
    """The anchor in a bucket that reaches furthest."""
    row = AnchorRow.objects.filter(kind=AnchorKind.BUCKET).order_by("-size").first()
    return None if row is None else cast("Anchor", row.to_value())


def exposure(now: datetime, until: datetime | None = None) -> Exposure:
    """How far the newest anchor reaches; that an anchor was recorded is nothing that waits for one.

    With `until` it is told as it was known then.
    """
    newest = anchor.newest(anchors(until))
    size = head.read().size if until is None else queries.size_at(until)
    after = Body.objects.filter(seq__gte=0 if newest is None else newest.size, seq__lt=size)
    ours = after.filter(object__gte="anchor/", object__lt="anchor0").count()  # 0 comes after the slash
    waiting = after.exclude(object__gte="anchor/", object__lt="anchor0").order_by("seq")
    line = waiting.values_list("line", flat=True).first()
    return anchor.exposure(
        newest,
        size=size,
        entries=size - (0 if newest is None else newest.size) - ours,
        first_uncovered=None if line is None else parse_line(bytes(line)).recorded_at,
        now=now,
    )


def newest_head(until: datetime | None = None) -> bytes | None:
    """The note of the largest head that was signed, among those over what was recorded by a time."""
    rows = CheckpointRow.objects.order_by("-size")
    found = (rows if until is None else rows.filter(size__lte=queries.size_at(until))).first()
    return None if found is None else bytes(found.note)
