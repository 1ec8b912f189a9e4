"""Open DuckDB for one piece of work: bounded memory, no network, spill files that leave with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
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
    """Give a connection in memory and a scratch folder; `near` keeps the scratch on that disk."""
    import duckdb  # noqa: PLC0415 - 0.3 s to load; commands that read no check results do not pay it

    with TemporaryDirectory(prefix=".staging-", dir=near) as scratch:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": memory,
            "temp_directory": scratch,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        connection = duckdb.connect(":memory:", config=settings)
        connection.execute("SET enable_progress_bar = false")  # it would stand in the output of --json
        try:
            yield connection, Path(scratch)
        finally:
            connection.close()
