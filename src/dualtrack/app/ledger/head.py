"""The head row and the append under its lock, as few plain statements as possible."""

from collections.abc import Sequence
from contextvars import ContextVar
from datetime import UTC, datetime

from attrs import frozen

from dualtrack.app.ledger import plainly
from dualtrack.app.ledger.models import Body, Head, Leaf
from dualtrack.domain.ledger.entry import Entry
from dualtrack.domain.ledger.tree import Frontier

_LEAF, _BODY, _HEAD = (model._meta.db_table for model in (Leaf, Body, Head))
_READ = f"SELECT size, frontier, last_recorded_at, origin FROM {_HEAD} WHERE id = 1"  # noqa: S608 - our names
_ADD_LEAF = f"INSERT INTO {_LEAF} (seq, hash) VALUES (%s, %s)"  # noqa: S608 - our names
_ADD_BODY = f"INSERT INTO {_BODY} (seq, object, line) VALUES (%s, %s, %s)"  # noqa: S608 - our names
_MOVE = f"UPDATE {_HEAD} SET size = %s, frontier = %s, last_recorded_at = %s WHERE id = 1"  # noqa: S608 - ours

_appended: ContextVar[bool] = ContextVar("dualtrack_appended", default=False)


class NoLedgerError(RuntimeError):
    """The database has no head row: it was never prepared for a home."""


@frozen(kw_only=True)
class LedgerHead:
    """How far the ledger is."""

    size: int
    frontier: Frontier
    last_recorded_at: datetime | None
    origin: str


def read(*, lock: bool = False, cursor: plainly.Cursor | None = None) -> LedgerHead:
    """The head; with `lock`, nobody else appends until the transaction ends."""
    if cursor is None:
        with plainly.database().cursor() as own:
            return read(lock=lock, cursor=own)
    held = " FOR UPDATE" if lock and plainly.database().vendor != "sqlite" else ""
    cursor.execute(_READ + held)
    row = cursor.fetchone()
    if row is None:
        raise NoLedgerError("the ledger has no head: prepare the home first (dualtrack init, or up)")
    size, frontier, last, origin = row
    return LedgerHead(
        size=size,
        frontier=Frontier.from_bytes(bytes(frontier)),
        last_recorded_at=_moment(last),
        origin=origin,
    )


def begin(origin: str) -> None:
    """The head of an empty ledger, where there is none yet."""
    Head.objects.get_or_create(pk=1, defaults={"frontier": Frontier().to_bytes(), "origin": origin})


def append(
    cursor: plainly.Cursor,
    current: LedgerHead,
    entries: Sequence[Entry],
    lines: Sequence[bytes],
    hashes: Sequence[bytes],
    recorded_at: datetime,
) -> None:
    """Write leaves and bodies after the head, and move it."""
    frontier = current.frontier.extend(hashes)
    bodies = [(entry.seq, entry.object, line) for entry, line in zip(entries, lines, strict=True)]
    leaves = [(entry.seq, leaf) for entry, leaf in zip(entries, hashes, strict=True)]
    cursor.executemany(_ADD_LEAF, leaves)
    cursor.executemany(_ADD_BODY, bodies)
    cursor.execute(_MOVE, (frontier.size, frontier.to_bytes(), plainly.stored(recorded_at)))
    _appended.set(True)


def take_appended() -> bool:
    """Whether this thread wrote entries since it was asked last: a door signs after a write alone."""
    found = _appended.get()
    _appended.set(False)
    return found


def _moment(stored: datetime | None) -> datetime | None:
    """The time as the database gave it: an aware one on PostgreSQL, one without its zone on SQLite."""
    return stored.replace(tzinfo=UTC) if stored is not None and stored.tzinfo is None else stored
