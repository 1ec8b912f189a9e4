"""What a column truly holds on SQLite, which takes any bytes in any column: is it what the program writes?

`2026-03-02!09:00:00` reads as the same time as with a blank, and 3 as the same truth as 1: a bit turned over
there changes no value that is read, and is found by looking at the bytes alone.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.db import connection, models

T = TypeVar("T", bound=models.Model)


def as_written(model: type[T], rows: Mapping[str, T]) -> dict[str, T]:
    """Those of some rows (by key) that are stored as the program stores them; all, unless on SQLite."""
    if connection.vendor != "sqlite" or not rows:
        return dict(rows)
    stored = _stored(model, [row.pk for row in rows.values()])
    return {key: row for key, row in rows.items() if stored.get(_bytes(row.pk)) == _expected(row)}


def _stored(model: type[models.Model], keys: Sequence[Any]) -> dict[bytes | None, tuple[bytes | None, ...]]:
    """The bytes of every column by those of the key."""
    quoted = connection.ops.quote_name  # a column may be called as a word of SQL
    columns = ", ".join(f"CAST({quoted(str(f.column))} AS BLOB)" for f in model._meta.concrete_fields)
    key, marks = model._meta.pk.column, ", ".join(["%s"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT CAST({key} AS BLOB), {columns} FROM {model._meta.db_table} WHERE {key} IN ({marks})",  # noqa: S608 - names of our models
            list(keys),
        )
        return {row[0]: tuple(row[1:]) for row in cursor.fetchall()}


def _expected(row: models.Model) -> tuple[bytes | None, ...]:
    """What the program would store for the values that the row reads as."""
    return tuple(_bytes(_prepared(field, getattr(row, field.attname))) for field in row._meta.concrete_fields)


def _prepared(field: "models.Field[Any, Any]", value: object) -> object:
    """A value as it goes to the database; bytes as they are, which are compared by their hash elsewhere."""
    if isinstance(field, models.BinaryField):
        return value
    return field.get_db_prep_save(value, connection)


def _bytes(value: object) -> bytes | None:
    """A value as SQLite casts it to bytes."""
    if value is None:
        return None
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value)
    return str(int(value) if isinstance(value, bool) else value).encode()
