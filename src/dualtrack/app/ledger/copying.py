"""A database of PostgreSQL as a file of SQLite: every row as one view of it has them, while others write.

A backup is the same whatever database it was taken from: what reads and restores one knows of no other.
"""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC
from functools import cache
from pathlib import Path
from typing import Any

from attrs import frozen
from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader

from dualtrack.app.ledger import schema, triggers
from dualtrack.app.ledger.database_trouble import Trouble, said, trouble
from dualtrack.app.ledger.home_error import HomeError
from dualtrack.app.ledger.schema import Migration

_BATCH = 2000  # rows that are held at a time
_ALIAS = "schema"
# What SQLite makes by itself has no statement, or a name of its own kind.
_MADE = (
    "SELECT type, name, sql FROM sqlite_master"
    " WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY rowid"
)
_VIEW = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
# What SQLite has no type for, by PostgreSQL's number of it, in the words in which Django stores it there.
_SPELLED: Mapping[int, Callable[[Any], object]] = {
    1082: lambda day: day.isoformat(),
    1184: lambda moment: str(moment.astimezone(UTC).replace(tzinfo=None)),
    1700: str,
    3802: lambda text: json.dumps(json.loads(text)),  # as the server words it, in its own order of keys
}


def copy(path: Path, without: Collection[str] = ()) -> None:
    """Write the database of this process to a new file; the tables in `without` have no row there."""
    source = connections.create_connection("default")
    try:
        source.set_autocommit(False)
        with source.cursor() as cursor:
            cursor.execute(_VIEW)
        with closing(sqlite3.connect(path)) as target:
            _copy(source, target, without)
    except DatabaseError as error:
        if trouble(error) is not Trouble.LOST:
            raise
        message = (
            "the connection to the database was lost while it was copied, and no backup was written:"
            f" take it again ({said(error)})"
        )
        raise HomeError("connection_lost", message) from error
    finally:
        source.close()


def _copy(source: BaseDatabaseWrapper, target: sqlite3.Connection, without: Collection[str]) -> None:
    with source.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        applied = frozenset((str(app), str(name)) for app, name in cursor.fetchall())
        held = frozenset(source.introspection.table_names(cursor))
    _require_known(applied)
    made = _schema(applied, held)
    tables = [one for one in made if one.kind == "table"]
    _run(target, (one.statement for one in tables))
    for one in tables:
        if one.name not in without:
            _table(source, target, one.name)
    # After the rows: an index is quicker made over all of them, and the guards would look at each.
    _run(target, (one.statement for one in made if one.kind != "table"))
    _run(target, triggers.expected("sqlite").values())
    target.commit()


def _run(target: sqlite3.Connection, statements: Iterable[str]) -> None:
    for statement in statements:
        target.execute(statement)


def _require_known(applied: frozenset[Migration]) -> None:
    newer = schema.unknown(MigrationLoader(None), applied)
    if newer:
        message = f"the database holds tables that this program does not know ({newer[0]})"
        raise HomeError("newer_program", f"{message}; install a newer Dualtrack")


@frozen
class _Made:
    """A table or an index of SQLite, and what makes it."""

    kind: str
    name: str
    statement: str


@cache
def _schema(applied: frozenset[Migration], held: frozenset[str]) -> tuple[_Made, ...]:
    """The same tables and indexes on SQLite; it takes seconds, so once a process."""
    with _in_memory() as empty, empty.cursor() as cursor:
        schema.make(empty, applied, held)
        cursor.execute(_MADE)
        return tuple(_Made(str(kind), str(name), str(text)) for kind, name, text in cursor.fetchall())


@contextmanager
def _in_memory() -> Iterator[BaseDatabaseWrapper]:
    """An empty database of SQLite beside that of this process; migrations find it by its name alone."""
    described: dict[str, Any] = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
    connections.settings[_ALIAS] = connections.configure_settings({"default": described})["default"]
    database = connections[_ALIAS]
    try:
        yield database
    finally:
        BaseDatabaseWrapper.close(database)  # SQLite's own leaves one in memory open
        del connections[_ALIAS], connections.settings[_ALIAS]


def _table(source: BaseDatabaseWrapper, target: sqlite3.Connection, name: str) -> None:
    """All rows of a table, by its key, a batch at a time."""
    columns = [str(row[1]) for row in target.execute(f'PRAGMA table_info("{name}")')]
    quoted, places = ", ".join(f'"{column}"' for column in columns), ", ".join("?" * len(columns))
    insert = f'INSERT INTO "{name}" ({quoted}) VALUES ({places})'  # noqa: S608 - names of our own tables
    with source.chunked_cursor() as cursor:
        cursor.execute(f'SELECT {quoted} FROM "{name}" ORDER BY 1')  # noqa: S608 - as above
        kinds = [_SPELLED.get(column.type_code) for column in cursor.description or ()]
        spelled = [(at, spell) for at, spell in enumerate(kinds) if spell]
        while rows := cursor.fetchmany(_BATCH):
            target.executemany(insert, (_as_stored(row, spelled) for row in rows))


def _as_stored(row: tuple[Any, ...], spelled: list[tuple[int, Callable[[Any], object]]]) -> list[object]:
    values = list(row)
    for at, spell in spelled:
        if values[at] is not None:
            values[at] = spell(values[at])
    return values
