"""Plain statements of an append, with as little between them and the database as may be.

Every write waits for them, under the lock that all others wait for. On SQLite they go to `sqlite3` itself;
Django's own cursor looks through each statement's text again for every row. Where somebody listens in (a test
that counts queries, a log of them), and on PostgreSQL, they go through that cursor.
"""

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Protocol

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper


class Cursor(Protocol):
    """What an append asks of a cursor; places of values are spelt %s."""

    def execute(self, sql: str, params: Sequence[Any] = ..., /) -> object:
        """Run one statement."""

    def executemany(self, sql: str, param_list: Sequence[Sequence[Any]], /) -> object:
        """Run one statement for each row of values."""

    def fetchone(self) -> Any:
        """The next row of what was asked last, or None."""


class _Bare:
    """A cursor of sqlite3, asked in the words of Django's."""

    def __init__(self, on: BaseDatabaseWrapper) -> None:
        self._cursor: sqlite3.Cursor = on.connection.cursor()
        self._refuse_broken = on.validate_no_broken_transaction  # one may break between two statements
        self.fetchone = self._cursor.fetchone

    def execute(self, sql: str, params: Sequence[Any] = (), /) -> object:
        self._refuse_broken()
        return self._cursor.execute(_marked(sql), params)

    def executemany(self, sql: str, param_list: Sequence[Sequence[Any]], /) -> object:
        self._refuse_broken()
        return self._cursor.executemany(_marked(sql), param_list)


@lru_cache(maxsize=512)
def _marked(sql: str) -> str:
    """The statement with the marks that SQLite reads."""
    return sql.replace("%s", "?")


def database() -> BaseDatabaseWrapper:
    """The connection of this thread, looked up once: the proxy would ask for it at every use."""
    return connections[DEFAULT_DB_ALIAS]


def cursor(on: BaseDatabaseWrapper) -> Cursor:
    """The shortest way to a database within a transaction; errors are turned by `on.wrap_database_errors`."""
    if on.vendor != "sqlite" or on.execute_wrappers or on.queries_logged:
        return on.cursor()
    on.ensure_connection()
    on.validate_thread_sharing()
    return _Bare(on)


def stored(moment: datetime) -> str | datetime | None:
    """A time as this database stores it; all that one append writes have the same.

    It goes to UTC first: the hour that comes twice in autumn is one value to whoever compares, and two times.
    """
    return _stored(moment.astimezone(UTC), database().vendor)


@lru_cache(maxsize=64)
def _stored(moment: datetime, vendor: str) -> str | datetime | None:  # noqa: ARG001 - remembered by it
    found: str | datetime | None = database().ops.adapt_datetimefield_value(moment)
    return found
