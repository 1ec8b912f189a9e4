"""Kill writers with signal 9 while they append: what was acknowledged is there, and the home verifies.

A kill shows that row and entry are written together and that nothing is acknowledged early. It does not show
that the disk keeps what it was told to keep: that is for the power-loss drill.
"""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from tests.drills.figures import Hand, parts
from tests.drills.forks import Forks, Started
from tests.trying import FULL

from dualtrack.app.ledger.database_address import SQLITE

pytestmark = [pytest.mark.drill, pytest.mark.slow]

ROUNDS = 10 if FULL else 2  # in one part
PARTS = 10
WRITERS = 2
APPENDER = "tests.drills.appender:main"


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


def said(forks: Forks, home: Path, *words: str) -> str:
    """What the appender says to one request."""
    ended = forks.run(home, *words, main=APPENDER)
    assert ended.code == 0, ended.err
    return ended.out


def writer(forks: Forks, home: Path, name: str, build: str) -> Started:
    """A child that appends until it is killed."""
    return forks.start(home, "append", name, build, main=APPENDER)


def _kill_after(process: Started, acknowledgements: int, delay: float) -> list[str]:
    """All that the process acknowledged until it was killed, so many acknowledgements and seconds later."""
    first = [process.out.readline() for _ in range(acknowledgements)]
    time.sleep(delay)
    process.kill()
    ended = process.end()
    assert ended.code == -9, f"the writer ended by itself: {ended.code}: {ended.err}"
    lines = [*first, *ended.out.splitlines(keepends=True)]
    return [line.strip() for line in lines if line.endswith("\n")]


def _drill(forks: Forks, home: Path, build: str, numbers: range, count: int = WRITERS) -> Killed:
    """Start the writers, kill them at another moment in each round, and look at what is left."""
    said(forks, home, "prepare")
    acknowledged: set[str] = set()
    for number in numbers:
        writers = [writer(forks, home, f"r{number}w{each}", build) for each in range(count)]
        for each, process in enumerate(writers):
            moment = 1 + (number * number * 7 + each * 11) % 60
            acknowledged.update(_kill_after(process, moment, delay=(number * 13 % 10) / 1000))
    return Killed(acknowledged=frozenset(acknowledged), found=json.loads(said(forks, home, "report")))


@parts(PARTS)
def test_what_was_acknowledged_is_there_and_verifies(
    forks: Forks, tmp_path: Path, part: int, figure: Hand
) -> None:
    killed = _drill(forks, tmp_path / "home", "sound", range(part * ROUNDS, (part + 1) * ROUNDS))
    figure("kills of writers", cases=ROUNDS * WRITERS, wrong=len(killed.lost))
    assert len(killed.acknowledged) >= ROUNDS * WRITERS
    assert not killed.lost
    assert killed.found["database"]
    assert killed.found["verify"]["problems"] == []
    assert killed.found["verify"]["intact"]
    assert len(killed.unacknowledged) <= ROUNDS * WRITERS, "at most one in flight for each kill"


def test_control_a_build_that_acknowledges_early_is_caught(
    forks: Forks, tmp_path: Path, figure: Hand
) -> None:
    killed = _drill(forks, tmp_path / "home", "hasty", range(1), count=1)  # it would wait for itself
    assert killed.lost, "nothing was lost though it was acknowledged before the transaction ended"
    figure("kills of writers", control="acknowledged before the commit: lost")


def test_control_a_build_that_writes_the_row_alone_is_caught(
    forks: Forks, tmp_path: Path, figure: Hand
) -> None:
    killed = _drill(forks, tmp_path / "home", "torn", range(1))
    verified = killed.found["verify"]
    assert not verified["intact"]
    named = " ".join(problem["item"] for problem in verified["problems"])
    assert all(name in named for name in killed.acknowledged)
    figure("kills of writers", control="row without its entry: named")


def test_the_record_is_written_through_to_the_disk() -> None:
    """A kill cannot see the difference; a power loss can."""
    assert "synchronous=FULL" in str(SQLITE["init_command"])
