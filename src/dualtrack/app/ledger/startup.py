"""What the product refuses to start with: a record that could lose what it acknowledged, or be altered."""

from attrs import frozen
from django.db import connection

from dualtrack.app.ledger import triggers

_POSTGRESQL = ("fsync", "full_page_writes", "synchronous_commit")
_SYNCHRONOUS = {2: "FULL", 3: "EXTRA"}


@frozen
class Refusal:
    """One reason not to start."""

    code: str
    message: str


def refusals() -> tuple[Refusal, ...]:
    """Every reason not to start; empty when the database keeps what it says it keeps."""
    found = _sqlite() if connection.vendor == "sqlite" else _postgresql()
    found += [
        Refusal("trigger_missing", f"the trigger {name} is absent or altered; run: dualtrack up, then verify")
        for name in triggers.check()
    ]
    return tuple(found)


def _setting(statement: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        row = cursor.fetchone()
    return row[0] if row else None


def _sqlite() -> list[Refusal]:
    found = []
    if _setting("PRAGMA journal_mode") != "wal":
        found.append(Refusal("not_durable", "SQLite: journal_mode is not WAL; put the home on a local disk"))
    if _setting("PRAGMA synchronous") not in _SYNCHRONOUS:
        found.append(Refusal("not_durable", "SQLite: synchronous is not FULL; remove what overrides it"))
    if _setting("PRAGMA foreign_keys") != 1:
        found.append(Refusal("not_checked", "SQLite: foreign keys are not checked; remove what overrides it"))
    return found


def _postgresql() -> list[Refusal]:
    return [
        Refusal("not_durable", f"PostgreSQL: {name} is off; turn it on")
        for name in _POSTGRESQL
        if _setting(f"SHOW {name}") == "off"
    ]
