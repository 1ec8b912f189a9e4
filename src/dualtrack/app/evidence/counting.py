"""The daily counts that readiness reads, built from the lake: derived, so they can be built again."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from attrs import frozen
from django.db import transaction

from dualtrack.app.evidence.models import CheckDayRow, RunRow
from dualtrack.catalogues.checks_table import load_checks_table
from dualtrack.catalogues.links import Link, links_of
from dualtrack.domain.controls.control import Control
from dualtrack.domain.controls.period import ObservationPeriod
from dualtrack.domain.evidence.checkday import CheckDay
from dualtrack.domain.scope.scope import ScopeVersion, Thing
from dualtrack.lake.listings import checks_seen, unknown_checks, unplaced
from dualtrack.lake.reduction import Placement, reduce

_BATCH = 1_000


def received() -> dict[str, datetime]:
    """When each recorded run reached us."""
    return dict(RunRow.objects.values_list("pk", "received_at"))


def links(lake: Path, controls: Sequence[Control]) -> tuple[Link, ...]:
    """Every check that the lake holds, led to controls: by our table, else by the ids that it carries."""
    table, _ = load_checks_table()
    mine = {c.id for c in controls}
    seen = ((s.source, s.check_id, s.requirements) for s in checks_seen(lake))
    return tuple(link for link in links_of(seen, table, controls) if link.control in mine)


def placements(scopes: Sequence[ScopeVersion], things: Sequence[Thing]) -> tuple[Placement, ...]:
    """Which accounts count in which framework: those of the things that its scope holds."""
    accounts = {t.id: t.accounts for t in things}
    found = {
        Placement(account, scope.framework)
        for scope in scopes
        for member in scope.members
        for account in accounts.get(member.thing, ())
    }
    return tuple(sorted(found, key=lambda p: (p.account, p.framework)))


@frozen(kw_only=True)
class Recounted:
    """What counting left aside, so that nothing is skipped in silence: checks and accounts by name."""

    unknown_checks: tuple[str, ...]
    unplaced_accounts: tuple[str, ...]


def rebuild(
    *,
    lake: Path,
    zone: ZoneInfo,
    controls: Sequence[Control],
    scopes: Sequence[ScopeVersion],
    things: Sequence[Thing],
    periods: Sequence[ObservationPeriod],
    frameworks: tuple[str, ...],
) -> Recounted:
    """Count the lake anew and replace the table; says which checks and accounts count nowhere."""
    led, placed = links(lake, controls), placements(scopes, things)
    days = reduce(
        lake,
        led,
        placed,
        received=received(),
        zone=zone,
        periods=periods,
        frameworks=frameworks,
    )
    serving = {c.id: {r.partition(":")[0] for r in c.requirements} for c in controls}
    rows = (_row(day) for day in days if day.framework in serving[day.control])
    with transaction.atomic():
        CheckDayRow.objects.all().delete()
        CheckDayRow.objects.bulk_create(rows, batch_size=_BATCH)
    return Recounted(
        unknown_checks=tuple(sorted({seen.check_id for seen in unknown_checks(lake, led)})),
        unplaced_accounts=tuple(account for account, _ in unplaced(lake, placed)),
    )


def _row(day: CheckDay) -> CheckDayRow:
    return CheckDayRow(
        control=day.control,
        framework=day.framework,
        day=day.day,
        run=day.run,
        received_at=day.received_at,
        passed=day.passed,
        failed=day.failed,
        unknown=day.unknown,
        excepted=day.excepted,
        not_applicable=day.not_applicable,
    )
