"""What the program keeps its records in, and whether all of it is in the database."""

from collections import defaultdict
from collections.abc import Iterator

from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

_COLUMNS = {  # of every table, in one statement: Django's introspection takes a second for all of them
    "sqlite": (
        "SELECT t.name, c.name FROM sqlite_master AS t, pragma_table_info(t.name) AS c WHERE t.type = 'table'"
    ),
    "postgresql": (
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
    ),
}


def absent() -> tuple[str, ...]:
    """Tables and columns that were taken away: `table evidence_evidencerow`, `column x of table y`.

    None in a database that is older than the program: what a migration has yet to make was never there.
    """
    found = tuple(_absent())
    return () if found and _is_older() else found


def _absent() -> Iterator[str]:
    there = _columns()
    for model in sorted(apps.get_models(include_auto_created=True), key=lambda model: model._meta.db_table):
        table = model._meta.db_table
        if table not in there:
            yield f"table {table}"
            continue
        for field in model._meta.local_concrete_fields:
            if field.column not in there[table]:
                yield f"column {field.column} of table {table}"


def _columns() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS[connection.vendor])
        for table, column in cursor.fetchall():
            found[table].add(column)
    return found


def _is_older() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
