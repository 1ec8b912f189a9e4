"""A programme goes from PostgreSQL to SQLite and back by its backups, and every table is what it was."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from tests.app.ledger.restoring.hands import held, restore
from tests.conftest import NOW

from dualtrack.app.accounts.models import User
from dualtrack.app.accounts.services import add_person
from dualtrack.app.ledger import backup, checkpoints
from dualtrack.app.ledger.configuration import Configuration
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.verify import verify_home
from dualtrack.app.programme.drill import drill
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import Role

pytestmark = pytest.mark.postgresql

AT = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)
GROWN = {"ledger_leaf", "ledger_body", "ledger_checkpointrow", "ledger_restorationrow"}  # by the restoring
Rows = dict[str, list[Any]]


def rows(file: Path, folder: Path) -> Rows:
    """Every row of every table in a backup; JSON by its value, since PostgreSQL keeps no order of keys."""
    copy = folder / "copy.sqlite3"
    copy.write_bytes(held(file)["db.sqlite3"])
    with closing(sqlite3.connect(copy)) as raw:
        asked = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"
        names = sorted(str(name) for (name,) in raw.execute(asked))
        return {
            name: [_read(row) for row in raw.execute(f'SELECT * FROM "{name}" ORDER BY 1')] for name in names
        }


def _read(row: tuple[Any, ...]) -> list[Any]:
    return [json.loads(v) if isinstance(v, str) and v[:1] in ("{", "[") else v for v in row]


def changed(before: Rows, after: Rows) -> set[str]:
    """Tables that are not the same in both; of those that grew, what was there is there."""
    assert before.keys() == after.keys()
    for name in GROWN:
        assert [row for row in before[name] if row not in after[name]] == []
    return {name for name in before if before[name] != after[name]}


def test_there_and_back(programme: Home, tmp_path: Path) -> None:
    Session.objects.create(session_key="the-secret-session", session_data="x", expire_date=AT)
    first = backup.take(tmp_path / "first.zip", now=AT).facts
    assert b"the-secret-session" not in (tmp_path / "first.zip").read_bytes()
    proof = drill(tmp_path / "first.zip", wall=lambda: AT, held=("kept.note", checkpoints.checkpoint()))
    assert (proof.proved, proof.problems, proof.reached) == (True, [], first.size)
    on_the_server = settings.DUALTRACK
    settings.DUALTRACK = Configuration(home=programme.path, database_url="")

    there = restore(tmp_path / "first.zip", tmp_path / "file")
    assert (connection.vendor, there.home.database_file.exists()) == ("sqlite", True)
    assert (there.verified["problems"], there.verified["root"]) == ([], first.root)
    assert verify_home()["problems"] == []
    second = backup.take(tmp_path / "second.zip", now=AT).facts

    settings.DUALTRACK = on_the_server
    back = restore(tmp_path / "second.zip", tmp_path / "server")
    assert (connection.vendor, back.home.database_file.exists()) == ("postgresql", False)
    assert (back.verified["problems"], back.verified["root"]) == ([], second.root)
    assert verify_home()["problems"] == []
    backup.take(tmp_path / "third.zip", now=AT)

    told = [rows(tmp_path / f"{name}.zip", tmp_path) for name in ("first", "second", "third")]
    assert changed(told[0], told[1]) == changed(told[1], told[2]) == GROWN | {"ledger_head"}
    _goes_on()


def _goes_on() -> None:
    """New rows are numbered after those that were brought, and the whole verifies."""
    add_person(
        actor=Actor("system:test", "job"),
        now=NOW,
        name="Dan",
        email="dan@acme.example",
        roles=(Role.OWNER,),
        person_id="dan",
        password="correct horse",
    )
    checkpoints.checkpoint()
    assert User.objects.filter(pk="dan").exists()
    assert verify_home()["problems"] == []
