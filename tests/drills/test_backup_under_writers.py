"""Back up while writers write, destroy the home, restore: what was acknowledged is there, and verifies."""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from tests.drills.test_kill_during_appends import PATIENCE, _environment, _run, _start

pytestmark = [pytest.mark.drill, pytest.mark.slow, pytest.mark.sqlite]

FULL = os.environ.get("DRILLS") == "full"
WRITERS = 20 if FULL else 2
ROUNDS = 10 if FULL else 1
WARM = 10  # facts that each writer acknowledges before the backup begins


class Writer:
    """A process that appends, and what it has acknowledged so far."""

    def __init__(self, home: Path, name: str) -> None:
        """Start it."""
        self.process = _start(home, name, "sound")
        self.said: list[str] = []
        self.reader = threading.Thread(target=self._read)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            self.said.extend(line.strip() for line in lines if line.endswith("\n"))

    def wait(self, count: int) -> None:
        """Until it has acknowledged so many."""
        until = time.monotonic() + PATIENCE
        while len(self.said) < count and time.monotonic() < until:
            time.sleep(0.02)
        assert len(self.said) >= count

    def end(self) -> None:
        """Kill it, and hear the rest."""
        self.process.kill()
        self.process.wait(PATIENCE)
        self.reader.join(PATIENCE)


def dualtrack(home: Path, build: str, *words: str) -> tuple[int, dict[str, Any]]:
    """Run a command over a home."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.drills.backing_up", build, *words, "--home", str(home), "--json"],
        check=False,
        env=_environment(home),
        cwd=home.parent,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.stdout, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return done.returncode, answer


def backed_up(tmp_path: Path, build: str) -> tuple[frozenset[str], int, dict[str, Any]]:
    """A backup taken while writers write, what they had acknowledged before, and the end of the home."""
    home, file = tmp_path / "home", tmp_path / "b.zip"
    _run(home, "prepare")
    writers = [Writer(home, f"w{number}") for number in range(WRITERS)]
    try:
        for writer in writers:
            writer.wait(WARM)
        before = frozenset(name for writer in writers for name in list(writer.said))
        code, taken = dualtrack(home, build, "backup", str(file))
        went_on = sum(len(writer.said) for writer in writers) > len(before)
    finally:
        for writer in writers:
            writer.end()
    assert went_on, "writers stood still while the home was backed up"
    shutil.copytree(home / "checkpoints", tmp_path / "kept")
    shutil.rmtree(home)
    return before, code, taken


@pytest.mark.parametrize("number", range(ROUNDS))
def test_what_was_acknowledged_before_the_backup_is_in_it(tmp_path: Path, number: int) -> None:
    before, code, taken = backed_up(tmp_path, "sound")
    assert code == 0, taken
    file, again = tmp_path / "b.zip", tmp_path / "again"
    code, restored = dualtrack(again, "sound", "restore", str(file))
    assert (code, restored["intact"], restored["size"]) == (0, True, taken["size"])
    found = json.loads(_run(again, "report"))
    assert before - frozenset(found["there"]) == frozenset()
    assert (found["database"], found["verify"]["intact"]) == (True, True)
    kept = tmp_path / "kept" / f"{taken['checkpoint']['size']:012d}.note"
    code, proof = dualtrack(again, "sound", "restore", str(file), "--drill", "--checkpoint", str(kept))
    assert (code, proof["proved"], proof["checkpoint"]) == (0, True, taken["checkpoint"]["size"])


def test_control_a_copy_of_the_database_s_file_is_caught(tmp_path: Path) -> None:
    """It gives no backup, or one that cannot be restored, or one that lost what was acknowledged."""
    before, code, _ = backed_up(tmp_path, "careless")
    if code == 0:
        code, _ = dualtrack(tmp_path / "again", "sound", "restore", str(tmp_path / "b.zip"))
    there = frozenset(json.loads(_run(tmp_path / "again", "report"))["there"]) if code == 0 else frozenset()
    assert before - there, "a copy of the file lost nothing: the drill shows nothing"
