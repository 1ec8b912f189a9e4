"""`dualtrack doctor` and `dualtrack verify` on the newest anchor and its age; none is told as that."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.app.conftest import Run
from tests.conftest import NOW
from tests.hands import stranger

from dualtrack.app.ledger import anchoring, checkpoints, clock
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.services import record
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.registers.things import Asset, AssetKind

WEEK, SECOND = timedelta(days=7), timedelta(seconds=1)
NONE = "nobody outside holds a checkpoint: whoever has the machine and its key could write all anew"
BY = Actor("system:test", "job")


def point(run: Run, home: Home) -> tuple[bool, str]:
    """What doctor says of anchors."""
    (found,) = (
        p for p in run("doctor", "--home", home.path, "--json").json["points"] if p["name"] == "anchor"
    )
    assert found["mend"] == "have somebody outside hold a checkpoint: dualtrack anchor --help"
    return found["ok"], found["detail"]


def grown(name: str, days: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """One fact more, so many days after the home was made."""
    moment = NOW + timedelta(days=days)
    monkeypatch.setattr(clock, "wall", lambda: moment)
    record(Asset(id=name, kind=AssetKind.INFRASTRUCTURE, name=name), actor=BY, now=moment, action="add")


def test_a_new_home_has_a_week(run: Run, real_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "wall", lambda: NOW + WEEK)
    assert point(run, real_home) == (True, NONE)
    monkeypatch.setattr(clock, "wall", lambda: NOW + WEEK + SECOND)
    assert point(run, real_home) == (False, NONE)


def test_an_example_needs_none(run: Run, programme: Home) -> None:
    assert point(run, programme) == (True, NONE)


def test_the_newest_is_told_with_its_age_and_what_waits(
    run: Run, real_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By both commands; entries may wait for a week."""
    grown("a", 10, monkeypatch)
    checkpoints.checkpoint()
    none = "newest anchor: none, so whoever has the machine and its key could write all of it anew"
    assert run("verify", "--home", real_home.path).out.splitlines()[2] == none
    assert run("verify", "--home", real_home.path, "--json").json["newest_anchor_held_since"] is None
    held = NOW + timedelta(days=10)
    anchoring.kept_in_folder(actor=BY, now=held, folder=tmp_path)
    size = 1
    checkpoints.checkpoint()
    grown("b", 12, monkeypatch)
    checkpoints.checkpoint()
    monkeypatch.setattr(clock, "wall", lambda: NOW + timedelta(days=19))
    told = f"the newest is of size {size}, held for 9 days; 1 entries wait for one"
    assert point(run, real_home) == (True, told)
    done = run("verify", "--home", real_home.path)
    assert (done.code, done.out.splitlines()[2]) == (
        0,
        f"newest anchor: size {size}, held since {held.isoformat()}, for 9 days",
    )
    assert run("verify", "--home", real_home.path, "--json").json["newest_anchor_held_since"] == (
        held.isoformat()
    )
    monkeypatch.setattr(clock, "wall", lambda: NOW + timedelta(days=19, seconds=1))
    assert point(run, real_home) == (False, told)


def test_a_checkpoint_that_somebody_brings_has_no_age(
    run: Run, real_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grown("a", 1, monkeypatch)
    kept = tmp_path / "kept.note"
    kept.write_bytes(checkpoints.checkpoint())
    done = run("verify", "--home", real_home.path, "--checkpoint", kept)
    assert (done.code, done.out.splitlines()[2]) == (0, "newest anchor: size 1, which you hold")


def test_doctor_tells_of_a_trigger_that_is_not_ours(run: Run, real_home: Home) -> None:
    stranger("evil", "evidence_evidencerow")
    done = run("doctor", "--home", real_home.path, "--json")
    told = [p["detail"] for p in done.json["points"] if not p["ok"]]
    assert "the trigger evil on evidence_evidencerow is none of this program's" in told
    assert done.code == 1
