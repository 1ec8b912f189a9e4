"""The SOC 2 system and the ISMS boundary: sets over the same things, compared membership by membership."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded
from dualtrack.domain.scope.extent import WHOLE, Extent
from dualtrack.domain.scope.terms import Terms


@frozen(kw_only=True)
class Membership:
    """A thing inside a scope, with how much of it."""

    thing: str
    extent: Extent = WHOLE
    through: tuple[str, ...] = ()  # the services that it followed into the scope, if it was not put there


@frozen(kw_only=True)
class Holding:
    """Things that a scope holds alike: fifty thousand assets of a few services are a few holdings."""

    extent: Extent = WHOLE
    through: tuple[str, ...] = ()
    things: tuple[str, ...] = ()


def holdings(memberships: Iterable[Membership]) -> tuple[Holding, ...]:
    """Memberships with those that are alike put together, the largest last."""
    alike: dict[tuple[tuple[str, ...], Extent], list[str]] = {}
    for one in memberships:
        alike.setdefault((one.through, one.extent), []).append(one.thing)
    made = (
        Holding(extent=extent, through=through, things=tuple(sorted(things)))
        for (through, extent), things in alike.items()
    )
    return tuple(sorted(made, key=lambda h: (len(h.things), h.through, h.things)))


@frozen(kw_only=True)
class Exclusion:
    """A thing that would be in the scope and is not, with the reason (ISO/IEC 27001 4.3)."""

    thing: str
    reason: str


@recorded("scope_version", version=2, upcasters={1: lambda data: {**data, "terms": None}})
@frozen(kw_only=True)
class ScopeVersion:
    """One version of one framework's scope; approved by somebody other than who prepared it.

    `members` are put there by name and `exclusions` kept out; `held` is what came of both when the version
    was drafted, things that follow a service included: that is what is approved and what counts. `terms` is
    what it states beside them.
    """

    id: str
    framework: str
    version: int
    name: str
    statement: str
    members: tuple[Membership, ...]
    exclusions: tuple[Exclusion, ...] = ()
    held: tuple[Holding, ...] = ()
    effective_from: date
    prepared_by: str
    approved_by: str | None = None
    approved_on: date | None = None
    terms: Terms | None = None  # None: of a version from before scopes stated them

    def extents(self) -> dict[str, Extent]:
        """Thing to extent, of all that the version holds."""
        if not self.held:
            return {m.thing: m.extent for m in self.members}
        return {thing: one.extent for one in self.held for thing in one.things}

    def memberships(self) -> dict[str, Membership]:
        """Thing to membership, of all that the version holds."""
        if not self.held:
            return {m.thing: m for m in self.members}
        return {
            thing: Membership(thing=thing, extent=one.extent, through=one.through)
            for one in self.held
            for thing in one.things
        }

    def approved(self, as_of: date) -> bool:
        """True when the approval was given by that day."""
        return self.approved_on is not None and self.approved_on <= as_of


@recorded("scope_reason")
@frozen(kw_only=True)
class DifferenceReason:
    """Why one thing is treated differently by the two scopes, and who answers for it."""

    id: str
    thing: str
    reason: str
    owner: str
    given_on: date


class DifferenceKind(StrEnum):
    """How two scopes differ over one thing."""

    SOC2_ONLY = "soc2_only"  # always a finding: the ISMS must equal or enclose the SOC 2 system
    SOC2_WIDER = "soc2_wider"  # as above: part of it lies outside the ISMS
    ISMS_ONLY = "isms_only"
    ISMS_WIDER = "isms_wider"
    WORDS = "words"  # the same but for what the notes say


_OUTSIDE = (DifferenceKind.SOC2_ONLY, DifferenceKind.SOC2_WIDER)


@frozen(kw_only=True)
class Difference:
    """One thing on which the scopes differ, with the reason on record, if any.

    `because` is the service whose own difference brings this one about: its reason speaks for both.
    `owner_left` is the day on which who answers for the reason left: nobody answers for it since.
    """

    thing: str
    kind: DifferenceKind
    soc2_extent: Extent | None
    isms_extent: Extent | None
    reason: DifferenceReason | None
    because: str | None = None
    owner_left: date | None = None

    @property
    def outside(self) -> bool:
        """True when the SOC 2 system holds what the ISMS does not."""
        return self.kind in _OUTSIDE

    @property
    def finding(self) -> bool:
        """True when the difference has to be mended, explained or answered for before an audit."""
        return self.outside or self.reason is None or self.owner_left is not None


def differences(
    system: ScopeVersion,
    isms: ScopeVersion,
    reasons: tuple[DifferenceReason, ...],
    *,
    as_of: date,
    left: Mapping[str, date | None] | None = None,
) -> tuple[Difference, ...]:
    """Every thing that is in one scope only or in both with another extent, in the order of names.

    `left` tells of people the day on which they left, if they did: a reason whose owner is gone is a finding.
    """
    known = reasons_by_thing(reasons, as_of)
    soc2, iso = system.extents(), isms.extents()
    if system.terms is None or isms.terms is None:  # one of them is from before scopes held interfaces
        soc2, iso = _without_interfaces(soc2), _without_interfaces(iso)
    through = _through(system) | _through(isms)
    kinds = {thing: _kind(soc2.get(thing), iso.get(thing)) for thing in sorted(soc2.keys() | iso.keys())}
    return tuple(
        Difference(
            thing=thing,
            kind=kind,
            soc2_extent=soc2.get(thing),
            isms_extent=iso.get(thing),
            reason=reason,
            because=because,
            owner_left=_gone(reason, left or {}, as_of),
        )
        for thing, kind in kinds.items()
        if kind is not None
        for because in [_because(kind, through.get(thing, ()), kinds)]
        for reason in [known.get(thing) or known.get(because or "")]
    )


def _gone(reason: DifferenceReason | None, left: Mapping[str, date | None], as_of: date) -> date | None:
    """The day on which who answers for a reason left, if they have."""
    day = None if reason is None else left.get(reason.owner)
    return day if day is not None and day <= as_of else None


def reasons_by_thing(reasons: Iterable[DifferenceReason], as_of: date) -> dict[str, DifferenceReason]:
    """The reason that stands for each thing on a day: the last that was given."""
    return {r.thing: r for r in sorted(reasons, key=lambda r: (r.given_on, r.id)) if r.given_on <= as_of}


def _without_interfaces(extents: Mapping[str, Extent]) -> dict[str, Extent]:
    return {thing: extent for thing, extent in extents.items() if not thing.startswith("interface/")}


def _through(scope: ScopeVersion) -> dict[str, tuple[str, ...]]:
    return {thing: one.through for one in scope.held if one.through for thing in one.things}


def _because(
    kind: DifferenceKind, through: tuple[str, ...], kinds: Mapping[str, DifferenceKind | None]
) -> str | None:
    """A service that is followed and differs on the same side."""
    soc2 = kind in _OUTSIDE
    alike = (s for s in through if (its := kinds.get(s)) is not None and (its in _OUTSIDE) is soc2)
    return next(alike, None)


def _kind(soc2: Extent | None, isms: Extent | None) -> DifferenceKind | None:
    if isms is None:
        return DifferenceKind.SOC2_ONLY
    if soc2 is None:
        return DifferenceKind.ISMS_ONLY
    if soc2.alike(isms):
        return None
    if not isms.encloses(soc2):
        return DifferenceKind.SOC2_WIDER
    return DifferenceKind.WORDS if soc2.encloses(isms) else DifferenceKind.ISMS_WIDER


def intersection(system: ScopeVersion, isms: ScopeVersion) -> tuple[str, ...]:
    """The things that both hold, to whatever extent, in the order of names."""
    return tuple(sorted(system.extents().keys() & isms.extents().keys()))


def in_force(versions: tuple[ScopeVersion, ...], framework: str, as_of: date) -> ScopeVersion | None:
    """The scope of a framework on that day: the highest version in effect, approved before drafted."""
    begun = [v for v in versions if v.framework == framework and v.effective_from <= as_of]
    return max(begun, key=lambda v: (v.approved(as_of), v.version), default=None)
