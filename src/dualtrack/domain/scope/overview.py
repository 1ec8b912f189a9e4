"""The two scopes at a glance: things of each kind in both, in one alone, or to another extent."""

from collections import Counter
from collections.abc import Iterable, Mapping

from attrs import frozen

from dualtrack.domain.scope.scope import Difference, DifferenceKind, ScopeVersion
from dualtrack.domain.scope.things import Thing, ThingKind


@frozen(kw_only=True)
class KindCount:
    """Things of one kind by where they lie; `narrower` of `both` are in the SOC 2 system to a part only."""

    kind: ThingKind
    both: int = 0
    narrower: int = 0
    isms_only: int = 0
    outside: int = 0  # in the SOC 2 system, wholly or in part outside the ISMS

    @property
    def isms(self) -> int:
        """How many the ISMS holds."""
        return self.both + self.isms_only


def overview(
    system: ScopeVersion, isms: ScopeVersion, found: Iterable[Difference], things: Mapping[str, Thing]
) -> tuple[KindCount, ...]:
    """One row a kind that either scope holds, in the order of ThingKind."""
    by_thing = {d.thing: d for d in found}
    soc2, iso = system.extents(), isms.extents()
    counts: Counter[tuple[ThingKind, str]] = Counter()
    for name in soc2.keys() | iso.keys():
        thing = things.get(name)
        if thing is None:
            continue
        difference = by_thing.get(name)
        if name in soc2 and name in iso:
            counts[thing.kind, "both"] += 1
        if difference is not None:
            counts[thing.kind, _place(difference)] += 1
    return tuple(
        KindCount(
            kind=kind,
            **{name: counts[kind, name] for name in ("both", "narrower", "isms_only", "outside")},
        )
        for kind in ThingKind
        if any(counts[kind, name] for name in ("both", "isms_only", "outside"))
    )


def _place(difference: Difference) -> str:
    if difference.outside:
        return "outside"
    return "isms_only" if difference.kind is DifferenceKind.ISMS_ONLY else "narrower"
