"""Rows of recorded tables, written or overwritten by one plain statement: a write waits for little else."""

from collections.abc import Sequence
from typing import Any, cast

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

from dualtrack.app.ledger.recorded import Recorded

_STATEMENTS: dict[type[Recorded], str] = {}


def put(model: type[Recorded], rows: Sequence[Recorded]) -> None:
    """Write rows of one table; one that is there already is overwritten, column by column.

    Both databases read the statement alike; values go through the columns' own conversions.
    """
    database = connections[DEFAULT_DB_ALIAS]  # looked up once: the proxy would ask for it at every value
    fields = [(field, field.attname) for field in _fields(model)]
    values = [[f.get_db_prep_save(getattr(row, name), database) for f, name in fields] for row in rows]
    with database.cursor() as cursor:
        cursor.executemany(_statement(model), values)
    for row in rows:
        row._state.adding = False


def _fields(model: type[Recorded]) -> Sequence["models.Field[Any, Any]"]:
    return cast("Sequence[models.Field[Any, Any]]", model._meta.concrete_fields)


def _statement(model: type[Recorded]) -> str:
    found = _STATEMENTS.get(model)
    if found is None:
        columns = [connection.ops.quote_name(str(field.column)) for field in _fields(model)]
        key = connection.ops.quote_name(str(model._meta.pk.column))
        others = ", ".join(f"{column} = EXCLUDED.{column}" for column in columns if column != key)
        found = _STATEMENTS[model] = (
            f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({', '.join(columns)})"  # noqa: S608 - names of our models
            f" VALUES ({', '.join(['%s'] * len(columns))})"
            f" ON CONFLICT ({key}) DO UPDATE SET {others}"
        )
    return found
