"""Text in PostgreSQL's tables compares by code point, as SQLite's does: the same order on both, whatever the
database was created with; pages through the ledger by object name rely on it.
"""

from django.db import connection

_OTHERS = """
SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod)
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_collation o ON o.oid = a.attcollation
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attnum > 0
  AND NOT a.attisdropped AND o.collname <> 'C'
ORDER BY c.relname, a.attnum
"""
_TYPE = 'ALTER COLUMN "{}" TYPE {} COLLATE "C"'


def others() -> tuple[tuple[str, str, str], ...]:
    """Table, column and type of text that compares otherwise; nothing on SQLite."""
    if connection.vendor != "postgresql":
        return ()
    with connection.cursor() as cursor:
        cursor.execute(_OTHERS)
        return tuple(cursor.fetchall())


def install() -> None:
    """Make every text column compare by code point; a migration that remakes one undoes it."""
    found: dict[str, list[str]] = {}
    for table, column, kind in others():
        found.setdefault(table, []).append(_TYPE.format(column, kind))
    with connection.cursor() as cursor:
        for number, (table, changes) in enumerate(found.items()):
            if not number:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else a table with pending checks is refused
            cursor.execute(f'ALTER TABLE "{table}" {", ".join(changes)}')
