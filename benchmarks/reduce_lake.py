"""Reduce N results to control x framework x day, beside DuckDB's bare grouped count on the same files.

    python benchmarks/reduce_lake.py [RESULTS] [--runs 30] [--zone Europe/Berlin] [--folder DIR]

Limit (design section 10): 100,000,000 results in at most 1.5 times the bare count and 2 GB. Of 100,000
results one stands in conflict with an earlier run, so that the second path of the SQL is measured too.
"""

import argparse
import resource
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from dualtrack.catalogues.links import Basis, Link
from dualtrack.lake.engine import session
from dualtrack.lake.files import COLUMNS, open_results, run_files, sizes_of
from dualtrack.lake.reduction import reduce
from dualtrack.lake.repeats import list_path, load_repeats, save_repeats

LIMIT = 1.5
CHECKS, ACCOUNTS, DAYS = 600, 40, 180
CONTROLS = 40
FIRST = datetime(2026, 1, 1, tzinfo=UTC)

# A scan a day of every item: result i is item i % ITEMS on day i / ITEMS; the identity looks like a hash.
GENERATE = f"""
COPY (
  SELECT sha256(CAST(item AS VARCHAR)) AS identity, 'prowler' AS source,
    'service_check_' || (item % {CHECKS}) || '_enabled' AS check_id,
    lpad(CAST(item % {ACCOUNTS} AS VARCHAR), 12, '0') AS account, 'eu-west-1' AS region,
    'arn:aws:service::' || item AS resource, '' AS locator, status,
    CASE status WHEN 'pass' THEN 'passed' WHEN 'fail' THEN 'failed' WHEN 'muted' THEN 'excepted'
      ELSE 'unknown' END AS outcome,
    TIMESTAMP '2026-01-01 03:00:00' + to_days(day) + to_seconds((item % 4) * 900) AS observed_at,
    i AS record, '' AS requirements, '' AS native_uid, $run_id AS run_id
  FROM (
    SELECT i, i % $items AS item, CAST(i // $items AS INTEGER) AS day,
      CASE WHEN hash(i) % 100 < 90 THEN 'pass' WHEN hash(i) % 100 < 96 THEN 'fail'
           WHEN hash(i) % 100 < 98 THEN 'manual' ELSE 'muted' END AS status
    FROM range(CAST($first AS BIGINT), CAST($last AS BIGINT)) AS t(i)
    UNION ALL
    SELECT i, i % $items, CAST(i // $items AS INTEGER), 'error'
    FROM range(CAST($doubted_from AS BIGINT), CAST($doubted_to AS BIGINT), 100000) AS t(i)
  )
  ORDER BY check_id, observed_at, identity, status
) TO $path (FORMAT parquet, COMPRESSION zstd)
"""  # noqa: S608 - numbers of ours
BARE = """
SELECT check_id, account, CAST(observed_at AS DATE) AS day, outcome, COUNT(*) AS n
FROM results GROUP BY check_id, account, CAST(observed_at AS DATE), outcome
"""


def generate(folder: Path, results: int, runs: int) -> None:
    """Write the run files and their list of repeats, the way `write_run` leaves them."""
    size = -(-results // runs)
    with session(near=folder, memory="4GB") as (connection, _):
        for number in range(runs):
            first, last = number * size, min((number + 1) * size, results)
            given = {
                "run_id": f"r{number}",
                "items": max(results // DAYS, 1),
                "first": first,
                "last": last,
                "doubted_from": max(first - size, 0),
                "doubted_to": first,
                "path": str(folder / f"r{number}.parquet"),
            }
            connection.execute(GENERATE, given)


def list_repeats(folder: Path) -> int:
    """Find the repeats over all files at once, as after a restore; count them."""
    paths = run_files(folder)
    with session(near=folder) as (connection, _):
        open_results(connection, paths)
        load_repeats(connection, folder, paths)
        save_repeats(connection, list_path(folder, sizes_of(paths)))
        ((count,),) = connection.execute("SELECT COUNT(*) FROM repeats").fetchall()
    return int(count)


def bare(folder: Path) -> int:
    """DuckDB's grouped count, nothing else: its groups are added up, not fetched."""
    with session() as (connection, _):
        connection.read_parquet([str(path) for path in run_files(folder)]).create_view("results")
        ((groups, _),) = connection.execute(f"SELECT COUNT(*), SUM(n) FROM ({BARE})").fetchall()  # noqa: S608 - text of ours
        return int(groups)


def ours(folder: Path, zone: ZoneInfo) -> int:
    """The reduction as the product calls it; give the results counted under one control a check."""
    links = [Link(f"service_check_{n}_enabled", f"AC-{n % CONTROLS:02}", Basis.TABLE) for n in range(CHECKS)]
    received = {path.stem: FIRST + timedelta(days=DAYS, hours=n) for n, path in enumerate(run_files(folder))}
    return sum(day.total for day in reduce(folder, links, received=received, zone=zone, frameworks=("soc2",)))


def best_of(times: int, work: Callable[[], int]) -> tuple[float, int]:
    """The shortest of several runs, and what it gave."""
    shortest, answer = float("inf"), 0
    for _ in range(times):
        started = time.perf_counter()
        answer = work()
        shortest = min(shortest, time.perf_counter() - started)
    return shortest, answer


def measure(folder: Path, results: int, runs: int, zone: ZoneInfo) -> Iterable[str]:
    """Generate, count both ways, and say how they compare."""
    started = time.perf_counter()
    generate(folder, results, runs)
    size = sum(path.stat().st_size for path in run_files(folder))
    made = time.perf_counter() - started
    yield f"{results:,} results over {DAYS} days, {runs} runs, {size / 1e6:,.0f} MB; made in {made:.1f} s"
    started = time.perf_counter()
    pairs = list_repeats(folder)
    yield f"list of repeats made from nothing: {pairs} pairs in {time.perf_counter() - started:.2f} s"
    bare_time, groups = best_of(5, lambda: bare(folder))
    our_time, counted = best_of(5, lambda: ours(folder, zone))
    assert counted == results, f"{counted:,} results counted, {results:,} made"
    ratio = our_time / bare_time
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    verdict = "within" if ratio <= LIMIT else "OVER"
    yield f"bare grouped count {bare_time:.3f} s ({groups:,} groups); reduce ({zone}) {our_time:.3f} s"
    yield f"ratio {ratio:.2f}, {verdict} the limit of {LIMIT}; peak memory of the whole run {peak:.2f} GB"


def main() -> None:
    """Read the arguments and print what is measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("results", nargs="?", type=int, default=10_000_000)
    parser.add_argument("--runs", type=int, default=30)
    parser.add_argument("--zone", type=ZoneInfo, default=ZoneInfo("Europe/Berlin"))
    parser.add_argument("--folder", type=Path, default=None)
    given = parser.parse_args()
    with TemporaryDirectory(prefix="dualtrack-lake-", dir=given.folder) as name:
        for line in measure(Path(name), given.results, given.runs, given.zone):
            print(line, flush=True)


if __name__ == "__main__":
    assert list(COLUMNS)[-1] == "run_id"
    main()
