"""Carrying out an erasure: the entry first, what it names after it; and again, where that was cut off.

The entry, the bodies and the rows leave in one transaction; the files after it, when the entry is durable. A
start, a restore and `dualtrack doctor` carry out again what an entry names and is still there.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from typing import cast

from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.utils.module_loading import import_string

from dualtrack.app.ledger import erased
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.models import BlobRow, Body
from dualtrack.app.ledger.recorded import recorded_models, recorded_type, recording
from dualtrack.app.ledger.services import record
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.entry import Entry
from dualtrack.domain.ledger.erasure import ErasedEntry, Erasure

_CHUNK = 500


class NotNamedError(RuntimeError):
    """A body that an erasure names was not there to leave: the erasure names something else than it took."""


def record_erasure(erasure: Erasure, *, actor: Actor, now: datetime) -> Entry:
    """Write the entry, and take away the bodies and the rows that it names; files leave by `settle_files`.

    Within the transaction of whoever decides: what they looked at is what leaves.
    """
    with transaction.atomic():
        _overwrite()
        entry = record(erasure, actor=actor, now=now, action="erasure.carry_out")
        gone = _remove_bodies([one.seq for one in erasure.entries])
        if gone != len(erasure.entries):
            raise NotNamedError(
                f"{erasure.id}: names {len(erasure.entries)} entries, of which {gone} are there"
            )
        _remove_rows(erasure.entries)
        BlobRow.objects.filter(sha256__in=erasure.blobs).delete()
        for step in _steps():
            step(erasure)
    return entry


def settle() -> tuple[str, ...]:
    """Carry out again what erasure entries name and is still there; says what it took away."""
    found: list[str] = []
    for done in erased.erasures():
        with transaction.atomic():
            _overwrite()
            seqs = [one.seq for one in done.erasure.entries]
            there = list(Body.objects.filter(seq__in=seqs).order_by("seq").values_list("seq", flat=True))
            if there:
                _remove_bodies(there)
                _remove_rows(done.erasure.entries)
            found += [f"entry {seq}" for seq in there]
            BlobRow.objects.filter(sha256__in=done.erasure.blobs).delete()
            for step in _steps():
                step(done.erasure)
        found += settle_files(done.erasure)
    if found:
        scrub()
    return tuple(found)


def settle_files(erasure: Erasure) -> tuple[str, ...]:
    """Take away the files that an erasure names; each is gone for good when this returns."""
    store = blob_store()
    return tuple(f"blob {name}" for name in erasure.blobs if store.remove(name))


def waiting() -> tuple[str, ...]:
    """What erasure entries name and is still there."""
    store = blob_store()
    found: list[str] = []
    for done in erased.erasures():
        seqs = [one.seq for one in done.erasure.entries]
        there = Body.objects.filter(seq__in=seqs).order_by("seq").values_list("seq", flat=True)
        found += [f"entry {seq}" for seq in there]
        found += [f"blob {name}" for name in done.erasure.blobs if store.exists(name)]
    return tuple(found)


def scrub() -> None:
    """Bring the database's own remains down to what nobody can prevent: its log and its dead rows.

    Where somebody is reading just then it is left to the next time; the database does it by itself too.
    """
    if connection.in_atomic_block:
        return
    statement = "PRAGMA wal_checkpoint(TRUNCATE)" if connection.vendor == "sqlite" else f"VACUUM {_BODY}"
    with suppress(DatabaseError), connection.cursor() as cursor:
        cursor.execute(statement)


_BODY = Body._meta.db_table


def _overwrite() -> None:
    """SQLite leaves what was deleted in free pages, unless it is told to write zeros over it."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def _remove_bodies(seqs: Sequence[int]) -> int:
    """The guard of the database lets those leave that an erasure entry names, and no other."""
    starts = range(0, len(seqs), _CHUNK)
    return sum(Body.objects.filter(seq__in=seqs[at : at + _CHUNK]).delete()[0] for at in starts)


def _remove_rows(entries: Sequence[ErasedEntry]) -> None:
    """An object whose last entry left has no row: what it was is not kept beside the ledger either."""
    models = {recorded_type(model)[0]: model for model in recorded_models()}
    with recording():
        for one in entries:
            kind, _, key = one.object.partition("/")
            models[kind].objects.filter(pk=key, seq=one.seq).delete()


def _steps() -> Iterator[Callable[[Erasure], None]]:
    """What apps keep beside the record of what left; they name the step as `erases`."""
    for config in apps.get_app_configs():
        for name in getattr(config, "erases", ()):
            yield cast("Callable[[Erasure], None]", import_string(name))
