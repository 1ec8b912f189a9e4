"""Reads of evidence and check counts, for a viewer."""

from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO

from dualtrack.app.accounts.rights import NotAllowedError, may
from dualtrack.app.controls.queries import owned
from dualtrack.app.evidence.models import CheckDayRow, EvidenceRow, RunRow
from dualtrack.app.ledger import erased
from dualtrack.domain.evidence.checkday import CheckDay
from dualtrack.domain.evidence.evidence import Evidence
from dualtrack.domain.evidence.run import ObservationRun
from dualtrack.domain.ledger.person import Viewer


def evidence(viewer: Viewer) -> tuple[Evidence, ...]:
    """All evidence that the viewer may see: everything, or what serves the controls that they own."""
    if not may(viewer, "evidence.read"):
        return ()
    values: Sequence[Evidence] = [row.to_value() for row in EvidenceRow.objects.order_by("pk")]
    if viewer.sees_all:
        return tuple(values)
    mine = owned(viewer)
    return tuple(e for e in values if mine & set(e.controls))


def one(viewer: Viewer, evidence_id: str) -> Evidence | None:
    """One piece of evidence; None when it is not there or not theirs to see."""
    row = EvidenceRow.objects.filter(pk=evidence_id).first() if may(viewer, "evidence.read") else None
    if row is None or not (viewer.sees_all or owned(viewer) & set(row.controls)):
        return None
    value: Evidence = row.to_value()
    return value


def content(viewer: Viewer, evidence_id: str) -> tuple[Evidence, BinaryIO]:
    """A piece of evidence with its bytes, hashed again before they are served."""
    value = one(viewer, evidence_id)
    if value is None:
        raise NotAllowedError("evidence.read")
    return value, erased.opened(value.artifact.sha256)


def runs(viewer: Viewer, until: datetime | None = None) -> tuple[ObservationRun, ...]:
    """Every file that a source gave, of those that had come by an instant; the last received first."""
    if not viewer.sees_all:
        return ()
    rows = RunRow.objects.order_by("-received_at", "pk")
    return tuple(r.to_value() for r in (rows if until is None else rows.filter(received_at__lte=until)))


def check_days(viewer: Viewer) -> tuple[CheckDay, ...]:
    """The daily counts, in a fixed order."""
    if not viewer.sees_all:
        return ()
    names = ("control", "framework", "day", "run", "received_at")
    counts = ("passed", "failed", "unknown", "excepted", "not_applicable")
    rows = CheckDayRow.objects.order_by("control", "framework", "day", "run").values(*names, *counts)
    return tuple(CheckDay(**row) for row in rows)
