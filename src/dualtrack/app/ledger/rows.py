"""Rows of recorded tables, written or overwritten by one plain statement: a write waits for little else."""

from collections.abc import Sequence
from typing import Any, cast

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from dualtrack.app.ledger.recorded import Recorded

_STATEMENTS: dict[type[Recorded], str] = {}
_PLAIN = (str, int, bool, type(None))  # which every field but one of JSON hands to the database as they are


def put(cursor: CursorWrapper, model: type[Recorded], rows: Sequence[Recorded]) -> None:
    """Write rows of one table; one that is there already is overwritten, column by column.

    Both databases read the statement alike; values go through the columns' own conversions.
    """
    database = connections[DEFAULT_DB_ALIAS]  # looked up once: the proxy would ask for it at every value
    fields = [(field, field.attname, isinstance(field, models.JSONField)) for field in _fields(model)]
    values = [
        [
            value if type(value) in _PLAIN and not held else field.get_db_prep_save(value, database)
            for field, name, held in fields
            for value in (getattr(row, name),)
        ]
        for row in rows
    ]
    cursor.executemany(_statement(model, database), values)
    for row in rows:
        row._state.adding = False


def _fields(model: type[Recorded]) -> Sequence["models.Field[Any, Any]"]:
    return cast("Sequence[models.Field[Any, Any]]", model._meta.concrete_fields)


def _statement(model: type[Recorded], database: BaseDatabaseWrapper) -> str:
    found = _STATEMENTS.get(model)
    if found is None:
        quoted = database.ops.quote_name
        columns = [quoted(str(field.column)) for field in _fields(model)]
        key = quoted(str(model._meta.pk.column))
        others = ", ".join(f"{column} = EXCLUDED.{column}" for column in columns if column != key)
        found = _STATEMENTS[model] = (
            f"INSERT INTO {quoted(model._meta.db_table)} ({', '.join(columns)})"  # noqa: S608 - names of our models
            f" VALUES ({', '.join(['%s'] * len(columns))})"
            f" ON CONFLICT ({key}) DO UPDATE SET {others}"
        )
    return found
