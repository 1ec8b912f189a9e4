"""Both scopes as they stand on a day: compared, drawn together, and held against what the registers say."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from attrs import frozen

from dualtrack.app.accounts.queries import left_on
from dualtrack.app.accounts.rights import require
from dualtrack.app.audits.models import EngagementRow
from dualtrack.app.controls.models import PeriodRow
from dualtrack.app.ledger.models import Body, Leaf
from dualtrack.app.ledger.queries import of_objects, values
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.programme.models import OrganisationRow
from dualtrack.app.programme.queries import When, organisation, past
from dualtrack.app.scope import queries
from dualtrack.app.scope.models import DifferenceReasonRow, ScopeVersionRow
from dualtrack.domain.audits.engagement import EngagementKind
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.scope.cause import known_of
from dualtrack.domain.scope.chosen_days import ChosenDays, chosen_period
from dualtrack.domain.scope.drift import Drift, drifts, to_ask
from dualtrack.domain.scope.drift import dated as dated_drifts
from dualtrack.domain.scope.overview import KindCount, overview
from dualtrack.domain.scope.scope import Difference, DifferenceReason, ScopeVersion, differences, in_force
from dualtrack.domain.scope.terms import Current, StatedPeriod, period_for
from dualtrack.domain.scope.things import Thing

SYSTEM, ISMS = "soc2", "iso27001"
_AT_ONCE = 500  # names in one query


@frozen(kw_only=True, slots=False)
class Scoping:
    """What is known of the scopes on a day; a programme of one framework has one of them."""

    as_of: date
    system: ScopeVersion | None
    isms: ScopeVersion | None
    versions: tuple[ScopeVersion, ...]
    reasons: tuple[DifferenceReason, ...]
    things: dict[str, Thing]
    differences: tuple[Difference, ...]
    drifts: tuple[Drift, ...]  # `dated` tells who brought those about that are shown
    overview: tuple[KindCount, ...]

    @property
    def waiting(self) -> tuple[ScopeVersion, ...]:
        """Versions that wait for an approval, the newest of each framework."""
        newest = {v.framework: v for v in sorted(self.versions, key=lambda v: v.version)}
        return tuple(v for _, v in sorted(newest.items()) if v.approved_on is None)

    @property
    def findings(self) -> tuple[Difference, ...]:
        """Differences that have to be mended or explained."""
        return tuple(d for d in self.differences if d.finding)

    def named(self, thing: str) -> str:
        """The name of a thing, or how a scope names it where no register holds it."""
        held = self.things.get(thing)
        return thing if held is None else held.name


def scoping(viewer: Viewer, when: When) -> Scoping:
    """The scopes on a day, of what was known of it; from the tables unless something was recorded since."""
    require(viewer, "programme.read")
    until = past(when)
    versions = scope_versions(when)
    reasons: tuple[DifferenceReason, ...] = values(DifferenceReasonRow, until)
    things = things_on(when)
    standing = {key: in_force(versions, key, when.as_of) for key in (SYSTEM, ISMS)}
    system, isms = standing[SYSTEM], standing[ISMS]
    found: tuple[Difference, ...] = ()
    if system is not None and isms is not None:
        found = differences(system, isms, reasons, as_of=when.as_of, left=left_on(until))
    by_name = {thing.id: thing for thing in things}
    approved = tuple(s for s in standing.values() if s is not None and s.approved(when.as_of))
    return Scoping(
        as_of=when.as_of,
        system=system,
        isms=isms,
        versions=tuple(sorted(versions, key=lambda v: (v.framework, v.version))),
        reasons=reasons,
        things=by_name,
        differences=found,
        drifts=drifts(approved, things, as_of=when.as_of, current=current_terms(until)),
        overview=() if system is None or isms is None else overview(system, isms, found, by_name),
    )


def scope_versions(when: When) -> tuple[ScopeVersion, ...]:
    """Every version of either scope, as known of a day."""
    return values(ScopeVersionRow, past(when))


def terms_for(framework: str, day: date, chosen: ChosenDays | None = None) -> dict[str, Any]:
    """What a version from a day on states of the report: its categories and period, for SOC 2 alone.

    The period is that of the record unless days were chosen, which are refused where they make none.
    """
    if framework != SYSTEM:
        if chosen is not None:
            raise RefusedError("scope_has_no_period", object=framework)
        return {}
    audited = EngagementRow.objects.filter(kind=EngagementKind.SOC2_TYPE2, closed_on=None)
    named = [name for name in audited.values_list("period", flat=True) if name]
    periods = current_terms(None).periods
    period = period_for(periods, named, day)
    if chosen is not None:
        period = _chosen(periods, period, chosen)
    return {"categories": organisation().categories, "period": period}


def recorded_instead(version: ScopeVersion, until: datetime | None) -> StatedPeriod | None:
    """The period on record where its days are other than a version states; None where they agree."""
    stated = None if version.terms is None else version.terms.period
    if stated is None:
        return None
    held = (one for one in current_terms(until).periods if one.id == stated.id)
    return next((one for one in held if one != stated), None)


def _chosen(
    periods: Sequence[StatedPeriod], expected: StatedPeriod | None, days: ChosenDays
) -> StatedPeriod | None:
    if days.fault is not None:
        raise RefusedError(days.fault, object=SYSTEM, start=days.start or "", end=days.end or "")
    if days.start is None or days.end is None:
        return None
    found = chosen_period(periods, expected, days.start, days.end)
    if found is None:
        raise RefusedError("scope_period_is_not_on_record", object=SYSTEM)
    return found


def current_terms(until: datetime | None) -> Current:
    """What is on record of that which scopes state, now or as it was known."""
    held = next(iter(values(OrganisationRow, until)), None)
    periods = (one for one in values(PeriodRow, until) if one.framework == SYSTEM)
    return Current(
        organisation="" if held is None else f"organisation/{held.id}",
        categories=() if held is None else held.categories,
        periods=tuple(StatedPeriod(id=one.id, start=one.start, end=one.end) for one in periods),
    )


def _last_of_things() -> tuple[int, bytes]:
    """The last entry about a thing, and its hash: while it stands, what was read of them stands."""
    rows = (
        Body.objects.filter(object__gte=f"{kind}/", object__lt=f"{kind}0").order_by("-seq")[:1]
        for kind in queries.SCOPED
    )
    seq = max((seq for one in rows for seq in one.values_list("seq", flat=True)), default=-1)
    leaf = Leaf.objects.filter(pk=seq).values_list("hash", flat=True).first()
    return seq, bytes(leaf or b"")


@lru_cache(maxsize=2)
def _things_at(*_at: object) -> tuple[Thing, ...]:
    return queries.everything()


def things_on(when: When) -> tuple[Thing, ...]:
    """Every thing that a scope may hold, as known of a day; read once while no record of one changes."""
    until = past(when)
    if until is not None:
        return queries.everything(until)
    return _things_at(*_last_of_things())


def dated(viewer: Viewer, held: Scoping, found: Sequence[Drift], when: When) -> tuple[Drift, ...]:
    """Some drifts of a scoping with who brought each about: one query for the part that a page shows."""
    require(viewer, "programme.read")
    if not found:
        return ()
    scopes = tuple(one for one in (held.system, held.isms) if one is not None)
    names, until = sorted(to_ask(found, scopes)), past(when)
    entries = (
        e for first in range(0, len(names), _AT_ONCE) for e in of_objects(names[first : first + _AT_ONCE])
    )
    zone = ZoneInfo(organisation().timezone)
    known = known_of((e for e in entries if until is None or e.recorded_at <= until), zone)
    return dated_drifts(found, scopes, known, as_of=when.as_of)
