"""Kill writers with signal 9 while they append: what was acknowledged is there, and the home verifies.

A kill shows that row and entry are written together and that nothing is acknowledged early. It does not show
that the disk keeps what it was told to keep: that is for the power-loss drill.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from tests.architecture.sources import ROOT

from dualtrack.app.ledger.database_address import SQLITE

pytestmark = [pytest.mark.drill, pytest.mark.slow]

FULL = os.environ.get("DRILLS") == "full"
ROUNDS = 100 if FULL else 2
WRITERS = 2
PATIENCE = 60  # seconds for a process to answer


@frozen(kw_only=True)
class Killed:
    """What was acknowledged before each kill, and what is there after the last."""

    acknowledged: frozenset[str]
    found: dict[str, Any]

    @property
    def lost(self) -> frozenset[str]:
        """Acknowledged, and not there."""
        return self.acknowledged - frozenset(self.found["there"])

    @property
    def unacknowledged(self) -> frozenset[str]:
        """There, and not acknowledged: a kill came between the two."""
        return frozenset(self.found["there"]) - self.acknowledged


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DUALTRACK_")}
    paths = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    ours = {
        "DUALTRACK_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "dualtrack.app.settings",
        "PYTHONPATH": paths,
    }
    return {**kept, **ours}


def _command(*words: str) -> list[str]:
    return [sys.executable, "-m", "tests.drills.appender", *words]


def _run(home: Path, *words: str) -> str:
    done = subprocess.run(
        _command(*words),
        check=False,
        env=_environment(home),
        cwd=home.parent,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _start(home: Path, writer: str, build: str) -> subprocess.Popen[str]:
    command = _command("append", writer, build)
    return subprocess.Popen(
        command, env=_environment(home), cwd=home.parent, stdout=subprocess.PIPE, text=True
    )


def _kill_after(process: subprocess.Popen[str], acknowledgements: int, delay: float) -> list[str]:
    """All that the process acknowledged until it was killed, so many acknowledgements and seconds later."""
    assert process.stdout is not None
    with process.stdout as said:
        first = [said.readline() for _ in range(acknowledgements)]
        time.sleep(delay)
        process.kill()
        lines = [*first, *said.readlines()]
    assert process.wait(PATIENCE) == -9, f"the writer ended by itself: {process.returncode}"
    return [line.strip() for line in lines if line.endswith("\n")]


def _drill(home: Path, build: str, rounds: int, count: int = WRITERS) -> Killed:
    """Start the writers, kill them at another moment in each round, and look at what is left."""
    _run(home, "prepare")
    acknowledged: set[str] = set()
    for number in range(rounds):
        writers = [_start(home, f"r{number}w{each}", build) for each in range(count)]
        try:
            for each, process in enumerate(writers):
                moment = 1 + (number * number * 7 + each * 11) % 60
                acknowledged.update(_kill_after(process, moment, delay=(number * 13 % 10) / 1000))
        finally:
            for process in writers:
                process.kill()
                process.wait(PATIENCE)
    return Killed(acknowledged=frozenset(acknowledged), found=json.loads(_run(home, "report")))


def test_what_was_acknowledged_is_there_and_verifies(tmp_path: Path) -> None:
    killed = _drill(tmp_path / "home", "sound", ROUNDS)
    assert len(killed.acknowledged) >= ROUNDS * WRITERS
    assert not killed.lost
    assert killed.found["database"]
    assert killed.found["verify"]["problems"] == []
    assert killed.found["verify"]["intact"]
    assert len(killed.unacknowledged) <= ROUNDS * WRITERS, "at most one in flight for each kill"


def test_control_a_build_that_acknowledges_early_is_caught(tmp_path: Path) -> None:
    killed = _drill(tmp_path / "home", "hasty", rounds=1, count=1)  # it would wait for itself
    assert killed.lost, "nothing was lost though it was acknowledged before the transaction ended"


def test_control_a_build_that_writes_the_row_alone_is_caught(tmp_path: Path) -> None:
    killed = _drill(tmp_path / "home", "torn", rounds=1)
    verified = killed.found["verify"]
    assert not verified["intact"]
    named = " ".join(problem["item"] for problem in verified["problems"])
    assert all(name in named for name in killed.acknowledged)


def test_the_record_is_written_through_to_the_disk() -> None:
    """A kill cannot see the difference; a power loss can."""
    assert "synchronous=FULL" in str(SQLITE["init_command"])
