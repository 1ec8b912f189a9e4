"""The one door through which facts are written: row and ledger entry together, in one transaction."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from attrs import frozen
from django.db import connection, transaction

from dualtrack.app.ledger import entropy, erased, head, plainly, skews
from dualtrack.app.ledger import rows as table_rows
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.models import BlobRow
from dualtrack.app.ledger.recorded import Recorded, model_of, object_name, recorded_type, recording
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.codec import encode
from dualtrack.domain.ledger.entry import Entry, leaf_hash, to_line


@frozen(kw_only=True)
class Change:
    """One fact to write: a value (or a row of it), what was done, why, and when it happened."""

    value: object
    action: str
    reason: str = ""
    occurred_at: datetime | None = None
    blobs: tuple[str, ...] = ()
    tombstone: bool = False
    actor: Actor | None = None  # where it differs from the one of the batch


def record(
    value: object,
    *,
    actor: Actor,
    now: datetime,
    action: str,
    reason: str = "",
    occurred_at: datetime | None = None,
    blobs: Sequence[str] = (),
) -> Entry:
    """Write a value (or an edited row) and the entry that says who did it, why and when."""
    change = Change(value=value, action=action, reason=reason, occurred_at=occurred_at, blobs=tuple(blobs))
    return record_many([change], actor=actor, now=now)[0]


def tombstone(
    row: Recorded,
    *,
    actor: Actor,
    now: datetime,
    action: str,
    reason: str = "",
    occurred_at: datetime | None = None,
) -> Entry:
    """Take a row away; the ledger keeps what it was, and says that it went."""
    change = Change(value=row, action=action, reason=reason, occurred_at=occurred_at, tombstone=True)
    return record_many([change], actor=actor, now=now)[0]


@contextmanager
def exclusive() -> Iterator[None]:
    """One transaction in which nobody else writes: read, decide, record, with nothing in between."""
    with transaction.atomic():
        if connection.vendor != "sqlite":  # SQLite's transactions begin IMMEDIATE
            head.read(lock=True)
        yield


def record_many(changes: Iterable[Change], *, actor: Actor, now: datetime) -> tuple[Entry, ...]:
    """Write many facts in order, in one transaction; all or none."""
    database = plainly.database()
    with transaction.atomic(), database.wrap_database_errors, recording():
        cursor = plainly.cursor(database)
        current = head.read(lock=True, cursor=cursor)
        recorded_at = max(now, current.last_recorded_at or now)  # time never runs backwards in the ledger
        given = list(changes)
        if not given:
            return ()
        told = _skew(now, current)
        written = [
            _entry(change, change.actor or actor, recorded_at, current.size + position)
            for position, change in enumerate((*told, *given))
        ]
        _write_rows(cursor, [row for row, _ in written], [entry for _, entry in written])
        _name_blobs([entry for _, entry in written], recorded_at)
        entries = tuple(entry for _, entry in written)
        lines = [to_line(entry) for entry in entries]
        hashes = [leaf_hash(line) for line in lines]
        head.append(cursor, current, entries, lines, hashes, recorded_at)
        return entries[len(told) :]


def _skew(now: datetime, current: head.LedgerHead) -> tuple[Change, ...]:
    """A clock that fell behind the record is told before what is written by it."""
    found = skews.noticed(now, current.last_recorded_at)
    return () if found is None else (Change(value=found, action=skews.ACTION, actor=skews.WATCH),)


def _entry(change: Change, actor: Actor, recorded_at: datetime, seq: int) -> tuple[Recorded, Entry]:
    """The row and the entry of one change."""
    row = change.value if isinstance(change.value, Recorded) else None
    value = row.to_value() if row is not None else change.value
    model = model_of(value)
    data = encode(value)
    if row is None:
        row = model.from_data(value, data, seq, recorded_at)
    else:
        row.seq, row.recorded_at = seq, recorded_at
    type_name, version = recorded_type(model)
    entry = Entry(
        seq=seq,
        salt=entropy.salt(),
        recorded_at=recorded_at,
        occurred_at=change.occurred_at,
        actor=actor.id,
        via=actor.via,
        action=change.action,
        object=object_name(model, row.id),
        reason=change.reason,
        type=type_name,
        tv=version,
        value=None if change.tombstone else data,
        tombstone={"id": row.id} if change.tombstone else None,
        blobs=change.blobs,
    )
    return row, entry


def _write_rows(cursor: plainly.Cursor, rows: Sequence[Recorded], entries: Sequence[Entry]) -> None:
    """Write the last state of each object once, table by table, in the order in which tables first appear."""
    last: dict[type[Recorded], dict[str, tuple[Recorded, bool]]] = {}
    for row, entry in zip(rows, entries, strict=True):
        last.setdefault(type(row), {})[row.id] = (row, entry.tombstone is not None)
    for model, by_id in last.items():
        gone = [key for key, (_, removed) in by_id.items() if removed]
        if gone:
            model.objects.filter(pk__in=gone).delete()
        kept = [row for row, removed in by_id.values() if not removed]
        if kept:
            table_rows.put(cursor, model, kept)


def _name_blobs(entries: Sequence[Entry], recorded_at: datetime) -> None:
    """Each file is there before the entry that names it; say so in the table of files."""
    named = dict.fromkeys(sha256 for entry in entries for sha256 in entry.blobs)
    if named:
        erased.refuse_again(named)
        store = blob_store()
        BlobRow.objects.bulk_create(
            [BlobRow(sha256=name, size=store.size(name), first_seen=recorded_at) for name in named],
            ignore_conflicts=True,
        )
