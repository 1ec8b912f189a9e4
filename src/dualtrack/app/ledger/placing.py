"""A restored home gets its place: its rows in the database that was asked for, its folder the name, last."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connections, transaction

from dualtrack.app.ledger import database_address, lifecycle, loading
from dualtrack.app.ledger.database_trouble import said, trouble
from dualtrack.app.ledger.durable_files import sync_folder
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.home_error import HomeError
from dualtrack.app.ledger.verify import verify_home

Described = Mapping[str, Any]


def database_for(path: Path) -> Described:
    """The database of the home that is to stand at `path`; refused where a file elsewhere is named."""
    described: Described = settings.DUALTRACK.model_copy(update={"home": path}).database()
    if not database_address.on_a_server(described) and described["NAME"] != str(path / "db.sqlite3"):
        raise elsewhere("DATABASE_URL")
    return described


def elsewhere(variable: str) -> HomeError:
    """A setting that would have the home restored in halves."""
    message = (
        f"{variable} is set, and a backup is restored into one folder: unset it, restore,"
        " then move what it names and set it again"
    )
    return HomeError("elsewhere", message)


def place(here: Home, path: Path, described: Described, verified: Mapping[str, Any]) -> None:
    """Give the home its name; where its database is on a server, in one step with its rows there.

    `verified` is what verifying the backup found: whatever verifying the server's copy finds beyond it came
    of loading, and nothing is restored then.
    """
    connections["default"].close()
    if not database_address.on_a_server(described):
        _name(here, path)
        return
    lifecycle.lead(described)
    shown = database_address.shown(described)
    try:
        with transaction.atomic():
            loading.load(here.database_file)
            _require_same(verified, verify_home(), shown)
            for file in here.path.glob(f"{here.database_file.name}*"):
                file.unlink()
            _name(here, path)
    except BaseException as error:
        if not here.path.exists():  # it has its name already, and its rows are not kept
            shutil.rmtree(path, ignore_errors=True)
        if not isinstance(error, DatabaseError):
            raise
        code = str(trouble(error) or "not_loaded")
        message = f"the database {shown} did not take the rows: {said(error)}; nothing was restored"
        raise HomeError(code, message) from error


def _name(here: Home, path: Path) -> None:
    here.path.replace(path)  # an empty folder may stand there
    sync_folder(path.parent)


def _require_same(before: Mapping[str, Any], after: Mapping[str, Any], shown: str) -> None:
    known = {(p["item"], p["kind"]) for p in before["problems"]}
    more = [p for p in after["problems"] if (p["item"], p["kind"]) not in known]
    if more:
        found = f"{more[0]['item']}: {more[0]['detail']}"
        message = f"in the database {shown} it does not verify: {found}; nothing was restored"
        raise HomeError("not_loaded", message)
