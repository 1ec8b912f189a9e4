"""A home from nothing to ready: made, connected, its database prepared; taken away again if that fails."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor

from dualtrack.app.ledger import database_address, home, startup
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.home_error import HomeError

_MAY_MAKE_TABLES = "SELECT current_user, current_schema(), has_schema_privilege(current_schema(), 'CREATE')"


def build(path: Path, *, now: datetime, example: bool = False) -> Home:
    """Make a home, connect this process to it and prepare its database; all of it or nothing."""
    here = home.create(path, now=now, example=example)
    try:
        connect(here)
        require_ready()
        with _all_or_nothing():
            migrate()
    except BaseException:
        connections["default"].close()
        shutil.rmtree(here.path, ignore_errors=True)
        home.forget()
        raise
    return here


def require_ready() -> None:
    """Refuse a database that a new home cannot have: it holds something, or its server is not fit for one."""
    _require_empty()
    _require_fit()


def _require_empty() -> None:
    """A new home needs a database of its own, with nothing in it."""
    held = sorted(connection.introspection.table_names())
    if not held:
        return
    place = database_address.shown(connection.settings_dict)
    what = "a programme already" if "ledger_head" in held else f"other things ({', '.join(held[:3])})"
    raise HomeError(
        "exists" if "ledger_head" in held else "not_ours",
        f"DATABASE_URL: the database {place} holds {what}; give an empty one",
    )


def _require_fit() -> None:
    """A server that would not keep what it acknowledges gets no table of ours."""
    refused = startup.of_server()
    if refused:
        raise HomeError("start_refused", "; ".join(r.message for r in refused))
    if connection.vendor == "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(_MAY_MAKE_TABLES)
        role, schema, may = cursor.fetchone()
    if not may:
        place = database_address.shown(connection.settings_dict)
        message = (
            f"DATABASE_URL: the role {role} may not make tables in the database {place};"
            f" its owner lets it: GRANT CREATE ON SCHEMA {schema or 'public'} TO {role}"
        )
        raise HomeError("no_right", message)


@contextmanager
def _all_or_nothing() -> Iterator[None]:
    """Tables of a home that could not be made leave nothing behind; SQLite's leave with the folder."""
    if connection.vendor == "sqlite":
        yield
    else:
        with transaction.atomic():
            yield


def connect(here: Home) -> None:
    """Make this the home of the process: settings, session key and the database."""
    _begin_at(here)
    lead(settings.DUALTRACK.database())


def connect_file(here: Home) -> None:
    """Make this the home of the process, with the database in its folder whatever the settings name."""
    _begin_at(here)
    lead(database_address.of_file(here.database_file))


def _begin_at(here: Home) -> None:
    settings.DUALTRACK = settings.DUALTRACK.model_copy(update={"home": here.path})
    settings.SECRET_KEY = settings.DUALTRACK.session_key()
    home.forget()


def lead(described: Mapping[str, object]) -> None:
    """Lead this process to another database, of whichever kind."""
    connections["default"].close()
    of_this_process = connections.settings["default"]
    if of_this_process["ENGINE"] != described["ENGINE"]:
        del connections["default"]
    of_this_process.update(described)


def migrate() -> None:
    """Bring the database up to the program; triggers are put in place and the head made."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
    else:  # the command would draw up every table's history first, only to find that nothing is to be done
        executor.loader.check_consistent_history(connection)
        emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
