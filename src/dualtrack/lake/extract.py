"""Cut what the lake holds to what one audit may read: by run, by account, by time."""

import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from dualtrack.lake.engine import refusals, session
from dualtrack.lake.files import first_damage, open_results, recorded_files

_TEXT = ("source", "check_id", "account", "region", "resource", "locator", "status")
_ACCOUNTS = "SELECT run_id, account FROM results GROUP BY run_id, account"


def accounts_by_run(folder: Path, runs: Collection[str]) -> Mapping[str, frozenset[str]]:
    """The accounts that each of these runs speaks about; a run that stored nothing is not named."""
    paths = recorded_files(folder, runs)
    found: dict[str, set[str]] = defaultdict(set)
    with session() as (connection, _):
        open_results(connection, paths)
        try:
            for run, account in connection.execute(_ACCOUNTS).fetchall():
                found[run].add(account)
        except refusals() as error:
            raise first_damage(connection, paths, error) from error
    return {run: frozenset(accounts) for run, accounts in found.items()}


def results_csv(
    folder: Path,
    runs: Collection[str],
    *,
    accounts: Iterable[str] | None,
    since: datetime,
    until: datetime,
) -> bytes:
    """The distinct results of some runs as CSV, from `since` up to, and without, `until`.

    `accounts` None takes every account. The same results give the same bytes; no cell starts a formula.
    """
    paths = recorded_files(folder, runs)
    wanted = None if accounts is None else sorted(set(accounts))
    with session() as (connection, _), tempfile.TemporaryDirectory() as scratch:
        open_results(connection, paths)
        out = Path(scratch) / "results.csv"
        within = "TRUE" if wanted is None else "list_contains($accounts, account)"
        cells = ", ".join(_inert(name) for name in _TEXT)
        query = (
            f"COPY (SELECT DISTINCT identity, {cells}, "  # noqa: S608 - column names of ours
            "strftime(observed_at, '%Y-%m-%dT%H:%M:%SZ') AS observed_at FROM results "
            f"WHERE {within} AND observed_at >= $since AND observed_at < $until "
            "ORDER BY check_id, observed_at, identity, status) TO $out (FORMAT csv, HEADER)"
        )
        values: dict[str, object] = {
            "since": since.astimezone(UTC).replace(tzinfo=None),
            "until": until.astimezone(UTC).replace(tzinfo=None),
            "out": str(out),
        }
        if wanted is not None:
            values["accounts"] = wanted
        try:
            connection.execute(query, values)
        except refusals() as error:
            raise first_damage(connection, paths, error) from error
        return out.read_bytes()


def _inert(name: str) -> str:
    """The column, so that no spreadsheet takes a cell of it for a formula."""
    starts = r"regexp_matches(" + name + r", '^[=+@\t\r\n-]')"
    return f"CASE WHEN {starts} THEN '''' || {name} ELSE {name} END AS {name}"
