"""Verbs on controls: adopt, change, approve the design, document, open a period."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import BinaryIO

from attrs import evolve

from dualtrack.app.controls.models import ControlApprovalRow, ControlRow, DocumentRow
from dualtrack.app.ledger import entropy, erased
from dualtrack.app.ledger.approving import approve_revision
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.models import Body
from dualtrack.app.ledger.refusals import RefusedError, require_day
from dualtrack.app.ledger.services import Change, exclusive, record, record_many
from dualtrack.domain.controls.changes import problem as change_problem
from dualtrack.domain.controls.control import Control
from dualtrack.domain.controls.delivered import DeltaNote, NoteRefusal, note_id, note_refusal
from dualtrack.domain.controls.design import ControlApproval, digest
from dualtrack.domain.controls.document import Document, DocumentKind
from dualtrack.domain.controls.period import ObservationPeriod
from dualtrack.domain.frameworks.catalogue import Delta
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.approval import Refusal, refusal, refusal_among
from dualtrack.domain.ledger.codec import decode
from dualtrack.domain.ledger.entry import Entry, parse_line
from dualtrack.domain.ledger.revision import same_revision


def adopt(*, actor: Actor, now: datetime, controls: Sequence[Control], reason: str = "") -> None:
    """Take controls into the programme, or change them; each change is a new entry.

    A change that would take back what a control owed is refused.
    """
    rows = ControlRow.objects.filter(pk__in=[c.id for c in controls])
    there: dict[str, Control] = {row.pk: row.to_value() for row in rows}
    for control in controls:
        before = there.get(control.id)
        why = None if before is None else change_problem(before, control, now.date())
        if why is not None:
            raise RefusedError(why, control=control.id)
    changes = [Change(value=c, action="control.set", reason=reason) for c in controls]
    record_many(changes, actor=actor, now=now)


def change(*, actor: Actor, now: datetime, control: str, reason: str = "", **fields: object) -> Control:
    """Change fields of one control; a changed wording voids its approval by itself."""
    with exclusive():
        value = evolve(held(control), **fields)  # type: ignore[arg-type]  # fields are the value's own
        adopt(actor=actor, now=now, controls=[value], reason=reason)
    return value


def held(control: str) -> Control:
    """The control as it stands; refused when there is none of that id."""
    row = ControlRow.objects.filter(pk=control).first()
    if row is None:
        raise RefusedError("unknown_control", control=control)
    value: Control = row.to_value()
    return value


def authors(control: str) -> tuple[str, ...]:
    """Actors who changed the wording since the one that was approved last; the latest is last.

    Whoever wrote any of it prepared it: a full stop by somebody else does not make the first one an approver.
    What was erased cannot be compared: whoever wrote it counts as one of them.
    """
    approved = set(ControlApprovalRow.objects.filter(control=control).values_list("digest", flat=True))
    found: list[str] = []
    last: Entry | None = None
    for entry in _entries(control):
        if last is not None and _wording(entry) == _wording(last):
            continue
        if last is not None and _digest_of(last) in approved:
            found = []
        last = entry
        found.append(entry.actor)
    wrote = [
        stub.entry.actor
        for stub in erased.stubs_of(f"control/{control}")
        if stub.entry.action != "control.approve"
    ]
    return tuple(dict.fromkeys((*wrote, *found)))


def _entries(control: str) -> Iterator[Entry]:
    """Entries of the control that hold a value, oldest first."""
    rows = Body.objects.filter(object=f"control/{control}").order_by("seq")
    for line in rows.values_list("line", flat=True):
        entry = parse_line(bytes(line))
        if entry.value is not None:
            yield entry


def _digest_of(entry: Entry) -> str:
    return digest(decode(entry.type, entry.tv, dict(entry.value or {})))  # type: ignore[arg-type]  # a Control


def _wording(entry: Entry) -> tuple[object, ...]:
    value = entry.value or {}
    names = ("title", "purpose", "activity", "cadence", "operating", "requirements")
    return tuple(value.get(name) for name in names)


def approve(
    *, actor: Actor, now: datetime, today: date, control: str, seen: str | None = None
) -> ControlApproval:
    """Approve the control as it is worded now; whoever worded it cannot. `seen`: the digest that was read."""
    with exclusive():
        require_day(today, now, control)
        value = held(control)
        if not same_revision(seen, digest(value)):
            raise RefusedError(Refusal.CHANGED, object=control)
        prepared = authors(control)
        why = refusal(preparer=prepared[-1], approver=actor)
        if why is not None:
            raise RefusedError(why, object=control)
        if refusal_among(preparers=prepared, approver=actor) is not None:
            raise RefusedError("approver_worded_it_too", object=control, authors=", ".join(prepared))
        approval = ControlApproval(
            id=entropy.new_id("apr"),
            control=control,
            digest=digest(value),
            prepared_by=prepared[-1],
            approved_by=actor.id,
            approved_on=today,
        )
        record(approval, actor=actor, now=now, action="control.approve")
    return approval


def add_document(
    *,
    actor: Actor,
    now: datetime,
    title: str,
    kind: DocumentKind,
    controls: Sequence[str],
    content: BinaryIO,
) -> Document:
    """Store a document's bytes and record its next version, waiting for approval by somebody else."""
    for control in controls:
        held(control)
    refuse_empty(content, title)
    sha256, _ = blob_store().put(content)
    with exclusive():
        version = DocumentRow.objects.filter(title=title).count() + 1
        value = Document(
            id=entropy.new_id("doc"),
            title=title,
            kind=kind,
            version=version,
            controls=tuple(controls),
            sha256=sha256,
            prepared_by=actor.id,
        )
        record(value, actor=actor, now=now, action="document.add", blobs=(sha256,))
    return value


def refuse_empty(content: BinaryIO, name: str) -> None:
    """Refuse a file without a byte before it is stored: what no entry names is a fault when verifying."""
    if not content.read(1):
        raise RefusedError("file_is_empty", file=name)
    content.seek(0)


def approve_document(
    *, actor: Actor, now: datetime, today: date, document: str, seen: str | None = None
) -> Document:
    """Put a version of a document into force; its preparer cannot. `seen`: the hash of what was read."""
    value: Document = approve_revision(
        DocumentRow,
        document,
        actor=actor,
        now=now,
        today=today,
        seen=seen,
        action="document.approve",
        blobs=lambda held: (held.sha256,),
    )
    return value


def note_delta(
    *,
    actor: Actor,
    now: datetime,
    today: date,
    control: str,
    framework: str,
    delta: Delta | None,
    note: str,
) -> DeltaNote:
    """Record that a control delivers a delta that no register shows, in the words of whoever says so."""
    require_day(today, now, control)
    with exclusive():
        held(control)
        why = note_refusal(delta, note)
        if why is not None or delta is None:
            raise RefusedError(why or NoteRefusal.UNKNOWN, object=control)
        value = DeltaNote(
            id=note_id(control, framework, delta.id),
            control=control,
            framework=framework,
            delta=delta.id,
            note=note.strip(),
            said_by=actor.id,
            said_on=today,
        )
        record(value, actor=actor, now=now, action="control.deliver", reason=value.note)
    return value


def open_period(*, actor: Actor, now: datetime, period: ObservationPeriod) -> None:
    """Record the span that a framework is judged over."""
    record(period, actor=actor, now=now, action="period.open")
