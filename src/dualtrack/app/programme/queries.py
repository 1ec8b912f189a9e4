"""The snapshot for a viewer: from the tables for today, folded from the ledger for any day before."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from attrs import evolve, frozen

from dualtrack.app.accounts.rights import require
from dualtrack.app.audits.models import DeviationRow, EngagementRow, NonconformityRow, ReleaseRow
from dualtrack.app.controls.models import (
    ControlApprovalRow,
    ControlMatchRow,
    ControlRow,
    DeltaNoteRow,
    DocumentRow,
    PeriodRow,
)
from dualtrack.app.evidence.models import EvidenceRow
from dualtrack.app.ledger import clock, erased, head
from dualtrack.app.ledger.models import Body, ErasureRow
from dualtrack.app.ledger.queries import of_kind
from dualtrack.app.ledger.recorded import Recorded
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.mappings.models import MappingDecisionRow
from dualtrack.app.programme.catalogue import catalogue, crosswalk
from dualtrack.app.programme.choosing import require_known
from dualtrack.app.programme.counting import check_days, check_days_then
from dualtrack.app.programme.models import CategoriesChosenRow, FrameworkAddedRow, OrganisationRow
from dualtrack.app.risks.models import ApplicabilityRow
from dualtrack.app.scope.models import DifferenceReasonRow, ScopeVersionRow
from dualtrack.app.scope.queries import reported
from dualtrack.domain.ledger.entry import Entry, parse_line
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.categories import categories_on
from dualtrack.domain.programme.fold import fold, programme
from dualtrack.domain.programme.organisation import Organisation, frameworks_on
from dualtrack.domain.programme.readiness import assess
from dualtrack.domain.programme.snapshot import Programme
from dualtrack.domain.programme.statuses import Readiness

# The snapshot's collections and the tables that they come from: one query each, a fixed number.
TABLES: dict[str, type[Recorded]] = {
    "mappings": MappingDecisionRow,
    "scopes": ScopeVersionRow,
    "scope_reasons": DifferenceReasonRow,
    "controls": ControlRow,
    "matches": ControlMatchRow,
    "approvals": ControlApprovalRow,
    "delta_notes": DeltaNoteRow,
    "documents": DocumentRow,
    "periods": PeriodRow,
    "applicability": ApplicabilityRow,
    "evidence": EvidenceRow,
    "added": FrameworkAddedRow,
    "chosen": CategoriesChosenRow,
    "engagements": EngagementRow,
    "deviations": DeviationRow,
    "nonconformities": NonconformityRow,
    "erasures": ErasureRow,
    "releases": ReleaseRow,
}


class NotBegunError(Exception):
    """The home holds no organisation yet."""


@frozen(kw_only=True)
class When:
    """The two times of a question: about which day, and known when (None: by the end of that day)."""

    as_of: date
    known_at: datetime | None = None


def organisation() -> Organisation:
    """The organisation of this home."""
    row = OrganisationRow.objects.first()
    if row is None:
        raise NotBegunError
    value: Organisation = row.to_value()
    return value


def frameworks(day: date | None) -> tuple[str, ...]:
    """Keys of the frameworks that the programme runs on a day; None: now."""
    added = (row.to_value() for row in FrameworkAddedRow.objects.all())
    return frameworks_on(organisation().profile, added, day)


def categories(day: date | None = None) -> tuple[str, ...]:
    """The SOC 2 categories beside security that are examined on a day; None: as chosen last."""
    chosen = (row.to_value() for row in CategoriesChosenRow.objects.all())
    return categories_on(organisation().categories, chosen, day)


def today(now: datetime) -> date:
    """The organisation's day of an instant."""
    return now.astimezone(ZoneInfo(organisation().timezone)).date()


def limit_of(when: When) -> datetime:
    """The instant up to which a question looks: what was recorded later is not known to it."""
    return when.known_at or _end_of(when.as_of, ZoneInfo(organisation().timezone))


def on_record(when: When) -> When:
    """The same question, where there was a programme on record to ask by then.

    Every door through which a day or a time is asked for leads through here, so that no list is empty, and
    looks well, for want of a record. RefusedError `nothing_known_then` where there was none.
    """
    _require_on_record(limit_of(when))
    return when


def _require_on_record(limit: datetime) -> None:
    begun = next(of_kind("organisation"), None)
    if begun is None or begun.recorded_at > limit:
        raise RefusedError("nothing_known_then", object=limit.date())


def past(when: When) -> datetime | None:
    """The limit of a question where something was recorded after it: then the ledger tells, no table."""
    limit, last = limit_of(when), head.read().last_recorded_at
    return limit if last is not None and last > limit else None


def snapshot(viewer: Viewer, when: When | None = None) -> Programme:
    """The whole programme for somebody who may read it; from the tables unless the past is asked for.

    With `when` before the ledger's last entry the snapshot is folded from the entries known then.
    """
    require(viewer, "programme.read")
    return _snapshot(viewer, when)


def _snapshot(viewer: Viewer, when: When | None) -> Programme:
    whole = _whole(viewer)
    if when is None:
        return evolve(_from_tables(), check_days=check_days(whole))
    limit = limit_of(when)
    held = _from_ledger(limit) if past(when) is not None else _from_tables()
    held = evolve(
        held,
        added=tuple(one for one in held.added if one.since <= when.as_of),
        chosen=tuple(one for one in held.chosen if one.since <= when.as_of),
    )
    if past(when) is None and when.as_of == held.local_day(clock.now()):
        return evolve(held, check_days=check_days(whole))
    return evolve(held, check_days=check_days_then(whole, held, when.as_of, limit))


def _from_ledger(limit: datetime) -> Programme:
    _require_on_record(limit)
    left = {seq: one for seq, one in erased.left().items() if one.entry.recorded_at <= limit}
    return programme(fold(_entries_until(limit), left), catalogue(), (), crosswalk())


def _whole(viewer: Viewer) -> Viewer:
    """The same actor, reading for the computation of a status; what is shown is cut down afterwards."""
    return Viewer(actor=viewer.actor, operator=True)


def _from_tables() -> Programme:
    parts = {
        name: tuple(row.to_value() for row in model.objects.order_by("pk")) for name, model in TABLES.items()
    }
    return Programme(
        organisation=organisation(),
        catalogue=catalogue(),
        shipped=crosswalk(),
        things=reported(),
        **parts,
    )


def _entries_until(limit: datetime) -> Iterator[Entry]:
    for line in Body.objects.order_by("seq").values_list("line", flat=True).iterator():
        entry = parse_line(bytes(line))
        if entry.recorded_at > limit:
            return
        yield entry


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    """The last instant of a day in a zone."""
    return datetime.combine(day + timedelta(days=1), time(), zone) - timedelta(microseconds=1)


def readiness(viewer: Viewer, when: When, *, engagement: str | None = None) -> tuple[Programme, Readiness]:
    """The snapshot and what `assess` says of it; an engagement that is not on record is refused."""
    require_known(engagement, when.as_of)
    held = snapshot(viewer, when)
    return held, assess(held, when.as_of, known_at=when.known_at, engagement=engagement)
