"""What the product refuses to start with: a record that could lose what it acknowledged, or be altered."""

from attrs import frozen
from django.db import connection

from dualtrack.app.ledger import collation, database_address, head, head_files, home, triggers
from dualtrack.app.ledger.models import Head

_DURABLE = ("fsync", "full_page_writes", "synchronous_commit")
_SYNCHRONOUS = {2: "FULL", 3: "EXTRA"}
NO_RECORD = "no_record"
_MIGRATE = "run: dualtrack up"
_VERIFY = "run: dualtrack verify, then dualtrack up, which puts it back and records that"
# The role of this connection with all that it may become: SET ROLE needs no more than membership.
_ROLE = """
SELECT current_user, bool_or(rolsuper), bool_or(rolbypassrls), bool_or(rolreplication),
       bool_or(rolname IN ('pg_execute_server_program', 'pg_write_server_files'))
FROM pg_roles WHERE pg_has_role(current_user, oid, 'MEMBER')
"""
_POWERS = (
    "is a superuser, or may become one",
    "sets row security aside (BYPASSRLS)",
    "may replicate (REPLICATION)",
    "may act on the server's own files",
)
_UNLOGGED = """
SELECT relname FROM pg_class
WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relpersistence <> 'p'
ORDER BY relname
"""


@frozen
class Refusal:
    """One reason not to start."""

    code: str
    message: str


def refusals() -> tuple[Refusal, ...]:
    """Every reason not to start; empty when the database keeps what it says it keeps."""
    found = of_database()
    absent = triggers.check()
    lost = of_record() if absent else ()
    if lost:
        return (*found, *lost)
    unguarded = [
        Refusal("trigger_missing", f"the trigger {name} is absent or altered; {_VERIFY}") for name in absent
    ]
    return (*found, *unguarded, *([] if unguarded else _of_another_home()))


def of_record() -> tuple[Refusal, ...]:
    """A database without a ledger, where this home signed heads of one: it was lost, or another is named.

    Tables made there would be the beginning of another record. None where no head was signed yet.
    """
    here = home.current_or_none()
    if here is None or Head._meta.db_table in connection.introspection.table_names():
        return ()
    if not head_files.signed(here):
        return ()
    place = database_address.shown(connection.settings_dict)
    text = (
        f"the database {place} holds no record, and this home has signed the heads of one: put that database"
        " back or name it in DATABASE_URL; if it is lost, restore a backup into another folder:"
        " dualtrack restore FILE --home FOLDER"
    )
    return (Refusal(NO_RECORD, text),)


def of_database() -> tuple[Refusal, ...]:
    """Those that are about how the database is set up, which is no matter of what is recorded."""
    return tuple(_sqlite() if connection.vendor == "sqlite" else _postgresql())


def described() -> str:
    """The database of this process in a few words, for people; never its password."""
    place = database_address.shown(connection.settings_dict)
    if connection.vendor == "sqlite":
        return f"SQLite {_one('SELECT sqlite_version()')}"
    return f"PostgreSQL {_one('SHOW server_version')}, {place}, as {_one('SELECT current_user')}"


def _rows(statement: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def _one(statement: str) -> object:
    rows = _rows(statement)
    return rows[0][0] if rows else None


def _sqlite() -> list[Refusal]:
    found = []
    if _one("PRAGMA journal_mode") != "wal":
        found.append(Refusal("not_durable", "SQLite: journal_mode is not WAL; put the home on a local disk"))
    if _one("PRAGMA synchronous") not in _SYNCHRONOUS:
        found.append(Refusal("not_durable", "SQLite: synchronous is not FULL; remove what overrides it"))
    if _one("PRAGMA foreign_keys") != 1:
        found.append(Refusal("not_checked", "SQLite: foreign keys are not checked; remove what overrides it"))
    return found


def _postgresql() -> list[Refusal]:
    found = of_server()
    found += [
        Refusal("not_durable", f"PostgreSQL: the table {name} is not logged; ALTER TABLE {name} SET LOGGED")
        for (name,) in _rows(_UNLOGGED)
    ]
    if _one("SHOW lock_timeout") == "0":
        text = "PostgreSQL: lock_timeout is not in force; connect without a pooler, or by one of sessions"
        found.append(Refusal("not_bounded", text))
    return found + _order()


def of_server() -> list[Refusal]:
    """What is wrong before there is a table: durability, encoding, the role; nothing on SQLite."""
    if connection.vendor == "sqlite":
        return []
    found = [
        Refusal("not_durable", f"PostgreSQL: {name} is off; turn it on")
        for name in _DURABLE
        if _one(f"SHOW {name}") == "off"
    ]
    encoding = _one("SHOW server_encoding")
    if encoding != "UTF8":
        found.append(
            Refusal("not_unicode", f"PostgreSQL: the encoding is {encoding}; create the database with UTF8")
        )
    return found + _role()


def _role() -> list[Refusal]:
    """A role that stands above the guards is no role for the program; that it owns its tables is as meant."""
    ((name, *held),) = _rows(_ROLE)
    powers = [power for power, has in zip(_POWERS, held, strict=True) if has]
    return [
        Refusal("role_too_powerful", f"PostgreSQL: the role {name} {power}; use an ordinary role")
        for power in powers[:1]  # a superuser is all of them
    ]


def _order() -> list[Refusal]:
    """Text that compares otherwise than by code point would be paged through wrongly."""
    tables = sorted({table for table, _, _ in collation.others()})
    text = f"PostgreSQL: text does not compare by code point in {', '.join(tables)}; {_MIGRATE}"
    return [Refusal("other_order", text)] if tables else []


def _of_another_home() -> list[Refusal]:
    """Where the database stands apart from the home, an address may lead to another's."""
    here = home.current_or_none()
    if here is None or connection.settings_dict["NAME"] == str(here.database_file):
        return []
    try:
        origin = head.read().origin
    except head.NoLedgerError:
        return []
    text = f"DATABASE_URL: the database is of the home {origin}, this home is {here.origin}; give its own"
    return [] if origin == here.origin else [Refusal("another_home", text)]
