"""Lists that keep counting honest: unplaced accounts, unknown checks, results outside every period."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from attrs import frozen

from dualtrack.catalogues.links import Link
from dualtrack.domain.controls.period import ObservationPeriod
from dualtrack.lake.engine import refusals, session
from dualtrack.lake.files import first_damage, open_results, recorded_files, run_files, run_path
from dualtrack.lake.reduction import Placement, for_zone, prepare

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# The same result stored twice is one row in every list.
_RESULTS = (
    "(SELECT DISTINCT identity, observed_at, status, source, check_id, account, requirements FROM results)"
)
_UNPLACED = f"""
SELECT r.account, COUNT(*) FROM {_RESULTS} AS r
WHERE EXISTS (SELECT 1 FROM placements)
  AND NOT EXISTS (SELECT 1 FROM placements AS p WHERE p.account = r.account)
GROUP BY r.account ORDER BY r.account
"""  # noqa: S608 - text of ours
_UNKNOWN = f"""
SELECT r.source, r.check_id, COUNT(*) FROM {_RESULTS} AS r
WHERE NOT EXISTS (SELECT 1 FROM links AS l WHERE l.check_id = r.check_id)
GROUP BY r.source, r.check_id ORDER BY r.source, r.check_id
"""  # noqa: S608 - text of ours
_SEEN = f"""
SELECT r.source, r.check_id, r.requirements, COUNT(*) FROM {_RESULTS} AS r
GROUP BY r.source, r.check_id, r.requirements ORDER BY r.source, r.check_id, r.requirements
"""  # noqa: S608 - text of ours
_OUTSIDE = """
SELECT COUNT(*) FROM (
    SELECT DISTINCT r.identity, r.observed_at, r.status, :local_time AS local_time FROM results AS r
) AS t
WHERE NOT EXISTS (
    SELECT 1 FROM spans AS s WHERE t.local_time >= s.first_day AND t.local_time < s.end_day
)
"""


@frozen
class CheckSeen:
    """A check of a source, the requirement ids that its records carry, and how many results it has."""

    source: str
    check_id: str
    requirements: tuple[str, ...]
    results: int


@contextmanager
def _asked(paths: tuple[Path, ...]) -> "Iterator[DuckDBPyConnection]":
    """Open the run files for one question; a file that fails it is named."""
    with session() as (connection, _):
        open_results(connection, paths)
        try:
            yield connection
        except refusals() as error:
            raise first_damage(connection, paths, error) from error


def unplaced(folder: Path, placements: Iterable[Placement]) -> tuple[tuple[str, int], ...]:
    """List accounts that no placement names, with their results; none where nothing is placed at all."""
    with _asked(run_files(folder)) as connection:
        prepare(connection, (), placements, None, ())
        return tuple((account, int(count)) for account, count in connection.execute(_UNPLACED).fetchall())


def checks_seen(folder: Path, recorded: Collection[str] | None = None) -> tuple[CheckSeen, ...]:
    """List every check with each set of requirement ids that its records carry: what links are made from.

    Of the recorded runs; without a list of runs, of every file.
    """
    with _asked(recorded_files(folder, recorded)) as connection:
        rows = connection.execute(_SEEN).fetchall()
    return tuple(
        CheckSeen(source, check, tuple(carried.split()), int(count)) for source, check, carried, count in rows
    )


def unknown_checks(folder: Path, links: Iterable[Link]) -> tuple[CheckSeen, ...]:
    """List checks that lead to no control: stored, counted here, and nowhere else."""
    with _asked(run_files(folder)) as connection:
        prepare(connection, links, (), None, ())
        rows = connection.execute(_UNKNOWN).fetchall()
    return tuple(CheckSeen(source, check, (), int(count)) for source, check, count in rows)


def unrecorded(folder: Path, recorded: Collection[str]) -> tuple[str, ...]:
    """List run ids that have a file and no record: left by a change that did not come through."""
    return tuple(path.stem for path in run_files(folder) if path.stem not in recorded)


def outside(folder: Path, run_id: str, periods: Iterable[ObservationPeriod], *, zone: ZoneInfo) -> int:
    """Count the run's stored results whose day lies in no period of any framework."""
    path = run_path(folder, run_id)
    paths = (path,) if path.exists() else ()
    with _asked(paths) as connection:
        prepare(connection, (), (), tuple(periods), ())
        ((count,),) = connection.execute(for_zone(connection, _OUTSIDE, zone, paths)).fetchall()
    return int(count)
