"""Check results as one audit may read them: whole runs where all is in its scope, else an extract."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from attrs import frozen

from dualtrack.app.evidence.lake import lake
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.domain.controls.period import ObservationPeriod
from dualtrack.domain.evidence.run import ObservationRun
from dualtrack.domain.programme.snapshot import Programme
from dualtrack.domain.scope.scope import in_force
from dualtrack.lake.extract import accounts_by_run, results_csv

NAME = "check-results.csv"


@frozen(kw_only=True)
class CheckResults:
    """Runs whose files may go out as they are, and the documents that stand for all others."""

    whole: frozenset[str] = frozenset()
    documents: tuple[tuple[str, bytes], ...] = ()


def check_results(
    held: Programme,
    framework: str,
    period: ObservationPeriod | None,
    runs: Sequence[ObservationRun],
    as_of: date,
) -> CheckResults:
    """What of the runs an engagement sees.

    A run goes out whole when it holds nothing but accounts of the framework's scope and lies in the period.
    Of any other run that touches the period only the results in scope and period are given, as one table; its
    entry stands as its hash.
    """
    if period is None or not runs:
        return CheckResults()
    touching = [r for r in runs if _touches(held, r, period)]
    scope = in_force(held.scopes, framework, as_of)
    accounts = _accounts(held, set() if scope is None else set(scope.extents()))
    seen = accounts_by_run(lake(), [r.id for r in touching])
    lost = [r.id for r in touching if r.parquet_sha256 is not None and r.id not in seen]
    if lost:
        raise RefusedError("results_not_in_the_lake", object=", ".join(lost))
    whole = {
        r.id
        for r in touching
        if _within(held, r, period) and r.id in seen and (accounts is None or seen[r.id] <= accounts)
    }
    rest = [r.id for r in touching if r.id in seen and r.id not in whole]
    if not rest:
        return CheckResults(whole=frozenset(whole))
    table = results_csv(
        lake(),
        rest,
        accounts=accounts,
        since=_start(held, period.start),
        until=_start(held, period.end + timedelta(days=1)),
    )
    name = f"EXAMPLE-{NAME}" if held.organisation.example else NAME
    return CheckResults(whole=frozenset(whole), documents=((name, table),))


def _accounts(held: Programme, members: set[str]) -> frozenset[str] | None:
    """Accounts that the scope's things are reported under; None where no thing names any."""
    if not any(t.accounts for t in held.things):
        return None
    return frozenset(a for t in held.things if t.id in members for a in t.accounts)


def _touches(held: Programme, run: ObservationRun, period: ObservationPeriod) -> bool:
    first, last = run.first_observed_at, run.last_observed_at
    if first is None or last is None:
        return False
    return held.local_day(first) <= period.end and held.local_day(last) >= period.start


def _within(held: Programme, run: ObservationRun, period: ObservationPeriod) -> bool:
    first, last = run.first_observed_at, run.last_observed_at
    days = (held.local_day(moment) for moment in (first, last) if moment is not None)
    return all(period.period.holds(day) for day in days)


def _start(held: Programme, day: date) -> datetime:
    """The first instant of a day of the organisation."""
    return datetime.combine(day, time(), held.zone)
