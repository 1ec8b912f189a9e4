"""The SOC 2 system and the ISMS boundary: sets over the same things, compared membership by membership."""

from datetime import date
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded


class ThingKind(StrEnum):
    """What may stand in a scope (DC 200 components; ISO/IEC 27001 4.3)."""

    SERVICE = "service"
    UNIT = "unit"
    SITE = "site"
    SYSTEM = "system"
    DATA = "data"
    PEOPLE = "people"
    VENDOR = "vendor"


@recorded("thing")
@frozen(kw_only=True)
class Thing:
    """One thing that either scope may hold; `accounts` are the ids under which sources report it."""

    id: str
    kind: ThingKind
    name: str
    description: str = ""
    accounts: tuple[str, ...] = ()


@frozen(kw_only=True)
class Membership:
    """A thing inside a scope, with how much of it (environments, processes, data, locations)."""

    thing: str
    extent: str = ""


@recorded("scope_version")
@frozen(kw_only=True)
class ScopeVersion:
    """One version of one framework's scope; approved by somebody other than who prepared it."""

    id: str
    framework: str
    version: int
    name: str
    statement: str
    members: tuple[Membership, ...]
    effective_from: date
    prepared_by: str
    approved_by: str | None = None
    approved_on: date | None = None

    def extents(self) -> dict[str, str]:
        """Thing id to extent."""
        return {m.thing: m.extent for m in self.members}

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
    ISMS_ONLY = "isms_only"
    EXTENT = "extent"


@frozen(kw_only=True)
class Difference:
    """One thing on which the scopes differ, with the reason on record, if any."""

    thing: str
    kind: DifferenceKind
    soc2_extent: str | None
    isms_extent: str | None
    reason: DifferenceReason | None

    @property
    def finding(self) -> bool:
        """True when the difference has to be mended or explained before an audit."""
        return self.kind is DifferenceKind.SOC2_ONLY or self.reason is None


def differences(
    system: ScopeVersion, isms: ScopeVersion, reasons: tuple[DifferenceReason, ...], *, as_of: date
) -> tuple[Difference, ...]:
    """Every thing that is in one scope only or in both with another extent, in the order of thing ids."""
    known = {r.thing: r for r in sorted(reasons, key=lambda r: (r.given_on, r.id)) if r.given_on <= as_of}
    soc2, iso = system.extents(), isms.extents()
    rows = []
    for thing in sorted(soc2.keys() | iso.keys()):
        kind = _kind(soc2.get(thing), iso.get(thing))
        if kind is not None:
            rows.append(
                Difference(
                    thing=thing,
                    kind=kind,
                    soc2_extent=soc2.get(thing),
                    isms_extent=iso.get(thing),
                    reason=known.get(thing),
                )
            )
    return tuple(rows)


def _kind(soc2: str | None, isms: str | None) -> DifferenceKind | None:
    if isms is None:
        return DifferenceKind.SOC2_ONLY
    if soc2 is None:
        return DifferenceKind.ISMS_ONLY
    return DifferenceKind.EXTENT if soc2 != isms else None


def in_force(versions: tuple[ScopeVersion, ...], framework: str, as_of: date) -> ScopeVersion | None:
    """The scope of a framework on that day: the highest version in effect, approved before drafted."""
    begun = [v for v in versions if v.framework == framework and v.effective_from <= as_of]
    return max(begun, key=lambda v: (v.approved(as_of), v.version), default=None)
