"""Where the lake holds one item at one time more than once: a small list, so that counting need not sort all.

The list holds (check id, time) pairs. Results outside it are counted by a plain grouped count; those inside
are first brought together by item. It is derived from the run files, named after them, made anew when absent.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dualtrack.lake.files import listing_digest, sizes_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_PREFIX = ".repeats-"
_EMPTY = "CREATE OR REPLACE TEMP TABLE repeats (check_id VARCHAR, observed_at TIMESTAMP)"
_LOAD = "INSERT INTO repeats SELECT check_id, observed_at FROM read_parquet($path)"
_FIND = """
INSERT INTO repeats
SELECT DISTINCT check_id, observed_at FROM (
    SELECT check_id, observed_at FROM results GROUP BY identity, check_id, observed_at HAVING COUNT(*) > 1
)
"""
_COPY = "COPY (SELECT DISTINCT check_id, observed_at FROM repeats ORDER BY ALL) TO $path (FORMAT parquet)"


def list_path(folder: Path, sizes: Sequence[tuple[str, int]]) -> Path:
    """Name the list after the run files that it speaks for."""
    return folder / f"{_PREFIX}{listing_digest(sizes)}.parquet"


def load_repeats(connection: "DuckDBPyConnection", folder: Path, paths: Sequence[Path]) -> None:
    """Fill the table `repeats` from its file, or from the results where there is none for these run files."""
    connection.execute(_EMPTY)
    kept = list_path(folder, sizes_of(paths))
    if kept.exists():
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
