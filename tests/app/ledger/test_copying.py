"""A backup on PostgreSQL: one view of it while others write, and nothing at all where it fails."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from tests import databases
from tests.app.ledger.restoring.hands import TAKEN, held, restore
from tests.app.ledger.sample.values import Gadget, Part, Widget
from tests.conftest import NOW

from dualtrack.app.ledger import backup, checkpoints, copying, keys, triggers
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.configuration import Configuration
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.home_error import HomeError
from dualtrack.app.ledger.services import record
from dualtrack.app.ledger.verify import verify_home
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.tree import Frontier
from dualtrack.render.backup.check import check

pytestmark = pytest.mark.postgresql

FULL = Widget(
    id="full",
    title="Ä ∑ 'quoted' \\ \t \n",
    tags=("ü", "b"),
    parts=(Part(name="p", count=2),),
    main=Part(name="ß", count=-1),
    due=date(2026, 2, 28),
    seen_at=datetime(2026, 3, 1, 23, 59, 59, 120, UTC),
    price=Decimal("10.50"),
)


@pytest.fixture
def two(home: Home, now: datetime, alice: Actor) -> Home:
    """A widget of everything and one of nothing, and a file, signed."""
    name, _ = blob_store().put(BytesIO(b"the one file"))
    record(FULL, actor=alice, now=now, action="add", blobs=(name,))
    record(Widget(id="plain", title=""), actor=alice, now=now, action="add")
    checkpoints.checkpoint()
    return home


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where the backup goes."""
    (tmp_path / "elsewhere").mkdir()
    return tmp_path / "elsewhere" / "b.zip"


def database_of(file: Path, folder: Path) -> sqlite3.Connection:
    """The database of a backup, opened."""
    (folder / "copy.sqlite3").write_bytes(held(file)["db.sqlite3"])
    return sqlite3.connect(folder / "copy.sqlite3")


def faults(found: sqlite3.Connection) -> list[str]:
    """What of the ledger and a table in it does not belong together."""
    ((size, frontier),) = found.execute("SELECT size, frontier FROM ledger_head").fetchall()
    leaves = [bytes(leaf) for (leaf,) in found.execute("SELECT hash FROM ledger_leaf ORDER BY seq")]
    bodies = {str(name) for (name,) in found.execute("SELECT object FROM ledger_body")}
    rows = {f"sample_gadget/{key}" for (key,) in found.execute("SELECT id FROM sample_gadgetrow")}
    told = {
        "leaves": len(leaves) == size,
        "root": Frontier().extend(leaves).to_bytes() == bytes(frontier),
        "rows": rows == {name for name in bodies if name.startswith("sample_gadget/")},
    }
    return [name for name, well in told.items() if not well]


@pytest.fixture
def writing(two: Home, alice: Actor, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], int]]:
    """Somebody writes before each table is copied, and waits for nobody; how often it was."""
    real, written = copying._table, 0

    def copy(source: Any, target: sqlite3.Connection, name: str) -> None:
        nonlocal written
        record(Gadget(id=f"g{written}", note="meanwhile"), actor=alice, now=NOW, action="add")
        written += 1
        real(source, target, name)

    monkeypatch.setattr(copying, "_table", copy)
    monkeypatch.setattr(copying, "_BATCH", 1)
    return lambda: written


def test_it_is_of_one_moment_though_others_write(
    two: Home, out: Path, tmp_path: Path, writing: Callable[[], int]
) -> None:
    facts = backup.take(out, now=TAKEN).facts
    assert writing() > 50
    assert (facts.size, facts.tables["ledger_body"], facts.tables["sample_gadgetrow"]) == (2, 2, 0)
    assert check(out, keys.verify).faults == []
    with closing(database_of(out, tmp_path)) as found:
        assert faults(found) == []
    assert verify_home()["problems"] == []


def test_control_without_one_view_it_does_not_belong_together(
    two: Home, tmp_path: Path, writing: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "_VIEW", "SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
    copying.copy(tmp_path / "bent.sqlite3")
    with closing(sqlite3.connect(tmp_path / "bent.sqlite3")) as found:
        assert faults(found) == ["leaves", "root", "rows"]


def test_its_values_are_spelled_and_guarded_as_sqlite_has_them(two: Home, out: Path, tmp_path: Path) -> None:
    backup.take(out, now=TAKEN)
    with closing(database_of(out, tmp_path)) as found:
        (row,) = found.execute(
            "SELECT title, tags, parts, main, due, seen_at, price, active, typeof(active)"
            " FROM sample_widgetrow WHERE id = 'full'"
        ).fetchall()
        assert row == (
            *(
                FULL.title,
                '["\\u00fc", "b"]',
                '[{"name": "p", "count": 2}]',
                '{"name": "\\u00df", "count": -1}',
            ),
            *("2026-02-28", "2026-03-01 23:59:59.000120", "10.50", 1, "integer"),
        )
        made = dict(found.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
        assert made == triggers.expected("sqlite")
        assert found.execute("PRAGMA foreign_key_check").fetchall() == []


def test_tables_of_an_older_program_are_copied_as_they_are(two: Home, out: Path, tmp_path: Path) -> None:
    call_command("migrate", "ledger", "0005", verbosity=0)
    assert "ledger_guardrepairrow" not in backup.take(out, now=TAKEN).facts.tables
    settings.DUALTRACK = Configuration(home=two.path, database_url="")
    assert restore(out, tmp_path / "again").verified["problems"] == []


def refused(out: Path) -> tuple[str, str]:
    with pytest.raises(HomeError) as caught:
        backup.take(out, now=TAKEN)
    assert list(out.parent.iterdir()) == []
    return caught.value.code, caught.value.message


def test_tables_of_a_newer_program_are_not_left_out_in_silence(two: Home, out: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('ledger', '0999_later', now())"
        )
    assert refused(out) == (
        "newer_program",
        "the database holds tables that this program does not know (ledger.0999_later);"
        " install a newer Dualtrack",
    )


def test_a_server_that_goes_away_leaves_nothing(
    two: Home, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = databases.name_of(two.path)

    def gone(*_: object) -> bool:
        databases.server().run(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
        )
        return False

    monkeypatch.setattr(copying, "_run", gone)
    code, message = refused(out)
    assert code == "connection_lost"
    assert message.startswith(
        "the connection to the database was lost while it was copied, and no backup was written:"
        " take it again (terminating connection due to administrator command"
    )
    connection.close()
    monkeypatch.undo()
    assert verify_home()["problems"] == []


def test_a_disk_that_fills_up_leaves_nothing(two: Home, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Small(sqlite3.Connection):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.execute("PRAGMA max_page_count = 100")

    real = sqlite3.connect
    with monkeypatch.context() as patch:
        patch.setattr(copying.sqlite3, "connect", lambda path: real(path, factory=Small))
        with pytest.raises(sqlite3.OperationalError, match=r"^database or disk is full$"):
            backup.take(out, now=TAKEN)
    assert list(out.parent.iterdir()) == []
    backup.take(out, now=TAKEN)
    assert check(out, keys.verify).faults == []
