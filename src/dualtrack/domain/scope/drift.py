"""Drift: what the registers make of an approved scope today, against what was approved.

A change that alters one scope and not the other, or alters an approved one, is a finding from the day of the
change until a new version is approved or the change is undone (ISO/IEC 27001 4.3, 6.3; SOC 2 CC3.4).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum

from attrs import evolve, frozen

from dualtrack.domain.scope.cause import Known, RegisterChange, brought_about, same, services_of
from dualtrack.domain.scope.extent import Extent
from dualtrack.domain.scope.resolve import resolve
from dualtrack.domain.scope.scope import Membership, ScopeVersion
from dualtrack.domain.scope.things import Thing


class DriftKind(StrEnum):
    """What happened to a membership since the approval."""

    JOINED = "joined"
    LEFT = "left"
    EXTENT = "extent"


@frozen(kw_only=True)
class Drift:
    """One thing whose membership in an approved scope is no longer what was approved."""

    framework: str
    scope: str  # id of the approved version
    thing: str
    name: str
    kind: DriftKind
    approved: Extent | None
    now: Extent | None
    alone: bool  # the other scope did not change with it
    change: RegisterChange | None = None  # what brought it about, once `dated` has looked it up

    @property
    def since(self) -> date | None:
        """The day from which it is a finding."""
        return None if self.change is None else self.change.day


def drifts(scopes: Iterable[ScopeVersion], things: tuple[Thing, ...], *, as_of: date) -> tuple[Drift, ...]:
    """Every drift of the approved scopes in force, by framework and thing; `dated` tells who and when."""
    names = {t.id: t for t in things}
    moved = {
        scope.framework: (scope, _moved(scope, things, as_of)) for scope in scopes if scope.approved(as_of)
    }
    count = Counter(thing for _, changed in moved.values() for thing in changed)
    return tuple(
        Drift(
            framework=framework,
            scope=scope.id,
            thing=thing,
            name=names[thing].name if thing in names else thing,
            kind=_kind(before, now),
            approved=None if before is None else before.extent,
            now=None if now is None else now.extent,
            alone=count[thing] == 1,
        )
        for framework, (scope, changed) in sorted(moved.items())
        for thing, (before, now) in sorted(changed.items())
    )


def to_ask(found: Iterable[Drift], scopes: Iterable[ScopeVersion]) -> frozenset[str]:
    """The records of which the entries tell who brought these drifts about: the things and the services."""
    drifted = tuple(found)
    of = {one.scope for one in drifted}
    services = frozenset[str]().union(*(services_of(scope) for scope in scopes if scope.id in of))
    return services | {one.thing for one in drifted}


def dated(
    found: Iterable[Drift],
    scopes: Iterable[ScopeVersion],
    known: Mapping[str, Sequence[Known]],
    *,
    as_of: date,
) -> tuple[Drift, ...]:
    """Drifts with the change that brought each about; `known` holds the records that `to_ask` names."""
    approved = {scope.id: (scope, scope.memberships()) for scope in scopes}
    return tuple(
        evolve(one, change=brought_about(one.thing, scope, held.get(one.thing), known, as_of=as_of))
        for one in found
        for scope, held in [approved[one.scope]]
    )


_Moved = tuple[Membership | None, Membership | None]


def _moved(scope: ScopeVersion, things: tuple[Thing, ...], as_of: date) -> dict[str, _Moved]:
    """Memberships that differ from those that were approved: what was, and what is."""
    before = scope.memberships()
    now = {m.thing: m for m in resolve(scope.members, scope.exclusions, things, as_of=as_of)}
    pairs = {thing: (before.get(thing), now.get(thing)) for thing in before.keys() | now.keys()}
    return {thing: (a, b) for thing, (a, b) in pairs.items() if not same(a, b)}


def _kind(before: Membership | None, now: Membership | None) -> DriftKind:
    if before is None:
        return DriftKind.JOINED
    return DriftKind.LEFT if now is None else DriftKind.EXTENT
