"""`dualtrack doctor` on the machine's clock: behind the record or not, and how often it was."""

from datetime import datetime, timedelta

import pytest
from tests.app.conftest import Run
from tests.conftest import NOW

from dualtrack.app.ledger import clock
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.services import record
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.registers.things import Asset, AssetKind

LEAD = Actor("person:lead", "ui")
MEND = "set the machine's clock, and let it follow a time server"


def point(run: Run, home: Home) -> dict[str, object]:
    (found,) = (
        p for p in run("doctor", "--home", home.path, "--json").json["points"] if p["name"] == "clock"
    )
    return dict(found)


def thing(name: str) -> Asset:
    """Some fact."""
    return Asset(id=name, kind=AssetKind.INFRASTRUCTURE, name=name)


def written(name: str, moment: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "wall", lambda: moment)
    record(thing(name), actor=LEAD, now=moment, action="add")


def test_a_clock_that_runs_on_is_well(run: Run, real_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    assert point(run, real_home) == {
        "name": "clock",
        "ok": True,
        "detail": "not behind the last entry",
        "mend": "",
    }
    written("a", NOW, monkeypatch)
    monkeypatch.setattr(clock, "wall", lambda: NOW - timedelta(seconds=2))
    assert point(run, real_home)["ok"]


def test_a_clock_behind_the_record_is_named(
    run: Run, real_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    written("a", NOW, monkeypatch)
    monkeypatch.setattr(clock, "wall", lambda: NOW - timedelta(hours=1))
    assert point(run, real_home) == {
        "name": "clock",
        "ok": False,
        "detail": "says 2026-03-02 08:00:00 UTC, and the last entry was recorded at 2026-03-02 09:00:00 UTC:"
        " new ones take that time until it has passed",
        "mend": MEND,
    }


def test_once_it_is_right_again_doctor_tells_how_often_it_was_not(
    run: Run, real_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    written("a", NOW, monkeypatch)
    written("b", NOW - timedelta(hours=1), monkeypatch)
    monkeypatch.setattr(clock, "wall", lambda: NOW + timedelta(hours=1))
    assert point(run, real_home)["detail"] == (
        "not behind the last entry; entries tell of 1 times that it was, the last at entry 1"
    )


def test_an_example_s_clock_is_its_own(run: Run, programme: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "wall", lambda: NOW - timedelta(days=3650))
    assert point(run, programme)["ok"]
