"""`dualtrack doctor` on the age of the last backup: a week, counted from the making of a home without one."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tests.app.conftest import Run
from tests.conftest import NOW

from dualtrack.app.ledger import backup, clock
from dualtrack.app.ledger.home import Home


def point(run: Run, home: Home) -> tuple[bool, str]:
    (found,) = (
        p for p in run("doctor", "--home", home.path, "--json").json["points"] if p["name"] == "backup"
    )
    assert (
        found["mend"]
        == "run: dualtrack backup FILE, onto another disk; every day, by the machine's own timer"
    )
    return found["ok"], found["detail"]


def at(moment: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "wall", lambda: moment)


def test_a_new_home_has_a_week(run: Run, real_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    at(NOW + timedelta(days=7), monkeypatch)
    assert point(run, real_home) == (True, "none was taken yet")
    at(NOW + timedelta(days=7, seconds=1), monkeypatch)
    assert point(run, real_home) == (False, "none was taken yet")


def test_the_last_one_is_not_older_than_a_week(
    run: Run, real_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup.take(tmp_path / "b.zip", now=NOW + timedelta(days=30))
    at(NOW + timedelta(days=37), monkeypatch)
    assert point(run, real_home) == (True, "the last was taken 7 days ago")
    at(NOW + timedelta(days=38), monkeypatch)
    assert point(run, real_home) == (False, "the last was taken 8 days ago")


def test_an_example_needs_none(run: Run, programme: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    at(NOW + timedelta(days=400), monkeypatch)
    assert point(run, programme) == (True, "none was taken yet")
