"""Verbs of erasure: look what would leave, ask for it, decline it, carry it out; always by two persons."""

from datetime import date, datetime
from typing import BinaryIO, cast

from attrs import evolve, frozen

from dualtrack.app.accounts.rights import require
from dualtrack.app.evidence import services as evidence_services
from dualtrack.app.evidence.models import EvidenceRow
from dualtrack.app.ledger import entropy, erasing
from dualtrack.app.ledger.approving import approve_revision
from dualtrack.app.ledger.erased import Done
from dualtrack.app.ledger.models import ErasureRequestRow, LegalHoldRow
from dualtrack.app.ledger.refusals import RefusedError, require_day
from dualtrack.app.ledger.services import exclusive, record
from dualtrack.app.programme.erasing.effects import effects
from dualtrack.app.programme.erasing.leaving import Leaving, leaving
from dualtrack.app.programme.queries import snapshot
from dualtrack.domain.evidence.evidence import Evidence
from dualtrack.domain.evidence.redaction import problem as redaction_problem
from dualtrack.domain.ledger.approval import Refusal
from dualtrack.domain.ledger.erasing import barred
from dualtrack.domain.ledger.erasure import (
    Effect,
    ErasureRequest,
    Ground,
    Target,
    carried_out,
    declined,
)
from dualtrack.domain.ledger.person import Viewer, program
from dualtrack.domain.ledger.retention import free_from

_WHOLE = program("erasing")


@frozen(kw_only=True)
class Asked:
    """What somebody wants erased, and why."""

    target: Target
    subject: str
    ground: Ground
    legal_basis: str
    reason: str
    replacement: str | None = None


@frozen(kw_only=True)
class Redacted:
    """A redacted file that is to take the place of what leaves."""

    content: BinaryIO
    filename: str


@frozen(kw_only=True)
class Foreseen:
    """What would leave, what it would do, and the first day on which no floor keeps it."""

    what: Leaving
    effects: tuple[Effect, ...]
    free_from: date | None


def foresee(viewer: Viewer, *, today: date, asked: Asked, replaced: bool = False) -> Foreseen:
    """Look what would leave today, and record nothing; refused for the reason that a request would be."""
    require(viewer, "erasures.read")
    return _judged(today, asked, replaced=replaced)


def file_of(evidence: str) -> str:
    """The hash of the file of a piece of evidence."""
    row = EvidenceRow.objects.filter(pk=evidence).first()
    if row is None:
        raise RefusedError("unknown_evidence", object=evidence)
    value: Evidence = row.to_value()
    return value.artifact.sha256


def _judged(today: date, asked: Asked, *, replaced: bool = False) -> Foreseen:
    """What leaves and what it does; refused where a rule bars it today."""
    held = snapshot(_WHOLE)
    what = leaving(held, today, asked.target, asked.subject)
    if asked.replacement is not None:
        _require_replacement(what, asked)
    why = barred(
        what.item,
        ground=asked.ground,
        legal_basis=asked.legal_basis,
        reason=asked.reason,
        replaced=replaced or asked.replacement is not None,
        holds=[row.to_value() for row in LegalHoldRow.objects.filter(lifted_on=None)],
        today=today,
    )
    if why is not None:
        raise RefusedError(why.bar, object=asked.subject, **why.params)
    return Foreseen(what=what, effects=effects(held, today, what), free_from=free_from(what.item))


def _require_replacement(what: Leaving, asked: Asked) -> None:
    """Refuse a replacement that does not stand for every piece of evidence that loses its file."""
    originals = [row.to_value() for row in EvidenceRow.objects.filter(pk__in=what.evidence)]
    row = EvidenceRow.objects.filter(pk=asked.replacement).first()
    if row is None or not originals:
        raise RefusedError(
            "redaction_stands_for_nothing", object=asked.replacement or "", original=asked.subject
        )
    for original in originals:
        why = redaction_problem(original, row.to_value())
        if why is not None:
            raise RefusedError(why, object=row.pk, original=original.id)


