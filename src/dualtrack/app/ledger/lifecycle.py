"""A home from nothing to ready: made, connected, its database prepared; taken away again if that fails."""

import shutil
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from dualtrack.app.ledger import home
from dualtrack.app.ledger.home import Home


def build(path: Path, *, now: datetime, example: bool = False) -> Home:
    """Make a home, connect this process to it and prepare its database; all of it or nothing."""
    here = home.create(path, now=now, example=example)
    try:
        connect(here)
        migrate()
    except BaseException:
        connections["default"].close()
        shutil.rmtree(here.path, ignore_errors=True)
        home.forget()
        raise
    return here


def connect(here: Home) -> None:
    """Make this the home of the process: settings, session key and, on SQLite, the database."""
    settings.DUALTRACK = settings.DUALTRACK.model_copy(update={"home": here.path})
    settings.SECRET_KEY = settings.DUALTRACK.session_key()
    if not settings.DUALTRACK.database_url:
        connections["default"].close()
        connections.settings["default"]["NAME"] = str(here.database_file)
    home.forget()


def migrate() -> None:
    """Bring the database up to the program; triggers are put in place and the head made."""
    call_command("migrate", verbosity=0, interactive=False)
