"""Homes that tests copy: each built by the first worker that needs it, and shared by the others, who wait."""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests import databases
from tests.connected import kept


def shared(folders: pytest.TempPathFactory, name: str, build: Callable[[Path], object]) -> Path:
    """The home of this name, of which nobody changes anything; `build` makes it where it is told to."""
    root = folders.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent  # the run's own folder, in which each worker has one
    folder = root / f"shared-{name}"
    home, done = folder / "home", folder / "done"
    with (root / f"shared-{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)  # of a worker that failed at it
            folder.mkdir()
            with kept():
                build(home)
            done.write_text(databases.name_of(home) if databases.POSTGRESQL else "")
    databases.learn(home, done.read_text())
    return home
