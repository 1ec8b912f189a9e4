"""Rows of recorded tables, written or overwritten by one plain statement: a write waits for little else."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from dualtrack.app.ledger import plainly
from dualtrack.app.ledger.recorded import Recorded

# A field, its attribute, and the types of value that it hands to the database as they are.
_Column = tuple["models.Field[Any, Any]", str, frozenset[type]]
_STATEMENTS: dict[type[Recorded], tuple[str, tuple[_Column, ...]]] = {}
_PLAIN: frozenset[type] = frozenset({str, int, bool, type(None)})  # of every field but one of JSON


def put(cursor: plainly.Cursor, model: type[Recorded], rows: Sequence[Recorded]) -> None:
    """Write rows of one table; one that is there already is overwritten, column by column.

    Both databases read the statement alike; values go through the columns' own conversions.
    """
    database = plainly.database()
    statement, columns = _STATEMENTS.get(model) or _prepared(model, database)
    values = [
        [
            value if type(value) in plain else _converted(value, field, database)
            for field, name, plain in columns
            for value in (getattr(row, name),)
        ]
        for row in rows
    ]
    cursor.executemany(statement, values)
    for row in rows:
        row._state.adding = False


def _fields(model: type[Recorded]) -> Sequence["models.Field[Any, Any]"]:
    return cast("Sequence[models.Field[Any, Any]]", model._meta.concrete_fields)


def _converted(value: object, field: "models.Field[Any, Any]", database: BaseDatabaseWrapper) -> object:
    if type(value) is datetime and type(field) is models.DateTimeField and value.tzinfo is not None:
        return plainly.stored(value)
    return field.get_db_prep_save(value, database)


def _prepared(model: type[Recorded], database: BaseDatabaseWrapper) -> tuple[str, tuple[_Column, ...]]:
    """The statement of a table, and its columns in that order."""
    quoted = database.ops.quote_name
    names = [quoted(str(field.column)) for field in _fields(model)]
    key = quoted(str(model._meta.pk.column))
    others = ", ".join(f"{name} = EXCLUDED.{name}" for name in names if name != key)
    statement = (
        f"INSERT INTO {quoted(model._meta.db_table)} ({', '.join(names)})"  # noqa: S608 - names of our models
        f" VALUES ({', '.join(['%s'] * len(names))})"
        f" ON CONFLICT ({key}) DO UPDATE SET {others}"
    )
    columns = tuple(
        (field, field.attname, frozenset() if isinstance(field, models.JSONField) else _PLAIN)
        for field in _fields(model)
    )
    found = _STATEMENTS[model] = (statement, columns)
    return found
