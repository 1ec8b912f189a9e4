"""Back up while writers write, destroy the home, restore: what was acknowledged is there, and verifies."""

import json
import shutil
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests.drills.figures import Hand, parts
from tests.drills.forks import PATIENCE, Forks
from tests.drills.test_kill_during_appends import said, writer
from tests.trying import FULL

pytestmark = [pytest.mark.drill, pytest.mark.slow, pytest.mark.sqlite]

WRITERS = 20 if FULL else 2
ROUNDS = 10
WARM = 10  # facts that each writer acknowledges before the backup begins
CARELESS = (("tests.drills.backing_up:careless",),)
Build = tuple[tuple[str, ...], ...]


class Writer:
    """A child that appends, and what it has acknowledged so far."""

    def __init__(self, forks: Forks, home: Path, name: str) -> None:
        """Start it."""
        self.process = writer(forks, home, name, "sound")
        self.said: list[str] = []
        self.reader = threading.Thread(target=self._read)
        self.reader.start()

    def _read(self) -> None:
        self.said.extend(line.strip() for line in self.process.out if line.endswith("\n"))

    def wait(self, count: int) -> None:
        """Until it has acknowledged so many."""
        until = time.monotonic() + PATIENCE
        while len(self.said) < count and time.monotonic() < until:
            time.sleep(0.02)
        assert len(self.said) >= count

    def end(self) -> None:
        """Kill it, and hear the rest."""
        self.process.kill()
        self.reader.join(PATIENCE)
        self.process.end()


def dualtrack(forks: Forks, home: Path, *words: str, build: Build = ()) -> tuple[int, dict[str, Any]]:
    """Run a command over a home."""
    ended = forks.run(home, *words, "--json", before=build)
    assert ended.json, ended.err
    return ended.code, ended.json


def backed_up(forks: Forks, tmp_path: Path, build: Build) -> tuple[frozenset[str], int, dict[str, Any]]:
    """A backup taken while writers write, what they had acknowledged before, and the end of the home."""
    home, file = tmp_path / "home", tmp_path / "b.zip"
    said(forks, home, "prepare")
    with closing(sqlite3.connect(home / "db.sqlite3")) as reader:
        if (
            build
        ):  # somebody reads at length, as a report does: what is written meanwhile stays in SQLite's log
            reader.execute("BEGIN")
            reader.execute("SELECT size FROM ledger_head").fetchall()
        before, code, taken = _while_written(forks, home, file, build)
    shutil.copytree(home / "checkpoints", tmp_path / "kept")
    shutil.rmtree(home)
    return before, code, taken


def _while_written(
    forks: Forks, home: Path, file: Path, build: Build
) -> tuple[frozenset[str], int, dict[str, Any]]:
    """What was acknowledged before a backup among writers, and what the backup said."""
    writers = [Writer(forks, home, f"w{number}") for number in range(WRITERS)]
    try:
        for each in writers:
            each.wait(WARM)
        before = frozenset(name for each in writers for name in list(each.said))
        code, taken = dualtrack(forks, home, "backup", str(file), build=build)
        until = time.monotonic() + PATIENCE  # they go on, also where the backup was quick
        while sum(len(each.said) for each in writers) <= len(before) and time.monotonic() < until:
            time.sleep(0.02)
        went_on = sum(len(each.said) for each in writers) > len(before)
    finally:
        for each in writers:
            each.end()
    assert went_on, "writers stood still while the home was backed up"
    return before, code, taken


@parts(ROUNDS)
def test_what_was_acknowledged_before_the_backup_is_in_it(
    forks: Forks, tmp_path: Path, part: int, figure: Hand
) -> None:
    before, code, taken = backed_up(forks, tmp_path, ())
    assert code == 0, taken
    file, again = tmp_path / "b.zip", tmp_path / "again"
    code, restored = dualtrack(forks, again, "restore", str(file))
    assert (code, restored["intact"], restored["size"]) == (0, True, taken["size"])
    found = json.loads(said(forks, again, "report"))
    assert before - frozenset(found["there"]) == frozenset()
    assert (found["database"], found["verify"]["intact"]) == (True, True)
    kept = tmp_path / "kept" / f"{taken['checkpoint']['size']:012d}.note"
    code, proof = dualtrack(forks, again, "restore", str(file), "--drill", "--checkpoint", str(kept))
    assert (code, proof["proved"], proof["checkpoint"]) == (0, True, taken["checkpoint"]["size"])
    figure("backups under writers", cases=1, wrong=0)


def test_control_a_copy_of_the_database_s_file_is_caught(forks: Forks, tmp_path: Path, figure: Hand) -> None:
    """It gives no backup, or one that cannot be restored, or one that lost what was acknowledged."""
    before, code, _ = backed_up(forks, tmp_path, CARELESS)
    again = tmp_path / "again"
    if code == 0:
        code, _ = dualtrack(forks, again, "restore", str(tmp_path / "b.zip"))
    there = frozenset(json.loads(said(forks, again, "report"))["there"]) if code == 0 else frozenset[str]()
    assert before - there, "a copy of the file lost nothing: the drill shows nothing"
    figure("backups under writers", control="a copy of the database's file: lost what was acknowledged")
