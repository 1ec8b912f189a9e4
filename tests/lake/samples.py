"""Observations, links and a naive reduction to hold the lake against."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from dualtrack.catalogues.links import Basis, Link
from dualtrack.domain.evidence.checkday import CheckDay
from dualtrack.domain.evidence.observation import CheckStatus, Observation, Outcome, TimeBasis, outcome_of
from dualtrack.lake.reduction import FRAMEWORKS, Placement

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
RECEIVED = datetime(2026, 12, 1, tzinfo=UTC)
LINKS = (Link("mfa", "AC-02", Basis.TABLE), Link("logs", "OP-01", Basis.TABLE))


def seen(
    check: str = "mfa",
    status: CheckStatus = CheckStatus.PASS,
    *,
    account: str = "111",
    resource: str = "alice",
    at: datetime = NOON,
    record: int = 1,
    uid: str = "",
    requirements: tuple[str, ...] = (),
) -> Observation:
    """Make one observation."""
    return Observation(
        source="prowler",
        source_version="5.0.0",
        check_id=check,
        account=account,
        region="eu-west-1",
        resource=resource,
        status=status,
        raw_status=status.value.upper(),
        observed_at=at,
        time_basis=TimeBasis.EPOCH,
        record=record,
        native_uid=uid,
        requirements=requirements,
    )


def checkday(*, control: str, framework: str, day: date, **counts: int) -> CheckDay:
    """Make a day's counts with the runs left out."""
    return CheckDay(control=control, framework=framework, day=day, received_at=RECEIVED, **counts)


def together(days: Iterable[CheckDay]) -> list[CheckDay]:
    """Add up the runs of each day."""
    sums: dict[tuple[str, str, date], Counter[str]] = {}
    for one in days:
        counts = sums.setdefault((one.control, one.framework, one.day), Counter())
        counts.update({name.value: getattr(one, name.value) for name in Outcome})
    return [checkday(control=c, framework=f, day=d, **sums[c, f, d]) for c, f, d in sorted(sums)]


def many(count: int) -> list[Observation]:
    """Make distinct observations of two checks, all alike but for the resource."""
    return [seen("mfa" if n % 2 else "logs", resource=f"r{n}", record=n) for n in range(count)]


def verdict(statuses: Iterable[CheckStatus], basis: Basis) -> Outcome:
    """What one item at one time counts as."""
    distinct = set(statuses)
    outcomes = {outcome_of(status) for status in distinct}
    if len(distinct) == 1:
        outcome = outcomes.pop()
    else:
        outcome = Outcome.FAILED if Outcome.FAILED in outcomes else Outcome.UNKNOWN
    return Outcome.UNKNOWN if outcome is Outcome.PASSED and basis is not Basis.TABLE else outcome


def naive(
    observations: Sequence[Observation],
    links: Sequence[Link],
    placements: Sequence[Placement],
    zone: ZoneInfo,
) -> list[CheckDay]:
    """Reduce in the plainest way there is."""
    items: dict[tuple[str, str, str, datetime], set[CheckStatus]] = {}
    for one in observations:
        items.setdefault((one.identity, one.check_id, one.account, one.observed_at), set()).add(one.status)
    counts: dict[tuple[str, str, date], Counter[str]] = {}
    for (_, check, account, at), statuses in items.items():
        frameworks = [p.framework for p in placements if p.account == account] if placements else FRAMEWORKS
        for link in links:
            for framework in frameworks if link.check == check else ():
                key = (link.control, framework, at.astimezone(zone).date())
                counts.setdefault(key, Counter())[verdict(statuses, link.basis).value] += 1
    return [
        checkday(control=control, framework=framework, day=day, **counts[control, framework, day])
        for control, framework, day in sorted(counts)
    ]
