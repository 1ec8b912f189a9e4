"""Both scopes as they stand on a day: compared, drawn together, and held against what the registers say."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from attrs import frozen
from django.conf import settings

from dualtrack.app.accounts.queries import left_on
from dualtrack.app.accounts.rights import require
from dualtrack.app.ledger.models import Body, Leaf
from dualtrack.app.ledger.queries import history, values
from dualtrack.app.programme.queries import When, organisation, past
from dualtrack.app.scope import queries
from dualtrack.app.scope.models import DifferenceReasonRow, ScopeVersionRow
from dualtrack.domain.ledger.history import revisions
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.organisation import Organisation
from dualtrack.domain.scope.drift import Drift, RegisterChange, drifts, to_ask
from dualtrack.domain.scope.overview import KindCount, overview
from dualtrack.domain.scope.scope import Difference, DifferenceReason, ScopeVersion, differences, in_force
from dualtrack.domain.scope.things import Thing

SYSTEM, ISMS = "soc2", "iso27001"


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
    drifts: tuple[Drift, ...]
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
    asked = to_ask(approved, things, as_of=when.as_of)
    return Scoping(
        as_of=when.as_of,
        system=system,
        isms=isms,
        versions=tuple(sorted(versions, key=lambda v: (v.framework, v.version))),
        reasons=reasons,
        things=by_name,
        differences=found,
        drifts=drifts(approved, things, _changes(asked, until), as_of=when.as_of),
        overview=() if system is None or isms is None else overview(system, isms, found, by_name),
    )


def scope_versions(when: When) -> tuple[ScopeVersion, ...]:
    """Every version of either scope, as known of a day."""
    return values(ScopeVersionRow, past(when))


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
    return _things_at(settings.DUALTRACK.home_path, *_last_of_things())


def _changes(things: Iterable[str], until: datetime | None) -> dict[str, RegisterChange]:
    """The last change of each of these records: few, for drift is mended as it comes."""
    held = organisation()
    found = ((name, _last_change(name, until, held)) for name in sorted(things))
    return {name: change for name, change in found if change is not None}


def _last_change(name: str, until: datetime | None, held: Organisation) -> RegisterChange | None:
    entries = [e for e in history(name) if until is None or e.recorded_at <= until]
    if not entries:
        return None
    last = revisions(entries)[-1]
    return RegisterChange(
        object=name,
        day=last.entry.recorded_at.astimezone(ZoneInfo(held.timezone)).date(),
        actor=last.entry.actor,
        fields=tuple(change.field for change in last.changes),
        reason=last.entry.reason,
    )
