"""Database triggers that hold the record still; installed after migrations, compared at each start."""

from collections.abc import Mapping

from attrs import frozen
from django.db import connection

from dualtrack.app.ledger.guards import BODY, LEAF, TABLES, Guard, against_truncate, guards

_BEFORE_EACH_ROW, _BEFORE_STATEMENT = 1 | 2, 2  # as pg_trigger.tgtype spells them
_VERBS = {"INSERT": 4, "DELETE": 8, "UPDATE": 16, "TRUNCATE": 32}
_OTHERS_SQLITE = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
_OTHERS_POSTGRESQL = """
SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace ORDER BY t.tgname, c.relname
"""
_THERE_SQLITE = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
# All that makes such a trigger what it is; the body of its function last.
_THERE_POSTGRESQL = """
SELECT t.tgname, concat_ws(' ', t.tgrelid::regclass, t.tgtype, t.tgenabled, l.lanname, t.tgnargs, t.tgattr,
       pg_get_expr(t.tgqual, t.tgrelid), array_to_string(p.proconfig, ' '), p.prosrc)
FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_language l ON l.oid = p.prolang
WHERE NOT t.tgisinternal AND t.tgrelid IN (SELECT to_regclass(name) FROM unnest(%s::text[]) AS name)
"""
# A body leaves where an erasure entry after it names its place and its leaf; erasures themselves never leave.
_ERASURES = "e.object >= 'erasure/' AND e.object < 'erasure0' AND e.seq > OLD.seq AND l.seq = OLD.seq"
_OURS = "(OLD.object >= 'erasure/' AND OLD.object < 'erasure0')"
_STAYS_SQLITE = (
    f"{_OURS} OR NOT EXISTS (SELECT 1 FROM {LEAF} AS l, {BODY} AS e,"  # noqa: S608 - our own names
    " json_each(CAST(e.line AS TEXT), '$.value.entries') AS named"
    f" WHERE {_ERASURES} AND json_extract(named.value, '$.seq') = OLD.seq"
    " AND json_extract(named.value, '$.leaf') = lower(hex(l.hash)))"
)
_STAYS_POSTGRESQL = (
    f"{_OURS} OR NOT EXISTS (SELECT 1 FROM {LEAF} AS l, {BODY} AS e,"  # noqa: S608 - our own names
    " jsonb_array_elements(convert_from(e.line, 'UTF8')::jsonb -> 'value' -> 'entries') AS named"
    f" WHERE {_ERASURES} AND (named ->> 'seq')::bigint = OLD.seq"
    " AND named ->> 'leaf' = encode(l.hash, 'hex'))"
)


@frozen
class _Trigger:
    """How a trigger is made, and how the database tells of it when it is as we made it."""

    statement: str
    told: str


def _sqlite(guard: Guard) -> _Trigger:
    when = f" WHEN {guard.condition}" if guard.condition else ""
    statement = (
        f"CREATE TRIGGER {guard.name} BEFORE {guard.verb} ON {guard.table}{when}"
        f" BEGIN SELECT RAISE(ABORT, '{guard.text}'); END"
    )
    return _Trigger(statement, statement)


def _postgresql(guard: Guard) -> _Trigger:
    """A function and its trigger, which fires for replicas too: no session can set it aside."""
    truncates = guard.verb == "TRUNCATE"
    kept = "OLD" if guard.verb == "DELETE" else "NEW"
    each = "STATEMENT" if truncates else "ROW"
    body = (
        f" BEGIN IF {guard.condition or 'true'} THEN RAISE EXCEPTION"
        f" USING ERRCODE = 'integrity_constraint_violation', MESSAGE = '{guard.text}';"
        f" END IF; RETURN {kept if guard.condition else 'NULL'}; END "
    )
    statement = (
        f"CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$;"
        f" CREATE OR REPLACE TRIGGER {guard.name} BEFORE {guard.verb} ON {guard.table}"
        f" FOR EACH {each} EXECUTE FUNCTION {guard.name}();"
        f" ALTER TABLE {guard.table} ENABLE ALWAYS TRIGGER {guard.name}"
    )
    kind = _VERBS[guard.verb] | (_BEFORE_STATEMENT if truncates else _BEFORE_EACH_ROW)
    return _Trigger(statement, f"{guard.table} {kind} A plpgsql 0  {body}")


def _wanted(vendor: str | None = None) -> dict[str, _Trigger]:
    if (vendor or connection.vendor) == "sqlite":
        return {guard.name: _sqlite(guard) for guard in guards("IS NOT", _STAYS_SQLITE)}
    ours = (*guards("IS DISTINCT FROM", _STAYS_POSTGRESQL), *against_truncate())
    return {guard.name: _postgresql(guard) for guard in ours}


def expected(vendor: str | None = None) -> Mapping[str, str]:
    """What makes every trigger, by its name; in the words of this database, or of the kind that is named."""
    return {name: trigger.statement for name, trigger in _wanted(vendor).items()}


def _there() -> dict[str, str]:
    """Every trigger that is there, as the database tells of it."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(_THERE_SQLITE)
        else:
            cursor.execute(_THERE_POSTGRESQL, [list(TABLES)])
        return {str(name): str(told) for name, told in cursor.fetchall()}


def check() -> tuple[str, ...]:
    """Names of triggers that are absent or not ours; empty when the record is guarded."""
    there = _there()
    return tuple(name for name, trigger in _wanted().items() if there.get(name) != trigger.told)


def strangers() -> tuple[tuple[str, str], ...]:
    """Name and table of every trigger that the program did not make: what it does, happens unseen."""
    ours = {(name, guarded_table(name)) for name in _wanted()}
    with connection.cursor() as cursor:
        cursor.execute(_OTHERS_SQLITE if connection.vendor == "sqlite" else _OTHERS_POSTGRESQL)
        there = [(str(name), str(table)) for name, table in cursor.fetchall()]
    return tuple(found for found in there if found not in ours)


def guarded_table(name: str) -> str:
    """The table that a trigger of ours stands on, by its name."""
    return next((table for table in TABLES if name.startswith(f"{table}_")), "")


def install() -> None:
    """Put every trigger in place, anew where it differs."""
    wanted = _wanted()
    for name in check():
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            cursor.execute(wanted[name].statement)
