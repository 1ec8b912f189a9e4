"""Restoring to PostgreSQL: into an empty database or not at all, whatever goes wrong on the way."""

import errno
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection
from tests import databases
from tests.app.ledger.restoring.hands import TAKEN, forged, held, nothing, refused, restore
from tests.app.ledger.sample.values import Widget

from dualtrack.app.ledger import backup, head, loading, placing
from dualtrack.app.ledger import home as homes
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.services import record
from dualtrack.domain.ledger.actor import Actor

pytestmark = pytest.mark.postgresql


@pytest.fixture
def file(home: Home, now: datetime, alice: Actor, tmp_path: Path) -> Path:
    """The backup of a home with one entry."""
    record(Widget(id="a", title="A"), actor=alice, now=now, action="add")
    backup.take(tmp_path / "b.zip", now=TAKEN)
    return tmp_path / "b.zip"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where the home is restored to."""
    (tmp_path / "new-place").mkdir()
    return tmp_path / "new-place" / "home"


def place_of(target: Path) -> str:
    """The database of the home that is restored, as people are told of it."""
    return f"{databases.name_of(target)} at {databases.server().folder}"


def empty(target: Path) -> bool:
    """Its database is as it was: no table, no function."""
    with databases.server().connect(databases.name_of(target)) as raw:
        found = raw.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " UNION SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
        ).fetchall()
    return found == []


@pytest.mark.parametrize(
    ("table", "code", "what"),
    [
        ("ledger_head", "exists", "a programme already"),
        ("invoices", "not_ours", "other things (invoices)"),
    ],
)
def test_a_database_that_holds_something_is_left_alone(
    home: Home, file: Path, target: Path, table: str, code: str, what: str
) -> None:
    place = place_of(target)
    databases.server().run(f"CREATE TABLE {table} (id int)", name=databases.name_of(target))
    assert refused(lambda: restore(file, target)) == (
        code,
        f"DATABASE_URL: the database {place} holds {what}; give an empty one",
    )
    assert nothing(target)
    assert homes.current() == home
    assert head.read().size == 1, "the database of this process is the one before"


def test_a_role_that_may_make_no_tables_is_told_before_anything_is_unpacked(file: Path, target: Path) -> None:
    place = place_of(target)
    databases.server().run(
        f"ALTER SCHEMA public OWNER TO {databases.postgresql.SUPER}",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC, pg_database_owner",
        name=databases.name_of(target),
    )
    assert refused(lambda: restore(file, target)) == (
        "no_right",
        f"DATABASE_URL: the role dualtrack may not make tables in the database {place};"
        " its owner lets it: GRANT CREATE ON SCHEMA public TO dualtrack",
    )
    assert nothing(target)


def spoiled(monkeypatch: pytest.MonkeyPatch, spoil: Callable[[], None]) -> None:
    """Something happens when the rows are there and their guards are not."""
    real = loading._settle

    def settle() -> None:
        spoil()
        real()

    monkeypatch.setattr(loading, "_settle", settle)


def gone(target: Path) -> None:
    """The server ends the connection."""
    name = databases.name_of(target)
    databases.server().run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")


def bent(_: Path) -> None:
    """A row is another than it was."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sample_widgetrow SET title = 'bent'")


@pytest.mark.parametrize(
    ("spoil", "code", "told"),
    [
        (
            gone,
            "connection_lost",
            "the database {place} did not take the rows: terminating connection due to administrator command",
        ),
        (bent, "not_loaded", "in the database {place} it does not verify: sample_widgetrow/a: "),
    ],
)
def test_what_fails_on_the_way_leaves_neither_home_nor_table(
    file: Path,
    target: Path,
    monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[[Path], None],
    code: str,
    told: str,
) -> None:
    place = place_of(target)
    spoiled(monkeypatch, lambda: spoil(target))
    found, message = refused(lambda: restore(file, target))
    assert found == code
    assert message.startswith(told.format(place=place))
    assert message.endswith("; nothing was restored")
    assert nothing(target)
    assert empty(target)


def test_a_home_that_cannot_be_named_keeps_no_rows(
    file: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder has its name already when the disk fails: both go."""

    def fail(_: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(placing, "sync_folder", fail)
    assert refused(lambda: restore(file, target)) == ("io_error", f"{target}: Input/output error")
    assert nothing(target)
    assert empty(target)


def test_a_row_that_postgresql_does_not_take_is_told(
    home: Home, file: Path, target: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.sqlite3"
    copy.write_bytes(held(file)["db.sqlite3"])
    with closing(sqlite3.connect(copy)) as raw:
        raw.execute("UPDATE sample_widgetrow SET colour = 'one that is longer than twenty signs'")
        raw.commit()
    forged(file, home, database=copy.read_bytes())
    place = place_of(target)
    code, message = refused(lambda: restore(file, target))
    assert code == "not_loaded"
    assert message.startswith(
        f"the database {place} did not take the rows: value too long for type character varying(20)"
    )
    assert message.endswith("; nothing was restored")
    assert nothing(target)
    assert empty(target)
