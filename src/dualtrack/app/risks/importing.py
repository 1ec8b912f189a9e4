"""Writing what a spreadsheet brings into the register of risks, and taking it back; all or none."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from dualtrack.app.ledger.queries import history
from dualtrack.app.ledger.services import Change, record_many
from dualtrack.app.risks.models import RiskAssessmentRow, RiskRow
from dualtrack.app.risks.registering import run_of
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.codec import decode
from dualtrack.domain.registers.imported import RegisterImport
from dualtrack.domain.risks.risk import Risk

Pair = tuple[Risk | None, Risk]  # as it stood, if it did, and as it is written


def put_import(
    *, actor: Actor, now: datetime, pairs: Sequence[Pair], made: RegisterImport, reason: str
) -> None:
    """Runs of assessing, a risk a row, then the import itself: undoing it counts back from there."""
    blobs = (made.sha256, *([made.rejected_sha256] if made.rejected_sha256 else []))
    last = Change(value=made, action="register_import.carry_out", reason=reason, blobs=blobs)
    changes = [*_runs(pairs, actor, made.on, reason), *(_change(pair, reason) for pair in pairs), last]
    record_many(changes, actor=actor, now=now)


def _runs(pairs: Sequence[Pair], actor: Actor, today: date, reason: str) -> Iterator[Change]:
    for before, after in pairs:
        if before is None or (before.inherent, before.residual) != (after.inherent, after.residual):
            run = run_of(after, actor, today, reason)
            yield Change(value=run, action="risk.assess", reason=reason)


def _change(pair: Pair, reason: str) -> Change:
    before, after = pair
    return Change(value=after, action="risk.add" if before is None else "risk.change", reason=reason)


def take_back(
    *,
    actor: Actor,
    now: datetime,
    remove: Sequence[str],
    restore: Sequence[str],
    made: RegisterImport,
    reason: str,
) -> None:
    """Undo an import: risks that it made go with their runs, others return to what they were before it."""
    begun = next(history(f"register_import/{made.id}")).seq
    there = {row.pk: row.to_value() for row in RiskRow.objects.filter(pk__in=restore)}
    pairs: list[Pair] = [(there[key], _before(key, begun)) for key in restore]
    gone = [*RiskAssessmentRow.objects.filter(risk__in=remove), *RiskRow.objects.filter(pk__in=remove)]
    changes = [
        *_runs(pairs, actor, made.undone_on or made.on, reason),
        *(Change(value=after, action="risk.undo", reason=reason) for _, after in pairs),
        *(Change(value=row, action="risk.undo", reason=reason, tombstone=True) for row in gone),
        Change(value=made, action="register_import.undo", reason=reason),
    ]
    record_many(changes, actor=actor, now=now)


def _before(risk: str, begun: int) -> Risk:
    """The risk as it was before the import whose own entry is `begun`: its last entry but one by then."""
    *_, stood, _imported = (one for one in history(f"risk/{risk}") if one.seq < begun)
    value = decode(stood.type, stood.tv, stood.value or {})
    assert isinstance(value, Risk)  # noqa: S101 - only a risk that stood is restored
    return value
