"""Which database the tests run on - SQLite, or TEST_DATABASE=postgresql - and copies of homes with theirs.

On PostgreSQL every home has a database of its own, made when it is first asked for; the program is led to it
as by DATABASE_URL, which is set as well, for the processes that a test starts.
"""

import os
import shutil
from itertools import count
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections
from tests import postgresql, trying
from tests.postgresql import Running, Server

from dualtrack.app.ledger.configuration import Configuration
from dualtrack.app.ledger.database_address import database

WANTED = os.environ.get("TEST_DATABASE", "sqlite")
POSTGRESQL = WANTED == "postgresql"
WHOLE = POSTGRESQL and (trying.FULL or bool(os.environ.get("TEST_WHOLE")))  # nothing left out for its length
FILE = "db.sqlite3"
_FOLDER = "TEST_POSTGRESQL"  # the server's folder, told to the workers
_running: list[Running] = []
_names: dict[Path, str] = {}
_numbers = count()


def begin(config: pytest.Config) -> None:
    """Start the server, once for all workers, and lead this process to it."""
    if WANTED not in ("sqlite", "postgresql"):
        raise pytest.UsageError(f"TEST_DATABASE is {WANTED}; expected sqlite or postgresql")
    if not POSTGRESQL:
        return
    if reason := postgresql.missing():
        raise pytest.UsageError(f"TEST_DATABASE=postgresql: {reason}; make system installs it as root")
    if not hasattr(config, "workerinput"):
        _running.append(Running())
        os.environ[_FOLDER] = str(_running[0].folder)
    settings.DUALTRACK = PerHome(home=settings.DUALTRACK.home)
    address = server().url("postgres")
    del connections["default"]
    connections.settings["default"].clear()
    connections.settings["default"].update(
        connections.configure_settings({"default": database(address)})["default"]
    )


def end() -> None:
    """Stop the server that this process started, and let go of the one that it used."""
    postgresql.leave()
    while _running:
        _running.pop().end()


def server() -> Server:
    """The server of this run."""
    return Server(Path(os.environ[_FOLDER]))


class PerHome(Configuration):
    """Each home has its own database on the server, as it has its own file on SQLite."""

    def database(self) -> dict[str, object]:
        """The one of this home."""
        return database(url_of(self.home_path))


def url_of(home: Path) -> str:
    """The address of a home's database, which is made where there is none; empty on SQLite."""
    if not POSTGRESQL:
        return ""
    if home not in _names:
        name = _next()
        server().create(name)
        _names[home] = name
    return server().url(_names[home])


def name_of(home: Path) -> str:
    """The name of a home's database on the server."""
    url_of(home)
    return _names[home]


def learn(home: Path, name: str) -> None:
    """The name of the database of a home that another worker made; nothing on SQLite."""
    if POSTGRESQL:
        _names[home] = name


def copied(home: Path, to: Path) -> Path:
    """A copy of a home, with its database; nobody may be connected to it."""
    shutil.copytree(home, to, dirs_exist_ok=True)
    if POSTGRESQL:
        name = _names.get(to)
        if name is None:
            name = _names[to] = _next()
        else:
            server().drop(name)
        server().create(name, template=name_of(home))
    return to


def saved(home: Path, to: Path) -> Path:
    """The database of a home as it is now, laid aside as whoever has the machine can: to be put back."""
    if POSTGRESQL:
        connection.close()
        if to in _names:
            server().drop(_names[to])
        name = _names[to] = _next()
        server().create(name, template=name_of(home))
    else:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        shutil.copyfile(home / FILE, to)
    return to


def put_back(home: Path, was: Path) -> None:
    """Let the database of a home be what it was when it was laid aside; every other file stays."""
    connection.close()
    if POSTGRESQL:
        server().drop(name_of(home))
        server().create(name_of(home), template=_names[was])
    else:
        for file in home.glob(f"{FILE}*"):
            file.unlink()
        shutil.copyfile(was, home / FILE)


def emptied(home: Path) -> None:
    """Let the database of a home be lost: there is an empty one in its place."""
    connection.close()
    if POSTGRESQL:
        server().drop(name_of(home))
        server().create(name_of(home))
    else:
        for file in home.glob(f"{FILE}*"):
            file.unlink()


def forget(below: Path) -> None:
    """Take away the databases of all homes at or below a folder."""
    for home in [home for home in _names if home == below or below in home.parents]:
        server().drop(_names.pop(home))


def _next() -> str:
    return f"home_{os.getpid()}_{next(_numbers)}"
