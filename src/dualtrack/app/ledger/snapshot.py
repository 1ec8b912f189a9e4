"""The database as it is at one moment, taken while others write: a file of SQLite, whatever it is."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from attrs import frozen
from django.apps import apps
from django.db import connection

from dualtrack.app.ledger import copying
from dualtrack.app.ledger.home_error import HomeError
from dualtrack.app.ledger.models import BlobRow, CheckpointRow, Head
from dualtrack.domain.ledger.tree import Frontier

# Whoever holds a backup could go on in somebody's session, or open a link that was sent.
_THIRD_PARTY_SECRETS = ("sessions.Session", "account.EmailConfirmation")


@frozen
class Snapshot:
    """A copy of the database in a file of its own, which nobody else writes to."""

    path: Path

    def head(self) -> tuple[int, bytes]:
        """Size and root of the ledger in it."""
        rows = _rows(self.path, f"SELECT size, frontier FROM {Head._meta.db_table} WHERE id = 1")  # noqa: S608 - our names
        if not rows:
            raise HomeError("damaged", "the database has no head: prepare the home first (dualtrack up)")
        return int(rows[0][0]), Frontier.from_bytes(bytes(rows[0][1])).root()

    def blobs(self) -> tuple[str, ...]:
        """Every file that the ledger in it names."""
        rows = _rows(self.path, f"SELECT sha256 FROM {BlobRow._meta.db_table} ORDER BY sha256")  # noqa: S608 - our names
        return tuple(str(name) for (name,) in rows)

    def checkpoint(self) -> bytes | None:
        """The newest signed head in it."""
        table = CheckpointRow._meta.db_table
        rows = _rows(self.path, f"SELECT note FROM {table} ORDER BY size DESC LIMIT 1")  # noqa: S608 - our names
        return bytes(rows[0][0]) if rows else None

    def checkpoint_size(self) -> int:
        """The size of the newest signed head in it; 0 where nothing was signed."""
        rows = _rows(self.path, f"SELECT MAX(size) FROM {CheckpointRow._meta.db_table}")  # noqa: S608 - our names
        return int(rows[0][0] or 0)


def take(folder: Path) -> Snapshot:
    """Copy the database of this process into the folder; writers go on meanwhile."""
    path = folder / "db.sqlite3"
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # Not the backup API: what was erased is still in free pages, which this leaves behind.
            cursor.execute("VACUUM INTO %s", [str(path)])
        _forget(path)
    else:
        copying.copy(path, without=secrets())
    path.chmod(0o600)
    return Snapshot(path)


def secrets() -> tuple[str, ...]:
    """Tables that no backup holds a row of: they would let their holder in, or hold what is no record yet."""
    third = [apps.get_model(label) for label in _THIRD_PARTY_SECRETS]
    ours = [model for model in apps.get_models() if getattr(model, "SECRET", False)]
    return tuple(sorted(model._meta.db_table for model in (*third, *ours)))


def tables(path: Path) -> Mapping[str, int]:
    """Rows by table; by one connection, as each reads the whole schema anew."""
    asked = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"
    with _open(path) as raw:
        names = sorted(str(name) for (name,) in raw.execute(asked))
        return {one: int(raw.execute(f'SELECT COUNT(*) FROM "{one}"').fetchone()[0]) for one in names}  # noqa: S608 - names of the database itself


def require_sound(path: Path) -> None:
    """Refuse a database file that SQLite itself calls damaged."""
    try:
        found = [str(text) for (text,) in _rows(path, "PRAGMA integrity_check(3)")]
    except sqlite3.DatabaseError as error:
        found = [str(error)]
    if found != ["ok"]:
        raise HomeError("damaged", f"{path.name}: SQLite calls the database damaged: {'; '.join(found)}")


def _forget(path: Path) -> None:
    with _open(path) as raw:
        raw.execute("PRAGMA secure_delete=ON")
        for table in secrets():
            raw.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names


def _rows(path: Path, statement: str) -> list[tuple[Any, ...]]:
    with _open(path) as raw:
        return raw.execute(statement).fetchall()


@contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        yield raw
