"""Verbs on evidence: store a file durably, then record what it covers and which controls it serves."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import BinaryIO

from dualtrack.app.controls.services import held, refuse_empty
from dualtrack.app.evidence.models import EvidenceRow
from dualtrack.app.ledger import entropy
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.ledger.services import exclusive, record
from dualtrack.domain.controls.period import Period
from dualtrack.domain.evidence.evidence import Artifact, Evidence, problem
from dualtrack.domain.ledger.actor import Actor


def add(
    *,
    actor: Actor,
    now: datetime,
    today: date,
    content: BinaryIO,
    filename: str,
    controls: Sequence[str],
    covers_from: date,
    covers_to: date,
    title: str = "",
    media_type: str = "application/octet-stream",
    performed_on: date | None = None,
    collected_at: datetime | None = None,
    note: str = "",
) -> Evidence:
    """Add one piece of evidence; refused with the rule's code, and then nothing is recorded.

    `received_at` is `now`: it is set by us and cannot be set by anybody (design law 1).
    """
    why = problem(
        covers_from=covers_from,
        covers_to=covers_to,
        performed_on=performed_on,
        collected_at=collected_at,
        controls=tuple(controls),
        today=today,
        now=now,
    )
    if why is not None:
        raise RefusedError(why, file=filename, covers=f"{covers_from}..{covers_to}", today=today)
    for control in controls:
        held(control)
    refuse_empty(content, filename)
    sha256, size = blob_store().put(content)
    with exclusive():
        _refuse_repeat(sha256, controls, Period(covers_from, covers_to), filename)
        value = Evidence(
            id=entropy.new_id("ev"),
            title=title.strip() or filename,
            controls=tuple(sorted(set(controls))),
            artifact=Artifact(sha256=sha256, size=size, filename=filename, media_type=media_type),
            covers_from=covers_from,
            covers_to=covers_to,
            performed_on=performed_on,
            collected_at=collected_at,
            received_at=now,
            submitted_by=actor.id,
            note=note,
        )
        record(value, actor=actor, now=now, action="evidence.add", blobs=(sha256,))
    return value


def _refuse_repeat(sha256: str, controls: Sequence[str], covers: Period, filename: str) -> None:
    """The same bytes about the same controls and days add nothing."""
    same = EvidenceRow.objects.filter(artifact__sha256=sha256, covers_from=covers.start, covers_to=covers.end)
    for row in same:
        if set(controls) <= set(row.controls):
            raise RefusedError("evidence_already_on_record", file=filename, evidence=row.pk)
