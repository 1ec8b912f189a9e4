"""The program's tables in a database that has none: made by the same migrations, and without a row."""

from collections.abc import Collection
from typing import cast

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

Migration = tuple[str, str]  # app and name


def make(database: BaseDatabaseWrapper, applied: frozenset[Migration], tables: Collection[str]) -> None:
    """Those of the migrations that another database was through; of an app without any, what `tables` names.

    What follows a migration (guards, the head, kinds of content) is left to whoever brings the rows.
    """
    executor = MigrationExecutor(database)
    executor.migrate(_last(executor.loader, applied))
    missing = set(tables) - set(database.introspection.table_names())
    with database.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.db_table in missing:
                editor.create_model(model)


def unknown(loader: MigrationLoader, applied: Collection[Migration]) -> tuple[str, ...]:
    """Migrations of our apps that a newer program made, by their names."""
    known = _on_disk(loader)
    found = (one for one in set(applied) - known if one[0] in loader.migrated_apps)
    return tuple(sorted(f"{app}.{name}" for app, name in found))


def _on_disk(loader: MigrationLoader) -> set[Migration]:
    return set(cast("dict[Migration, object]", loader.disk_migrations))


def _last(loader: MigrationLoader, applied: frozenset[Migration]) -> list[Migration]:
    """The last of each app: an earlier one as the aim would take back what came after it."""
    known = applied & _on_disk(loader)
    return sorted(one for one in known if not known & _followers(loader, one))


def _followers(loader: MigrationLoader, one: Migration) -> set[Migration]:
    children = cast("set[object]", loader.graph.node_map[one].children)
    keys = (cast("Migration", getattr(child, "key", child)) for child in children)
    return {key for key in keys if key[0] == one[0]}
