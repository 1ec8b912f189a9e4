"""A home from nothing to ready: made, connected, its database prepared; taken away again if that fails."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections, transaction

from dualtrack.app.ledger import database_address, home, startup
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.home_error import HomeError


def build(path: Path, *, now: datetime, example: bool = False) -> Home:
    """Make a home, connect this process to it and prepare its database; all of it or nothing."""
    here = home.create(path, now=now, example=example)
    try:
        connect(here)
        _require_empty()
        _require_fit()
        with _all_or_nothing():
            migrate()
    except BaseException:
        connections["default"].close()
        shutil.rmtree(here.path, ignore_errors=True)
        home.forget()
        raise
    return here


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
    settings.DUALTRACK = settings.DUALTRACK.model_copy(update={"home": here.path})
    settings.SECRET_KEY = settings.DUALTRACK.session_key()
    connections["default"].close()
    connections.settings["default"].update(settings.DUALTRACK.database())
    home.forget()


def migrate() -> None:
    """Bring the database up to the program; triggers are put in place and the head made."""
    call_command("migrate", verbosity=0, interactive=False)
