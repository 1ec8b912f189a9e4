"""Stage observations for one run: streamed to disk in batches, sorted out by SQL, never held as objects."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
from attrs import frozen

from dualtrack.domain.evidence.observation import Observation

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

BATCH = 10_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_TEXT = (
    "identity",
    "source",
    "check_id",
    "account",
    "region",
    "resource",
    "locator",
    "status",
    "outcome",
    "requirements",
    "native_uid",
)

_INCOMING = """
CREATE TEMP TABLE incoming AS
SELECT * EXCLUDE (observed_us), make_timestamp(observed_us) AS observed_at
FROM read_json($path, format = 'newline_delimited', columns = $columns)
"""
# Rows of this run that the lake does not hold yet. Which of several equal rows stays is decided by what they
# say, not by where they stood, so that the order of the observations changes nothing.
_FRESH = """
CREATE TEMP TABLE fresh AS
SELECT i.* EXCLUDE (place) FROM (
    SELECT *, ROW_NUMBER() OVER (
        PARTITION BY identity, observed_at, status
        ORDER BY record, native_uid, requirements, check_id, account, region, resource, locator, source
    ) AS place FROM incoming
) AS i
WHERE i.place = 1 AND NOT EXISTS (
    SELECT 1 FROM near AS k
    WHERE k.identity = i.identity AND k.observed_at = i.observed_at AND k.status = i.status
)
"""
_NEAR = """
CREATE TEMP VIEW near AS SELECT identity, observed_at, status FROM results
WHERE observed_at BETWEEN (SELECT MIN(observed_at) FROM incoming) AND (SELECT MAX(observed_at) FROM incoming)
"""
# One row for each item and time that the lake now holds with more than one status because of this run.
_DISPUTED = """
CREATE TEMP TABLE disputed AS
SELECT f.identity, f.check_id, f.observed_at FROM fresh AS f
GROUP BY f.identity, f.check_id, f.observed_at
HAVING COUNT(*) > 1 OR EXISTS (
    SELECT 1 FROM near AS k WHERE k.identity = f.identity AND k.observed_at = f.observed_at
)
"""
_COUNTS = """
SELECT (SELECT COUNT(*) FROM incoming), (SELECT COUNT(*) FROM fresh), (SELECT COUNT(*) FROM disputed),
       (SELECT COUNT(DISTINCT record) FROM incoming), (SELECT COUNT(DISTINCT record) FROM fresh)
"""


@frozen(kw_only=True)
class Classified:
    """What a run brought: rows are observations, records the source's own, conflicts items at a time."""

    rows: int
    stored: int
    conflicts: int
    records: int
    records_stored: int

    @property
    def duplicate(self) -> int:
        """Rows that the lake, or the run itself, held already."""
        return self.rows - self.stored

    @property
    def records_duplicate(self) -> int:
        """Source records none of whose rows was new."""
        return self.records - self.records_stored


def _text(value: str) -> str:
    """Keep text storable: half a character pair becomes a question mark."""
    return value.encode("utf-8", "replace").decode("utf-8")


def _line(one: Observation) -> bytes:
    row: dict[str, str | int] = {
        "identity": _text(one.identity),
        "source": _text(one.source),
        "check_id": _text(one.check_id),
        "account": _text(one.account),
        "region": _text(one.region),
        "resource": _text(one.resource),
        "locator": _text(one.locator),
        "status": one.status.value,
        "outcome": one.outcome.value,
        "record": one.record,
        "requirements": " ".join(sorted(one.requirements)),
        "native_uid": _text(one.native_uid),
        "observed_us": (one.observed_at - _EPOCH) // _MICROSECOND,
    }
    return orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)


def _spill(observations: Iterable[Observation], path: Path) -> None:
    """Write the observations as lines, a batch at a time."""
    source = iter(observations)
    with path.open("wb") as out:
        while batch := list(islice(source, BATCH)):
            out.write(b"".join(map(_line, batch)))


def stage(connection: "DuckDBPyConnection", observations: Iterable[Observation], scratch: Path) -> Classified:
    """Fill `incoming`, `fresh` and `disputed` beside the view `results`, and count."""
    spilled = scratch / "incoming.ndjson"
    _spill(observations, spilled)
    columns = dict.fromkeys(_TEXT, "VARCHAR") | {"record": "BIGINT", "observed_us": "BIGINT"}
    connection.execute(_INCOMING, {"path": str(spilled), "columns": columns})
    spilled.unlink()
    for statement in (_NEAR, _FRESH, _DISPUTED):
        connection.execute(statement)
    ((rows, stored, conflicts, records, records_stored),) = connection.execute(_COUNTS).fetchall()
    return Classified(
        rows=rows, stored=stored, conflicts=conflicts, records=records, records_stored=records_stored
    )
