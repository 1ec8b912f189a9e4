"""Drift: what the registers make of an approved scope today, against what was approved.

A change that alters one scope and not the other, or alters an approved one, is a finding from the day of the
change until a new version is approved or the change is undone (ISO/IEC 27001 4.3, 6.3; SOC 2 CC3.4).
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from attrs import frozen

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
class RegisterChange:
    """The last change of a record: when, on which of the organisation's days, by whom, of which fields."""

    object: str
    day: date
    actor: str
    fields: tuple[str, ...]
    reason: str = ""


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
    change: RegisterChange | None  # what brought it about: of the thing itself or of a service it follows
    alone: bool  # the other scope did not change with it

    @property
    def since(self) -> date | None:
        """The day from which it is a finding."""
        return None if self.change is None else self.change.day


def drifts(
    scopes: Iterable[ScopeVersion],
    things: tuple[Thing, ...],
    changes: Mapping[str, RegisterChange],
    *,
    as_of: date,
) -> tuple[Drift, ...]:
    """Every drift of the approved scopes in force, by framework and thing.

    `changes` tells the last change of each record, by the name that the ledger gives it.
    """
    names = {t.id: t for t in things}
    moved = {
        scope.framework: (scope, _moved(scope, things, as_of)) for scope in scopes if scope.approved(as_of)
    }
    return tuple(
        Drift(
            framework=framework,
            scope=scope.id,
            thing=thing,
            name=names[thing].name if thing in names else thing,
            kind=_kind(before, now),
            approved=None if before is None else before.extent,
            now=None if now is None else now.extent,
            change=_cause(thing, before, now, changes),
            alone=not any(thing in other for key, (_, other) in moved.items() if key != framework),
        )
        for framework, (scope, changed) in sorted(moved.items())
        for thing, (before, now) in sorted(changed.items())
    )


def to_ask(scopes: Iterable[ScopeVersion], things: tuple[Thing, ...], *, as_of: date) -> frozenset[str]:
    """The records of which the last change tells who brought a drift about."""
    moved = (_moved(scope, things, as_of) for scope in scopes if scope.approved(as_of))
    return frozenset(
        name for changed in moved for thing, pair in changed.items() for name in (thing, *_followed(*pair))
    )


_Moved = tuple[Membership | None, Membership | None]


def _followed(before: Membership | None, now: Membership | None) -> tuple[str, ...]:
    """The services through which a thing is, or was, in a scope."""
    return tuple(sorted({s for m in (before, now) if m is not None for s in m.through}))


def _moved(scope: ScopeVersion, things: tuple[Thing, ...], as_of: date) -> dict[str, _Moved]:
    """Memberships that differ from those that were approved: what was, and what is."""
    before = scope.memberships()
    now = {m.thing: m for m in resolve(scope.members, scope.exclusions, things, as_of=as_of)}
    pairs = {thing: (before.get(thing), now.get(thing)) for thing in before.keys() | now.keys()}
    return {thing: (a, b) for thing, (a, b) in pairs.items() if not _same(a, b)}


def _same(one: Membership | None, other: Membership | None) -> bool:
    return one is not None and other is not None and one.extent.alike(other.extent)


def _kind(before: Membership | None, now: Membership | None) -> DriftKind:
    if before is None:
        return DriftKind.JOINED
    return DriftKind.LEFT if now is None else DriftKind.EXTENT


def _cause(
    thing: str,
    before: Membership | None,
    now: Membership | None,
    changes: Mapping[str, RegisterChange],
) -> RegisterChange | None:
    """The latest change among the record and the services through which it is, or was, in the scope."""
    told = [changes[name] for name in (thing, *_followed(before, now)) if name in changes]
    return max(told, key=lambda one: one.day, default=None)
