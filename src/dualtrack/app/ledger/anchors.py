"""Reads of anchors: all of them, and how much of the ledger none of them covers."""

from datetime import datetime

from dualtrack.app.ledger import head
from dualtrack.app.ledger.models import AnchorRow, Body
from dualtrack.domain.ledger import anchor
from dualtrack.domain.ledger.anchor import Anchor, Exposure
from dualtrack.domain.ledger.entry import parse_line


def anchors(until: datetime | None = None) -> tuple[Anchor, ...]:
    """Every anchor on record by a time, the newest first."""
    rows = AnchorRow.objects.order_by("-seq")
    return tuple(row.to_value() for row in (rows if until is None else rows.filter(recorded_at__lte=until)))


def exposure(now: datetime) -> Exposure:
    """How far the newest anchor reaches now; that an anchor was recorded is nothing that waits for one."""
    newest = anchor.newest(anchors())
    size = head.read().size
    after = Body.objects.filter(seq__gte=0 if newest is None else newest.size)
    waiting = after.exclude(object__startswith="anchor/")
    line = waiting.order_by("seq").values_list("line", flat=True).first()
    first = None if line is None else parse_line(bytes(line)).recorded_at
    return anchor.exposure(newest, entries=waiting.count(), size=size, first_uncovered=first, now=now)
