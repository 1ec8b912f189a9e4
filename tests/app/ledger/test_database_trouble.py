"""What a database says, as troubles that people can act on; on both databases the same."""

import psycopg
from django.db import DatabaseError, OperationalError, ProgrammingError
from tests.each import each

from dualtrack.app.ledger.database_trouble import Trouble, said, trouble


@each(
    ("text", "expected"),
    [
        ("database is locked", Trouble.BUSY),
        ("database or disk is full", Trouble.DISK_FULL),
        ("disk I/O error", Trouble.IO_ERROR),
        ("attempt to write a readonly database", Trouble.READ_ONLY),
        ("unable to open database file", Trouble.READ_ONLY),
        ("no such table: ledger_head", Trouble.OLDER_HOME),
        ("no such column: x", Trouble.OLDER_HOME),
        ("something else", None),
    ],
)
def test_sqlite_says_it_in_words(text: str, expected: Trouble | None) -> None:
    assert trouble(OperationalError(text)) is expected


def _of(cause: psycopg.Error, kind: type[DatabaseError] = OperationalError) -> DatabaseError:
    error = kind(str(cause))
    error.__cause__ = cause
    return error


@each(
    ("cause", "expected"),
    [
        (psycopg.errors.LockNotAvailable("x"), Trouble.BUSY),
        (psycopg.errors.DeadlockDetected("x"), Trouble.BUSY),
        (psycopg.errors.DiskFull("x"), Trouble.DISK_FULL),
        (psycopg.errors.IoError("x"), Trouble.IO_ERROR),
        (psycopg.errors.ReadOnlySqlTransaction("x"), Trouble.READ_ONLY),
        (psycopg.errors.InsufficientPrivilege("x"), Trouble.READ_ONLY),
        (psycopg.errors.UndefinedTable("x"), Trouble.OLDER_HOME),
        (psycopg.errors.TooManyConnections("x"), Trouble.UNREACHABLE),
        (psycopg.errors.AdminShutdown("x"), Trouble.LOST),
        (psycopg.errors.ConnectionFailure("x"), Trouble.LOST),
        (psycopg.errors.SyntaxError("x"), None),
        (psycopg.OperationalError("connection failed: refused"), Trouble.UNREACHABLE),
        (
            psycopg.OperationalError('connection failed: FATAL: password authentication failed for "x"'),
            Trouble.REFUSED,
        ),
        (
            psycopg.OperationalError('connection failed: FATAL: database "x" does not exist'),
            Trouble.REFUSED,
        ),
        (
            psycopg.OperationalError("connection failed: FATAL: no pg_hba.conf entry for host"),
            Trouble.REFUSED,
        ),
        (psycopg.OperationalError("server closed the connection unexpectedly"), Trouble.LOST),
        (psycopg.InterfaceError("the connection is closed"), Trouble.LOST),
        (psycopg.DataError("x"), None),
    ],
)
def test_postgresql_says_it_by_its_state(cause: psycopg.Error, expected: Trouble | None) -> None:
    kind = ProgrammingError if isinstance(cause, psycopg.ProgrammingError) else OperationalError
    assert trouble(_of(cause, kind)) is expected


def test_what_passes_may_be_asked_again() -> None:
    assert {found for found in Trouble if found.passes} == {Trouble.BUSY, Trouble.UNREACHABLE, Trouble.LOST}


def test_what_was_said_is_one_line() -> None:
    assert said(OperationalError("connection failed:\n\tIs the server running?\n")) == (
        "connection failed: Is the server running?"
    )
