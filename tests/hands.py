"""Hands that alter a database behind the program's back, on SQLite and on PostgreSQL, by the same statements.

Statements are written as SQLite has them; what PostgreSQL spells otherwise is put into its words here.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import Any

import pytest
from django.db import connection
from tests import databases

from dualtrack.app.ledger import guards
from dualtrack.app.ledger.home import Home

Hand = Callable[..., list[tuple[Any, ...]]]  # a statement with its values; the rows that it gives
_WORDS: tuple[tuple[str, str], ...] = (
    (r"\bx'([0-9a-f]*)'", r"decode('\1', 'hex')"),
    (r"zeroblob\((\w+(?:\(\w+\))?)\)", r"decode(repeat('00', \1), 'hex')"),
    (r"AS BLOB\)", "AS bytea)"),
    (r"replace\((\w+), ('\w+'), ('\w+')\)", r"convert_to(replace(convert_from(\1, 'UTF8'), \2, \3), 'UTF8')"),
    (r"1 << 40", "1::bigint << 40"),
)
_IDLE = "'BEGIN RETURN NEW; END'"
# What PostgreSQL has no words for: other verbs, and text that is none.
_SQLITE_ALONE = re.compile(
    r"REPLACE INTO|OR IGNORE|OR REPLACE|'\w*' AS TEXT\)|\bPRAGMA\b|= 'nonsense'|(_at|_seen) = 'x'"
)


def worded(statement: str) -> str:
    """A statement in the words of the database that the tests run on."""
    if databases.POSTGRESQL:
        for ours, theirs in _WORDS:
            statement = re.sub(ours, theirs, statement)
    return statement


def run(statement: str) -> None:
    """One statement as the program's own role may give it."""
    with connection.cursor() as cursor:
        cursor.execute(worded(statement))


def dropped(name: str) -> str:
    """The statement that takes one guard away."""
    table = name.removesuffix("_guard").rpartition("_")[0]
    return f"DROP TRIGGER {name} ON {table}" if databases.POSTGRESQL else f"DROP TRIGGER {name}"


def idle(name: str) -> None:
    """Let one guard do nothing, under its own name."""
    table, _, verb = name.removesuffix("_guard").rpartition("_")
    if databases.POSTGRESQL:
        run(f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS {_IDLE}")
    else:
        run(dropped(name))
        run(f"CREATE TRIGGER {name} BEFORE {verb} ON {table} BEGIN SELECT 1; END")


def stranger(name: str, table: str) -> None:
    """Put a trigger of somebody else on a table."""
    if databases.POSTGRESQL:
        run(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS {_IDLE}")
        run(f"CREATE TRIGGER {name} AFTER INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")
    else:
        run(f"CREATE TRIGGER {name} AFTER INSERT ON {table} BEGIN SELECT 1; END")


def cases(given: Sequence[tuple[Any, ...]]) -> list[Any]:
    """Parameters that begin with a statement; those that only SQLite can be told are for SQLite alone."""
    return [
        pytest.param(*case, marks=[pytest.mark.sqlite] if _SQLITE_ALONE.search(case[0]) else [])
        for case in given
    ]


@contextmanager
def unguarded(home: Home) -> Iterator[Hand]:
    """The database as somebody with its files in hand has it: no guard while they work, all back after."""
    with _on_postgresql(home) if databases.POSTGRESQL else _on_sqlite(home) as hand:
        yield hand


@contextmanager
def _on_sqlite(home: Home) -> Iterator[Hand]:
    with closing(sqlite3.connect(home.database_file, isolation_level=None)) as raw:
        raw.execute("PRAGMA synchronous=OFF")
        raw.execute("BEGIN")
        there = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in there:
            raw.execute(f"DROP TRIGGER {name}")
        yield lambda statement, values=None: raw.execute(statement, values or {}).fetchall()
        for _, statement in there:
            raw.execute(statement)
        raw.execute("COMMIT")


@contextmanager
def _on_postgresql(home: Home) -> Iterator[Hand]:
    ours = (*guards.guards("IS DISTINCT FROM"), *guards.against_truncate())
    with databases.server().connect(databases.name_of(home.path)) as raw, raw.transaction():
        raw.execute("SET TIME ZONE 'UTC'")
        for table in guards.TABLES:
            raw.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")  # type: ignore[call-overload]  # our text

        def hand(statement: str, values: Mapping[str, object] | None = None) -> list[tuple[Any, ...]]:
            text = worded(statement)
            if values:
                text = re.sub(r"(?<!:):(\w+)", r"%(\1)s", text)
            cursor = raw.execute(text, values or None)  # type: ignore[call-overload]  # the test's text
            return cursor.fetchall() if cursor.description else []

        yield hand
        for guard in ours:
            raw.execute(f"ALTER TABLE {guard.table} ENABLE ALWAYS TRIGGER {guard.name}")  # type: ignore[call-overload]  # ours
