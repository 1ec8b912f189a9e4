"""Which assets a starter risk is about when it is taken over: those on record of the kinds that it names."""

from collections.abc import Collection, Iterable
from datetime import date

from attrs import frozen

from dualtrack.domain.registers.things import AssetKind
from dualtrack.domain.scope.scope import ScopeVersion, in_force
from dualtrack.domain.scope.things import name_of

MOST = 200  # a risk that is about more than so many assets is told of them by hand, or by a whole


@frozen(kw_only=True)
class AssetOfKind:
    """As much of an asset as linking asks for."""

    id: str
    kind: AssetKind
    part_of: str = ""
    retired_on: date | None = None


@frozen(kw_only=True)
class Linked:
    """The assets that a risk is linked to, in the order of ids; `too_many` fitted where it is not 0."""

    assets: tuple[str, ...] = ()
    too_many: int = 0


def in_scope(
    versions: Iterable[ScopeVersion], frameworks: Iterable[str], as_of: date
) -> frozenset[str] | None:
    """Names of everything that a scope in force holds; None where no scope is on record."""
    held = tuple(versions)
    found = [scope for key in frameworks if (scope := in_force(held, key, as_of)) is not None]
    return frozenset(name for scope in found for name in scope.extents()) if found else None


def linkable(
    assets: Iterable[AssetOfKind], scoped: Collection[str] | None, as_of: date
) -> tuple[AssetOfKind, ...]:
    """The assets in use on that day that a scope holds; all in use where no scope is on record."""
    return tuple(
        sorted(
            (
                one
                for one in assets
                if (one.retired_on is None or one.retired_on > as_of)
                and (scoped is None or name_of("asset", one.id) in scoped)
            ),
            key=lambda one: one.id,
        )
    )


def linked(kinds: Collection[AssetKind], assets: Iterable[AssetOfKind]) -> Linked:
    """The assets of these kinds; none of a part whose whole is linked, and none at all of too many.

    A list of hundreds says nothing of a risk; how many there are is told, for a person to choose.
    """
    fits = {one.id: one for one in assets if one.kind in kinds}
    found = tuple(key for key, one in fits.items() if one.part_of not in fits)
    return Linked(too_many=len(found)) if len(found) > MOST else Linked(assets=found)
