"""Where each thing lies between the two scopes, what a version changes, and what approving it would leave."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.scope.extent import Extent
from dualtrack.domain.scope.scope import (
    Difference,
    DifferenceKind,
    DifferenceReason,
    ScopeVersion,
    differences,
)


class Place(StrEnum):
    """A region of the picture of the two sets."""

    BOTH = "both"
    ISMS_ONLY = "isms_only"
    OUTSIDE = "outside"  # in the SOC 2 system, wholly or in part outside the ISMS


def place_of(system: ScopeVersion, isms: ScopeVersion, found: Iterable[Difference]) -> dict[str, Place]:
    """The region of each thing that either scope holds."""
    places = dict.fromkeys(system.extents().keys() | isms.extents().keys(), Place.BOTH)
    for one in found:
        if one.outside:
            places[one.thing] = Place.OUTSIDE
        elif one.kind is DifferenceKind.ISMS_ONLY:
            places[one.thing] = Place.ISMS_ONLY
    return places


@frozen(kw_only=True)
class MemberChange:
    """One thing that a version holds otherwise than the one before; None: not at all."""

    thing: str
    before: Extent | None
    after: Extent | None


def changes_between(before: ScopeVersion | None, after: ScopeVersion) -> tuple[MemberChange, ...]:
    """What a version changes against the one in force, in the order of names; without one, nothing."""
    if before is None:
        return ()
    old, new = before.extents(), after.extents()
    pairs = ((thing, old.get(thing), new.get(thing)) for thing in sorted(old.keys() | new.keys()))
    return tuple(
        MemberChange(thing=thing, before=a, after=b)
        for thing, a, b in pairs
        if a is None or b is None or not a.alike(b)
    )


def would_be(
    version: ScopeVersion,
    system: ScopeVersion | None,
    isms: ScopeVersion | None,
    reasons: tuple[DifferenceReason, ...],
    *,
    as_of: date,
) -> tuple[Difference, ...]:
    """The findings that would stand if the version were in force: to be seen before it is approved."""
    one = version if version.framework == "soc2" else system
    other = version if version.framework == "iso27001" else isms
    if one is None or other is None:
        return ()
    return tuple(d for d in differences(one, other, reasons, as_of=as_of) if d.finding)
