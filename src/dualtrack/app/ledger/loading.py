"""The rows of a file of SQLite in an empty database of PostgreSQL, guarded and in order as on any start."""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from dualtrack.app.ledger import collation, lifecycle, schema, snapshot


def load(file: Path) -> None:
    """Make the tables and fill them, within the transaction of whoever asks: all of it or nothing."""
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as source:
        names = sorted(snapshot.tables(file))
        applied = source.execute("SELECT app, name FROM django_migrations").fetchall()
        schema.make(connection, frozenset((str(app), str(name)) for app, name in applied), names)
        collation.install()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")  # tables come in no order of who names whom
            cursor.execute(f'DELETE FROM "{MigrationRecorder.Migration._meta.db_table}"')  # noqa: S608 - Django's
        for name in names:
            _table(source, name)
    _settle()
    lifecycle.migrate()  # nothing to migrate: guards after the rows, which are copied as they are


def _table(source: sqlite3.Connection, name: str) -> None:
    """All rows of a table, sent as text, which the server reads by the type of each column."""
    columns = ", ".join(f'"{row[1]}"' for row in source.execute(f'PRAGMA table_info("{name}")'))
    rows = source.execute(f'SELECT {columns} FROM "{name}" ORDER BY 1')  # noqa: S608 - names of our own tables
    sending = f'COPY "{name}" ({columns}) FROM STDIN'
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(sending) as sent:
        for row in rows:
            sent.write_row(row)


def _settle() -> None:
    """Check what refers to other rows, which was put off; let new rows be numbered after those there are."""
    models: list[type[Model]] = [*apps.get_models(include_auto_created=True), MigrationRecorder.Migration]
    there = set(connection.introspection.table_names())
    numbered = [model for model in models if model._meta.db_table in there]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for statement in connection.ops.sequence_reset_sql(no_style(), numbered):
            cursor.execute(statement)
