"""Write a run of observations as one durable Parquet file: only what the lake does not hold yet."""

import hashlib
import os
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from dualtrack.domain.evidence.observation import Observation
from dualtrack.lake.engine import Damage, LakeError, refusals, session
from dualtrack.lake.files import (
    COLUMNS,
    damage_among,
    first_damage,
    open_results,
    recorded_files,
    run_files,
    run_path,
    sizes_of,
)
from dualtrack.lake.repeats import KEPT, forget_other_lists, list_path, load_repeats, save_repeats
from dualtrack.lake.staging import Classified, stage

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# (identity, time, status) is unique in a run, so the order is total and the bytes repeat.
_COPY = f"""
COPY (SELECT {", ".join(name for name in COLUMNS if name != "run_id")}, CAST($run_id AS VARCHAR) AS run_id
      FROM fresh ORDER BY check_id, observed_at, identity, status)
TO $path (FORMAT parquet, COMPRESSION zstd)
"""  # noqa: S608 - column names of ours
# Items that stand more than once because of this run: every result of theirs, the earlier runs' too.
_DISPUTED = "(SELECT 1 FROM disputed AS d WHERE d.identity = r.identity AND d.observed_at = r.observed_at)"
_FORGET = f"DELETE FROM repeats AS r WHERE EXISTS {_DISPUTED}"  # noqa: S608 - text of ours
_REPEAT = f"""
INSERT INTO repeats SELECT {", ".join(KEPT)} FROM (
    SELECT {", ".join(KEPT)} FROM results
    UNION ALL SELECT {", ".join(KEPT[:-1])}, CAST($run_id AS VARCHAR) AS run_id FROM fresh
) AS r WHERE EXISTS {_DISPUTED}
"""  # noqa: S608 - column names of ours
_SPAN = "SELECT MIN(observed_at), MAX(observed_at) FROM fresh"


@frozen(kw_only=True)
class RunFile:
    """The run's file and what it holds; without a new row there is no file."""

    run_id: str
    path: Path | None
    rows: int
    sha256: str | None
    first: datetime | None
    last: datetime | None
    classified: Classified


def _digest(path: Path) -> str:
    """Hash a file and see it safely on disk."""
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while block := handle.read(1 << 20):
            digest.update(block)
        os.fsync(handle.fileno())
    return digest.hexdigest()


def _settle(folder: Path) -> None:
    """See the folder's names safely on disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _repeats_aside(connection: "DuckDBPyConnection", target: Path, aside: Path) -> tuple[Path, ...]:
    """Write aside the list of repeats that holds once the run is there; tell for which files it speaks."""
    folder = target.parent
    paths = run_files(folder)
    open_results(connection, paths)
    load_repeats(connection, folder, paths)
    connection.execute(_FORGET)
    connection.execute(_REPEAT, {"run_id": target.stem})
    save_repeats(connection, aside)
    return paths


def _publish(
    connection: "DuckDBPyConnection", *, scratch: Path, target: Path, compared: tuple[Path, ...]
) -> str:
    """Write the run aside, then give it its name; a list of repeats without its run speaks for nothing."""
    folder, aside, repeats = target.parent, scratch / "run.parquet", scratch / "repeats.parquet"
    connection.execute(_COPY, {"run_id": target.stem, "path": str(aside)})
    paths = _repeats_aside(connection, target, repeats)
    digest = _digest(aside)
    kept = list_path(folder, [*sizes_of(paths), (target.name, aside.stat().st_size)])
    if paths == compared:
        repeats.rename(kept)
    try:
        aside.rename(target)
        _settle(folder)
    except OSError:
        target.unlink(missing_ok=True)
        raise
    forget_other_lists(folder, kept)
    return digest


def write_run(
    observations: Iterable[Observation],
    *,
    folder: Path,
    run_id: str,
    recorded: Collection[str] | None = None,
) -> RunFile:
    """Store what is new; raises `LakeError` when the lake or the disk refuses, and then leaves no file.

    New is what no run of `recorded` holds (all run files where it is None): a file whose record never came
    through does not make a result a duplicate.
    """
    target = run_path(folder, run_id)
    folder.mkdir(parents=True, exist_ok=True)
    if target.exists():
        reason = "a run of this id is stored already and run files are written once; give the run another id"
        raise LakeError(Damage(str(target), reason))
    with session(near=folder) as (connection, scratch):
        compared = recorded_files(folder, recorded)
        open_results(connection, compared)
        try:
            classified = stage(connection, observations, scratch)
            digest = None
            if classified.stored:
                digest = _publish(connection, scratch=scratch, target=target, compared=compared)
            (span,) = connection.execute(_SPAN).fetchall()
        except refusals() as error:
            reason = (
                f"the run was not stored ({str(error).splitlines()[0]}); free or mend the disk, try again"
            )
            damage = damage_among(connection, run_files(folder)) or Damage(str(target), reason)
            raise LakeError(damage) from error
    first, last = (moment.replace(tzinfo=UTC) if moment else None for moment in span)
    return RunFile(
        run_id=run_id,
        path=target if digest else None,
        rows=classified.stored,
        sha256=digest,
        first=first,
        last=last,
        classified=classified,
    )


def classify(
    observations: Iterable[Observation], folder: Path, *, recorded: Collection[str] | None = None
) -> Classified:
    """Count what a run would bring, and store nothing."""
    with session() as (connection, scratch):
        compared = recorded_files(folder, recorded)
        open_results(connection, compared)
        try:
            return stage(connection, observations, scratch)
        except refusals() as error:
            raise first_damage(connection, compared, error) from error


def discard_run(folder: Path, run_id: str) -> bool:
    """Take away a run's file whose record did not come through; tell whether there was one."""
    path = run_path(folder, run_id)
    if not path.exists():
        return False
    path.unlink()
    _settle(folder)
    return True
