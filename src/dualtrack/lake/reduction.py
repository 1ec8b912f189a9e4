"""Reduce the lake to control x framework x day x run; results never become Python objects."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from attrs import frozen

from dualtrack.catalogues.links import Basis, Link
from dualtrack.domain.controls.period import ObservationPeriod
from dualtrack.domain.evidence.checkday import CheckDay
from dualtrack.lake.days import DAY_MICROS, day_of, day_start, local_micros
from dualtrack.lake.engine import refusals, session
from dualtrack.lake.files import first_damage, moments_of, open_results, run_files
from dualtrack.lake.repeats import load_repeats

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FRAMEWORKS = ("soc2", "iso27001")
BATCH = 1_000
EVERYWHERE = "*"
_STRENGTH = (Basis.TABLE, Basis.PART, Basis.CARRIED)
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # an empty lake has no moments
_EVER = (day_start(date.min), day_start(date.max) + DAY_MICROS)
_TABLES = """
CREATE OR REPLACE TEMP TABLE links (check_id VARCHAR, control VARCHAR, basis VARCHAR);
CREATE OR REPLACE TEMP TABLE runs (run_id VARCHAR, place INTEGER);
CREATE OR REPLACE TEMP TABLE placements (account VARCHAR, framework VARCHAR);
CREATE OR REPLACE TEMP TABLE spans (framework VARCHAR, first_day BIGINT, end_day BIGINT);
CREATE OR REPLACE TEMP MACRO unix_micros(moment) AS epoch_us(moment);
"""


@frozen
class Placement:
    """An account whose results count in a framework's scope."""

    account: str
    framework: str


@cache
def reduce_sql() -> str:
    """Read the one SQL text that every engine runs; `:local_time` and `:account` are filled in."""
    return files("dualtrack.lake").joinpath("reduce.sql").read_text(encoding="utf-8")


def local_time(zone: ZoneInfo, moments: tuple[datetime, datetime] | None) -> str:
    """Write the local time of a result for the span of moments that the lake holds."""
    first, last = moments or (_NEVER, _NEVER)
    return local_micros("unix_micros(r.observed_at)", zone, first, last)


def for_zone(connection: "DuckDBPyConnection", sql: str, zone: ZoneInfo, paths: Sequence[Path]) -> str:
    """Fill the zone into a text of ours about these run files."""
    return sql.replace(":local_time", local_time(zone, moments_of(connection, paths)))


def insert(connection: "DuckDBPyConnection", table: str, rows: Iterable[tuple[object, ...]]) -> None:
    """Fill one of our small tables, a column at a time: far quicker than a row at a time."""
    columns = [list(column) for column in zip(*rows, strict=True)]
    if columns:
        values = ", ".join("unnest(?)" for _ in columns)
        connection.execute(f"INSERT INTO {table} SELECT {values}", columns)


def _distinct(links: Iterable[Link]) -> list[tuple[object, ...]]:
    """One row for a check and control; of two links the one that may say more stands."""
    best: dict[tuple[str, str], Basis] = {}
    for link in links:
        key = (link.check, link.control)
        best[key] = min(best.get(key, link.basis), link.basis, key=_STRENGTH.index)
    return [(check, control, basis.value) for (check, control), basis in best.items()]


def _spans(periods: Iterable[ObservationPeriod] | None, frameworks: Iterable[str]) -> set[tuple[object, ...]]:
    if periods is None:
        return {(framework, *_EVER) for framework in frameworks}
    return {(one.framework, day_start(one.start), day_start(one.end) + DAY_MICROS) for one in periods}


def prepare(
    connection: "DuckDBPyConnection",
    links: Iterable[Link],
    placements: Iterable[Placement],
    periods: Iterable[ObservationPeriod] | None,
    frameworks: Iterable[str],
) -> str:
    """Fill the small tables that the SQL text joins; tell what stands for an account in it."""
    placed = {(one.account, one.framework) for one in placements}
    wanted = set(frameworks) | {framework for _, framework in placed}
    connection.execute(_TABLES)
    insert(connection, "links", _distinct(links))
    insert(connection, "placements", placed or [(EVERYWHERE, one) for one in frameworks])
    insert(connection, "spans", _spans(periods, wanted))
    return "r.account" if placed else f"'{EVERYWHERE}'"


def _in_order(received: Mapping[str, datetime]) -> list[tuple[object, ...]]:
    """Number the recorded runs by when they were received."""
    order = sorted(received, key=lambda run_id: (received[run_id], run_id))
    return [(run_id, place) for place, run_id in enumerate(order)]


def _days(connection: "DuckDBPyConnection", sql: str, received: Mapping[str, datetime]) -> Iterator[CheckDay]:
    cursor = connection.execute(sql)
    while rows := cursor.fetchmany(BATCH):
        for control, framework, day, run_id, *counts in rows:
            passed, failed, unknown, excepted, not_applicable = map(int, counts)
            yield CheckDay(
                control=control,
                framework=framework,
                day=day_of(day),
                passed=passed,
                failed=failed,
                unknown=unknown,
                excepted=excepted,
                not_applicable=not_applicable,
                run=run_id,
                received_at=received[run_id],
            )


def reduce(
    folder: Path,
    links: Iterable[Link],
    placements: Iterable[Placement] = (),
    *,
    received: Mapping[str, datetime],
    zone: ZoneInfo,
    periods: Iterable[ObservationPeriod] | None = None,
    frameworks: tuple[str, ...] = FRAMEWORKS,
) -> Iterator[CheckDay]:
    """Give the days in order; raises `LakeError` naming a damaged file rather than counting without it.

    `received` tells when each recorded run came; a file of any other run counts nowhere
    (`listings.unrecorded` names it).
    Without placements every account counts in all `frameworks`; with any, an account placed nowhere counts
    nowhere (`listings.unplaced` names it). With `periods`, only days inside a period of the framework count.
    """
    paths = run_files(folder)
    with session() as (connection, _):
        open_results(connection, paths)
        account = prepare(connection, links, placements, periods, frameworks)
        insert(connection, "runs", _in_order(received))
        try:
            load_repeats(connection, folder, paths)
            sql = for_zone(connection, reduce_sql(), zone, paths).replace(":account", account)
            yield from _days(connection, sql, received)
        except refusals() as error:
            raise first_damage(connection, paths, error) from error
