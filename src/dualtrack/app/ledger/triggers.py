"""Database triggers that hold the record still; installed after migrations, compared at each start."""

from collections.abc import Mapping
from typing import cast

from django.db import connection

_LEAF, _BODY, _HEAD, _CHECKPOINT = "ledger_leaf", "ledger_body", "ledger_head", "ledger_checkpointrow"
_NEVER = (
    *((table, verb) for table in (_LEAF, _BODY, _CHECKPOINT) for verb in ("UPDATE", "DELETE")),
    (_HEAD, "DELETE"),
)
_IN_ORDER = (_LEAF, _BODY)
# SQLite's REPLACE removes the row that is there without asking the guard of DELETE: the guard of INSERT asks.
_ONCE = (
    (_HEAD, f"EXISTS (SELECT 1 FROM {_HEAD})", "there is one head"),  # noqa: S608 - our own names
    (
        _CHECKPOINT,
        f"EXISTS (SELECT 1 FROM {_CHECKPOINT} WHERE size >= NEW.size)",  # noqa: S608 - our own names
        "signed heads follow one another",
    ),
)


def _name(table: str, verb: str) -> str:
    return f"{table}_{verb.lower()}_guard"


def _next(table: str) -> str:
    """The position that comes next."""
    return f"(SELECT COALESCE(MAX(seq), -1) + 1 FROM {table})"  # noqa: S608 - our own names


def _sqlite() -> dict[str, str]:
    """Name to statement on SQLite."""
    out = {
        _name(table, verb): f"CREATE TRIGGER {_name(table, verb)} BEFORE {verb} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{table}: the record is never altered'); END"
        for table, verb in _NEVER
    }
    for table in _IN_ORDER:
        name = _name(table, "INSERT")
        out[name] = (
            f"CREATE TRIGGER {name} BEFORE INSERT ON {table}"
            f" WHEN NEW.seq IS NOT {_next(table)}"
            f" BEGIN SELECT RAISE(ABORT, '{table}: entries follow one another'); END"
        )
    for table, condition, message in _ONCE:
        name = _name(table, "INSERT")
        out[name] = (
            f"CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN {condition}"
            f" BEGIN SELECT RAISE(ABORT, '{table}: {message}'); END"
        )
    name = _name(_HEAD, "UPDATE")
    out[name] = (
        f"CREATE TRIGGER {name} BEFORE UPDATE ON {_HEAD} WHEN NEW.size < OLD.size OR NEW.origin <> OLD.origin"
        f" BEGIN SELECT RAISE(ABORT, '{_HEAD}: the head never goes back'); END"
    )
    return out


def _function(name: str, condition: str, message: str, result: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF {condition} THEN RAISE EXCEPTION '{message}'; END IF; RETURN {result}; END $$"
    )


def _postgresql() -> dict[str, str]:
    """Name to statements on PostgreSQL: a function and its trigger."""
    rules = [(t, v, "true", f"{t}: the record is never altered", "NULL") for t, v in _NEVER]
    rules += [
        (
            table,
            "INSERT",
            f"NEW.seq IS DISTINCT FROM {_next(table)}",
            f"{table}: entries follow one another",
            "NEW",
        )
        for table in _IN_ORDER
    ]
    rules += [(t, "INSERT", condition, f"{t}: {message}", "NEW") for t, condition, message in _ONCE]
    back = "NEW.size < OLD.size OR NEW.origin <> OLD.origin"
    rules.append((_HEAD, "UPDATE", back, f"{_HEAD}: the head never goes back", "NEW"))
    return {
        _name(table, verb): _function(_name(table, verb), condition, message, result)
        + f"; CREATE OR REPLACE TRIGGER {_name(table, verb)} BEFORE {verb} ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION {_name(table, verb)}()"
        for table, verb, condition, message, result in rules
    }


def expected() -> Mapping[str, str]:
    """Every trigger of this database by name."""
    return _sqlite() if connection.vendor == "sqlite" else _postgresql()


def _there() -> dict[str, str]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            return dict(cast("list[tuple[str, str]]", cursor.fetchall()))
        cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')")
        return {name: expected().get(name, "") for (name,) in cursor.fetchall()}


def check() -> tuple[str, ...]:
    """Names of triggers that are absent or not ours; empty when the record is guarded."""
    there = _there()
    return tuple(name for name, statement in expected().items() if there.get(name) != statement)


def install() -> None:
    """Put every trigger in place, anew where it differs."""
    wanted = expected()
    for name in check():
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            cursor.execute(wanted[name])