def ask(
    viewer: Viewer, *, now: datetime, today: date, asked: Asked, redacted: Redacted | None = None
) -> ErasureRequest:
    """Record a request; it names exactly what leaves, and what that does to the audits.

    A redacted file is added first, as evidence of its own that takes the place of what leaves.
    """
    require(viewer, "erasures.request")
    require_day(today, now, asked.subject)
    if not viewer.actor.id.startswith("person:"):
        raise RefusedError("requester_is_not_a_person", object=asked.subject)
    with exclusive():
        if redacted is not None:
            added = _redact(viewer, now, today, asked, redacted)
            asked = evolve(asked, replacement=added.id)
        for row in ErasureRequestRow.objects.filter(target=asked.target.value, subject=asked.subject):
            if cast("ErasureRequest", row.to_value()).waits:
                raise RefusedError("erasure_is_requested_already", object=asked.subject, request=row.pk)
        found = _judged(today, asked)
        free = found.free_from
        value = ErasureRequest(
            id=entropy.new_id("ers"),
            target=asked.target,
            subject=asked.subject,
            ground=asked.ground,
            legal_basis=asked.legal_basis.strip(),
            reason=asked.reason.strip(),
            blobs=found.what.blobs,
            entries=found.what.entries,
            engagements=found.what.engagements,
            effects=found.effects,
            kept_until=free if free is not None and free > today else None,
            replacement=asked.replacement,
            prepared_by=viewer.actor.id,
            prepared_on=today,
        )
        record(value, actor=viewer.actor, now=now, action="erasure.request")
    return value


def _redact(viewer: Viewer, now: datetime, today: date, asked: Asked, redacted: Redacted) -> Evidence:
    """Add the redacted file, which speaks about the same; stored only where the rest holds."""
    require(viewer, "evidence.add")
    found = _judged(today, asked, replaced=True)
    row = EvidenceRow.objects.filter(pk__in=found.what.evidence).order_by("pk").first()
    if row is None:
        raise RefusedError("redaction_stands_for_nothing", object=redacted.filename, original=asked.subject)
    original: Evidence = row.to_value()
    return evidence_services.add(
        actor=viewer.actor,
        now=now,
        today=today,
        content=redacted.content,
        filename=redacted.filename,
        controls=original.controls,
        covers_from=original.covers_from,
        covers_to=original.covers_to,
        media_type=original.artifact.media_type,
        performed_on=original.performed_on,
        collected_at=original.collected_at or original.received_at,
    )


def decline(viewer: Viewer, *, now: datetime, today: date, request: str, because: str) -> ErasureRequest:
    """Say no to a request, or take one's own back; nothing leaves."""
    require(viewer, "erasures.request")
    require_day(today, now, request)
    if not because.strip():
        raise RefusedError("declining_needs_a_reason", object=request)
    with exclusive():
        value = declined(_waiting(request), by=viewer.actor.id, on=today, because=because)
        record(value, actor=viewer.actor, now=now, action="erasure.decline")
    return value


def carry_out(viewer: Viewer, *, now: datetime, today: date, request: str, seen: str | None = None) -> Done:
    """Approve a request as another person than who asked, and erase exactly what it names.

    `seen`: the hash of the request that was read. What bars it is looked at again, and what it would take.
    """
    require(viewer, "erasures.approve")
    with exclusive():
        _waiting(request)
        value: ErasureRequest = approve_revision(
            ErasureRequestRow,
            request,
            actor=viewer.actor,
            now=now,
            today=today,
            seen=seen,
            action="erasure.approve",
        )
        asked = Asked(
            target=value.target,
            subject=value.subject,
            ground=value.ground,
            legal_basis=value.legal_basis,
            reason=value.reason,
            replacement=value.replacement,
        )
        found = _judged(today, asked)
        _require_same(value, found)
        erasure = evolve(carried_out(value, at=now), effects=found.effects)
        entry = erasing.record_erasure(erasure, actor=viewer.actor, now=now)
    erasing.settle_files(erasure)
    erasing.scrub()
    return Done(seq=entry.seq, erasure=erasure)


def _waiting(request: str) -> ErasureRequest:
    row = ErasureRequestRow.objects.filter(pk=request).first()
    value = None if row is None else cast("ErasureRequest", row.to_value())
    if value is None or not value.waits:
        raise RefusedError(Refusal.NOT_WAITING, object=request)
    return value


def _require_same(value: ErasureRequest, found: Foreseen) -> None:
    """What the approver read is what leaves, and no audit uses it that they were not told of."""
    what = found.what
    if (what.blobs, what.entries) != (value.blobs, value.entries):
        raise RefusedError("erasure_takes_something_else_now", object=value.id)
    new = {e.engagement for e in found.effects} - {e.engagement for e in value.effects}
    new |= set(what.engagements) - set(value.engagements)
    if new:
        raise RefusedError(
            "erasure_has_another_effect_now", object=value.id, engagement=", ".join(sorted(new))
        )
