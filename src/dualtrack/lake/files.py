"""The lake's run files: one Parquet file a run, its columns, and which of them can be read."""

import hashlib
import re
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dualtrack.lake.engine import Damage, LakeError, refusals, session

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

COLUMNS = {
    "identity": "VARCHAR",
    "source": "VARCHAR",
    "check_id": "VARCHAR",
    "account": "VARCHAR",
    "region": "VARCHAR",
    "resource": "VARCHAR",
    "locator": "VARCHAR",
    "status": "VARCHAR",
    "outcome": "VARCHAR",
    "observed_at": "TIMESTAMP",
    "record": "BIGINT",
    "requirements": "VARCHAR",
    "native_uid": "VARCHAR",
    "run_id": "VARCHAR",
}
_RUN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}")
# What each block of a file says about its moments; a file of another writer may say nothing.
_FOOTERS = """
SELECT MIN(CAST(stats_min_value AS TIMESTAMP)), MAX(CAST(stats_max_value AS TIMESTAMP)), COUNT(*),
    COUNT(stats_min_value)
FROM parquet_metadata($names) WHERE path_in_schema = 'observed_at'
"""


def run_path(folder: Path, run_id: str) -> Path:
    """Say where a run's file stands; a run id that is no plain file name is refused."""
    if not _RUN_ID.fullmatch(run_id):
        reason = f"run id {run_id!r} is not letters, digits, dot, dash or underscore; give the run another id"
        raise LakeError(Damage(str(folder), reason))
    return folder / f"{run_id}.parquet"


def run_files(folder: Path) -> tuple[Path, ...]:
    """List the run files, by name; a folder that is not there yet has none."""
    return tuple(sorted(path for path in folder.glob("*.parquet") if not path.name.startswith(".")))


def recorded_files(folder: Path, recorded: Collection[str] | None) -> tuple[Path, ...]:
    """List the files of the recorded runs; without a list of runs, all of them."""
    return tuple(path for path in run_files(folder) if recorded is None or path.stem in recorded)


def listing_digest(sizes: Sequence[tuple[str, int]]) -> str:
    """Name a set of run files by their names and sizes; run files are written once."""
    text = "\n".join(f"{name} {size}" for name, size in sorted(sizes))
    return hashlib.sha256(text.encode()).hexdigest()


def sizes_of(paths: Sequence[Path]) -> list[tuple[str, int]]:
    """Pair each file's name with its size."""
    return [(path.name, path.stat().st_size) for path in paths]


def damage_of(connection: "DuckDBPyConnection", path: Path, *, whole: bool = False) -> Damage | None:
    """Try one file: its footer and columns, or every value of it."""
    try:
        relation = connection.read_parquet(str(path))
        found = dict(zip(relation.columns, map(str, relation.types), strict=True))
        wrong = [name for name, kind in COLUMNS.items() if found.get(name) != kind]
        if wrong:
            reason = f"is not a run file of this lake: column {wrong[0]} is missing or of another type"
            return Damage(str(path), reason)
        if whole:
            relation.aggregate(", ".join(f"bit_xor(hash({name}))" for name in COLUMNS)).fetchall()
    except refusals() as error:
        return Damage(str(path), f"cannot be read as Parquet ({str(error).splitlines()[0]}); restore it")
    return None


def damaged(folder: Path, *, whole: bool = True) -> tuple[Damage, ...]:
    """List every run file that cannot be read; `whole` reads all values, else footers only."""
    with session() as (connection, _):
        tried = (damage_of(connection, path, whole=whole) for path in run_files(folder))
        return tuple(one for one in tried if one is not None)


def open_results(connection: "DuckDBPyConnection", paths: Sequence[Path]) -> None:
    """Make the run files one view, `results`; the first damaged file stops it by name."""
    for path in paths:
        damage = damage_of(connection, path)
        if damage is not None:
            raise LakeError(damage)
    if paths:
        relation = connection.read_parquet([str(path) for path in paths])
    else:
        columns = ", ".join(f"CAST(NULL AS {kind}) AS {name}" for name, kind in COLUMNS.items())
        relation = connection.sql(f"SELECT {columns} WHERE FALSE")
    relation.project(", ".join(COLUMNS)).create_view("results", replace=True)


def moments_of(connection: "DuckDBPyConnection", paths: Sequence[Path]) -> tuple[datetime, datetime] | None:
    """Tell between which moments the results of these files were observed, from the footers alone."""
    if not paths:
        return None
    names = {"names": [str(path) for path in paths]}
    ((first, last, blocks, told),) = connection.execute(_FOOTERS, names).fetchall()
    if told < blocks:
        span = "SELECT MIN(observed_at), MAX(observed_at) FROM results"
        ((first, last),) = connection.execute(span).fetchall()
    return (first.replace(tzinfo=UTC), last.replace(tzinfo=UTC)) if first and last else None


def damage_among(connection: "DuckDBPyConnection", paths: Sequence[Path]) -> Damage | None:
    """Find the first file that cannot be read to its end."""
    tried = (damage_of(connection, path, whole=True) for path in paths)
    return next((damage for damage in tried if damage is not None), None)


def first_damage(connection: "DuckDBPyConnection", paths: Sequence[Path], error: Exception) -> LakeError:
    """Turn a failed question into an error that names the file that cannot be read."""
    where = str(paths[0].parent) if paths else "lake"
    return LakeError(damage_among(connection, paths) or Damage(where, str(error).splitlines()[0]))
