"""The daily counts as readiness may read them: counted anew first, where the record has gone beyond them."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from attrs import frozen
from django.db import connection

from dualtrack.app.accounts.rights import require
from dualtrack.app.controls.models import ControlMatchRow, ControlRow, PeriodRow
from dualtrack.app.evidence import counting, queries
from dualtrack.app.evidence.counting import Inputs, Recounted, Stamp
from dualtrack.app.evidence.lake import lake
from dualtrack.app.evidence.models import RunRow
from dualtrack.app.ledger import clock
from dualtrack.app.ledger.models import Body
from dualtrack.app.ledger.recorded import Recorded, recorded_type
from dualtrack.app.programme.models import FrameworkAddedRow, OrganisationRow
from dualtrack.app.registers.models import TABLES
from dualtrack.app.scope.models import ScopeVersionRow
from dualtrack.app.scope.queries import SCOPED, reported
from dualtrack.domain.evidence.checkday import CheckDay
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.organisation import Organisation, frameworks_on
from dualtrack.domain.programme.snapshot import Programme
from dualtrack.domain.scope.scope import ScopeVersion, in_force
from dualtrack.domain.scope.things import REPORTED

# Tables that the counts are a function of.
DEPENDS_ON: tuple[type[Recorded], ...] = (
    RunRow,
    ControlRow,
    PeriodRow,
    ScopeVersionRow,
    *(TABLES[SCOPED[kind]] for kind in REPORTED),
    OrganisationRow,
    FrameworkAddedRow,
    ControlMatchRow,
)
_BODY = Body._meta.db_table


@frozen(kw_only=True)
class Basis:
    """What the counts are to be made of, and for what they then hold."""

    inputs: Inputs
    stamp: Stamp


def check_days(viewer: Viewer) -> tuple[CheckDay, ...]:
    """The daily counts, never stale."""
    freshen()
    return queries.check_days(viewer)


def freshen() -> None:
    """Count anew where what was recorded since changes the counts; else two small queries."""
    if counting.fresh(_last(), clock.now()):
        return
    found = basis()
    if found is None:
        return
    if counting.made_of(found.stamp.digest):
        counting.stamp(found.stamp)
    else:
        counting.rebuild(lake(), found.inputs, found.stamp)


def stands(found: Basis) -> bool:
    """True when readers take the counts as they are, without counting anew."""
    return counting.fresh(_last(), clock.now()) or counting.made_of(found.stamp.digest)


def recount(viewer: Viewer) -> Recounted:
    """Count anew, come what may; says which checks and accounts count nowhere."""
    require(viewer, "programme.read")
    found = basis()
    if found is None:
        return Recounted(unknown_checks=(), unplaced_accounts=())
    counting.rebuild(lake(), found.inputs, found.stamp)
    return counting.left_aside(lake(), found.inputs)


def basis() -> Basis | None:
    """What the counts are made of today; None before the programme begins."""
    seq = _last()  # read before the rest: what comes in meanwhile makes the counts stale, not wrong
    row = OrganisationRow.objects.first()
    if row is None:
        return None
    organisation: Organisation = row.to_value()
    zone = ZoneInfo(organisation.timezone)
    today = clock.now().astimezone(zone).date()
    scopes: tuple[ScopeVersion, ...] = _values(ScopeVersionRow)
    inputs = _inputs(
        organisation,
        frameworks_on(organisation.profile, _values(FrameworkAddedRow), today),
        scopes,
        today,
        matches=_values(ControlMatchRow),
        controls=_values(ControlRow),
        things=reported(),
        periods=_values(PeriodRow),
    )
    change = _next_change(scopes, today)
    until = None if change is None else datetime.combine(change, time(), zone)
    return Basis(inputs=inputs, stamp=Stamp(seq=seq, until=until, digest=inputs.digest()))


def check_days_then(viewer: Viewer, held: Programme, as_of: date, limit: datetime) -> tuple[CheckDay, ...]:
    """The daily counts as they were: by the controls, scopes and periods of then, of the runs that had come.

    `held` is the programme as known at the limit; the scopes are those in force on the day asked about. Where
    results count today as they did then, the table is read; else the lake is counted for this one question.
    """
    require(viewer, "programme.read")
    then = _inputs(
        held.organisation,
        held.frameworks_on(as_of),
        held.scopes,
        as_of,
        matches=held.matches,
        controls=held.controls,
        things=held.things,
        periods=held.periods,
    )
    found = basis()
    if found is not None and found.inputs.rule() == then.rule():
        return tuple(day for day in check_days(viewer) if day.received_at <= limit)
    return counting.count(lake(), then, limit)


def _inputs(
    organisation: Organisation,
    frameworks: tuple[str, ...],
    scopes: tuple[ScopeVersion, ...],
    day: date,
    **parts: Any,
) -> Inputs:
    """What counts are a function of on a day: of the scopes those in force on it."""
    standing = (in_force(scopes, framework, day) for framework in frameworks)
    return Inputs(
        zone=ZoneInfo(organisation.timezone),
        scopes=tuple(s for s in standing if s is not None),
        frameworks=frameworks,
        **parts,
    )


def _next_change(scopes: tuple[ScopeVersion, ...], today: date) -> date | None:
    """The first day to come on which another version of a scope may be in force."""
    days = (day for s in scopes for day in (s.effective_from, s.approved_on) if day is not None)
    return min((day for day in days if day > today), default=None)


def _last() -> int:
    """The last entry that the counts may depend on; -1 while there is none. By the index, kind by kind."""
    kinds = [recorded_type(model)[0] for model in DEPENDS_ON]
    bounds = [bound for kind in kinds for bound in (f"{kind}/", f"{kind}0")]  # 0 comes after the slash
    newest = f"SELECT MAX(seq) AS seq FROM {_BODY} WHERE object >= %s AND object < %s"  # noqa: S608 - our names
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT MAX(seq) FROM ({' UNION ALL '.join([newest] * len(kinds))}) AS found", bounds)  # noqa: S608 - ours
        (found,) = cursor.fetchone()
    return -1 if found is None else int(found)


def _values(model: type[Recorded]) -> tuple[Any, ...]:
    return tuple(row.to_value() for row in model.objects.order_by("pk"))
