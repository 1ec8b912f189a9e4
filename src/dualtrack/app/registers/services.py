"""The verbs on registers: write records that were checked, keep profiles and imports; all or none."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from io import BytesIO

from django.db import transaction

from dualtrack.app.ledger import entropy
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.services import Change, exclusive, record, record_many
from dualtrack.app.registers.models import TABLES, ImportDraft, ImportProfileRow
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.codec import type_of
from dualtrack.domain.registers.imported import ImportProfile, RegisterImport
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.register import Register

DRAFTS_KEPT = timedelta(days=1)


def put(*, actor: Actor, now: datetime, records: Sequence[Record], reason: str = "") -> None:
    """Enter or change records of any registers; who enters what people typed checks it first."""
    record_many(_set(records, reason), actor=actor, now=now)


def _set(records: Sequence[Record], reason: str) -> list[Change]:
    return [Change(value=one, action=f"{type_of(one)[0]}.set", reason=reason) for one in records]


def put_import(
    *, actor: Actor, now: datetime, records: Sequence[Record], made: RegisterImport, reason: str
) -> None:
    """Write what an import brings and then the import itself, in one go; its files are stored already."""
    blobs = (made.sha256, *([made.rejected_sha256] if made.rejected_sha256 else []))
    last = Change(value=made, action="register_import.carry_out", reason=reason, blobs=blobs)
    record_many([*_set(records, reason), last], actor=actor, now=now)


def take_back(
    *,
    actor: Actor,
    now: datetime,
    register: Register,
    remove: Sequence[str],
    restore: Sequence[Record],
    made: RegisterImport,
    reason: str,
) -> None:
    """Undo an import: what it made goes, what it changed returns; the ledger keeps all of it."""
    model = TABLES[register.key]
    kind = type_of(object.__new__(register.cls))[0]
    rows = {row.pk: row for row in model.objects.iterator(2000)} if remove else {}
    gone = [Change(value=rows[key], action=f"{kind}.undo", reason=reason, tombstone=True) for key in remove]
    last = Change(value=made, action="register_import.undo", reason=reason)
    record_many([*_set(restore, reason), *gone, last], actor=actor, now=now)


def store(content: bytes) -> str:
    """Keep a file before the entry that names it; gives its hash."""
    name, _ = blob_store().put(BytesIO(content))
    return name


def keep_profile(*, actor: Actor, now: datetime, register: Register, name: str, text: str) -> ImportProfile:
    """Save a profile under a name; the one of the same name in this register is replaced."""
    with exclusive():
        held = ImportProfileRow.objects.filter(register=register.key, name=name).first()
        key = entropy.new_id("prf") if held is None else held.pk
        value = ImportProfile(id=key, register=register.key, name=name, text=text)
        record(value, actor=actor, now=now, action="import_profile.set")
    return value


def begin_draft(*, actor: Actor, now: datetime, register: Register, file: str, content: bytes) -> str:
    """Hold a file until it is imported; what nobody imported within a day goes."""
    with transaction.atomic():
        ImportDraft.objects.filter(made_at__lt=now - DRAFTS_KEPT).delete()
        key = entropy.new_id("drf")
        ImportDraft.objects.create(
            id=key, register=register.key, person=actor.id, file=file, content=content, made_at=now
        )
    return key


def end_draft(*, draft: str) -> None:
    """Let go of a file that was imported, or is not to be."""
    ImportDraft.objects.filter(pk=draft).delete()
