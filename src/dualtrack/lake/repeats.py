"""The results of each item that the lake holds more than once at one time: few, so that counting sorts few.

Everything is counted plainly in one pass; what stands in this table is then taken out again and counted by
item. It is derived from the run files, named after them, and made anew when absent.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dualtrack.lake.files import COLUMNS, listing_digest, sizes_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

KEPT = ("identity", "check_id", "account", "observed_at", "status", "outcome", "run_id")
_PREFIX = ".repeated-"
_NAMES = ", ".join(KEPT)
_EMPTY = f"CREATE OR REPLACE TEMP TABLE repeats ({', '.join(f'{name} {COLUMNS[name]}' for name in KEPT)})"
_LOAD = f"INSERT INTO repeats SELECT {_NAMES} FROM read_parquet($path)"  # noqa: S608 - column names of ours
_FIND = f"""
INSERT INTO repeats SELECT {_NAMES} FROM results AS r
WHERE EXISTS (
    SELECT 1 FROM (
        SELECT identity, check_id, observed_at FROM results
        GROUP BY identity, check_id, observed_at HAVING COUNT(*) > 1
    ) AS p WHERE p.identity = r.identity AND p.check_id = r.check_id AND p.observed_at = r.observed_at
)
"""  # noqa: S608 - column names of ours
_COPY = "COPY (SELECT * FROM repeats ORDER BY ALL) TO $path (FORMAT parquet)"


def list_path(folder: Path, sizes: Sequence[tuple[str, int]]) -> Path:
    """Name the list after the run files that it speaks for."""
    return folder / f"{_PREFIX}{listing_digest(sizes)}.parquet"


def load_repeats(connection: "DuckDBPyConnection", folder: Path, paths: Sequence[Path]) -> None:
    """Fill the table `repeats` from its file, or from the results where there is none for these run files."""
    connection.execute(_EMPTY)
    kept = list_path(folder, sizes_of(paths))
    if kept.is_file() and not kept.is_symlink():
        connection.execute(_LOAD, {"path": str(kept)})
    elif paths:
        connection.execute(_FIND)


def save_repeats(connection: "DuckDBPyConnection", path: Path) -> None:
    """Write the table `repeats` to a file."""
    connection.execute(_COPY, {"path": str(path)})


def forget_other_lists(folder: Path, kept: Path) -> None:
    """Remove lists that speak for an earlier set of run files."""
    for path in folder.glob(f"{_PREFIX}*.parquet"):
        if path != kept:
            path.unlink(missing_ok=True)
