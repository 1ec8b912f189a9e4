"""Open DuckDB for one piece of work: bounded memory, no network, nothing that outlives it."""

import atexit
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory, mkdtemp
from threading import Lock
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY = "1GB"


@frozen
class Damage:
    """A file of the lake that cannot be read, and why."""

    file: str
    reason: str


class LakeError(Exception):
    """The lake cannot answer; `damage` names the file."""

    def __init__(self, damage: Damage) -> None:
        """Keep the value beside its text."""
        super().__init__(f"{damage.file}: {damage.reason}")
        self.damage = damage


def refusals() -> tuple[type[Exception], ...]:
    """Name what the engine and the disk raise, for callers that turn it into values."""
    import duckdb  # noqa: PLC0415 - 0.3 s to load; commands that read no check results do not pay it

    return (duckdb.Error, OSError)


@contextmanager
def session(*, near: Path | None = None, memory: str = MEMORY) -> "Iterator[tuple[DuckDBPyConnection, Path]]":
    """Give a connection in memory and a scratch folder; `near` keeps the scratch on that disk.

    Starting the engine takes longer than most questions: one is kept in a process for all sessions that
    want neither a disk nor memory of their own. Each has a database of its own in it, gone when it ends.
    """
    with TemporaryDirectory(prefix=".staging-", dir=near) as scratch:
        own = near is not None or memory != MEMORY
        with _own(scratch, memory) if own else _engine.database() as connection:
            yield connection, Path(scratch)


def _started(scratch: str, memory: str) -> "DuckDBPyConnection":
    """A new engine."""
    import duckdb  # noqa: PLC0415 - 0.3 s to load; commands that read no check results do not pay it

    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory,
        "temp_directory": scratch,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "enable_external_file_cache": False,  # what was read of a file may have changed since
    }
    return duckdb.connect(":memory:", config=settings)


def _quieted(connection: "DuckDBPyConnection") -> "DuckDBPyConnection":
    connection.execute("SET enable_progress_bar = false")  # it would stand in the output of --json
    return connection


@contextmanager
def _own(scratch: str, memory: str) -> "Iterator[DuckDBPyConnection]":
    connection = _quieted(_started(scratch, memory))
    try:
        yield connection
    finally:
        connection.close()


class _Engine:
    """The engine of a process, which its sessions share: started with the first, anew after a fatal error."""

    def __init__(self) -> None:
        """Nothing is started yet."""
        self._lock = Lock()
        self._root: DuckDBPyConnection | None = None
        self._scratch = ""
        self._number = count()
        os.register_at_fork(before=self.end)  # its threads would be missing in the child
        atexit.register(self.end)

    def end(self) -> None:
        """Stop it and take away what it spilled; the next session starts another."""
        with self._lock:
            if self._root is not None:
                self._stop(self._root)

    def _stop(self, root: "DuckDBPyConnection") -> None:
        root.close()
        rmtree(self._scratch, ignore_errors=True)
        self._root = None

    @contextmanager
    def database(self) -> "Iterator[DuckDBPyConnection]":
        """A connection to a database of its own."""
        name = f"session_{next(self._number)}"
        root, connection = self._attached(name)
        try:
            yield connection
        finally:
            connection.close()
            with self._lock, suppress(*refusals()):  # of an engine that failed nothing is left to take away
                root.execute(f"DETACH {name}")

    def _attached(self, name: str) -> "tuple[DuckDBPyConnection, DuckDBPyConnection]":
        with self._lock:
            if self._root is None:
                self._root = self._start()
            try:
                connection = self._opened(self._root, name)
            except refusals():  # a fatal error ends an engine for whoever asks it next
                self._stop(self._root)
                self._root = self._start()
                connection = self._opened(self._root, name)
            return self._root, connection

    def _opened(self, root: "DuckDBPyConnection", name: str) -> "DuckDBPyConnection":
        root.execute(f"ATTACH ':memory:' AS {name}")
        connection = _quieted(root.cursor())
        connection.execute(f"USE {name}")
        return connection

    def _start(self) -> "DuckDBPyConnection":
        self._scratch = mkdtemp(prefix=".engine-")
        return _started(self._scratch, MEMORY)


_engine = _Engine()


def end() -> None:
    """Stop the engine of this process, where one is kept."""
    _engine.end()
