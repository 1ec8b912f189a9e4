"""Coverage: what a set of controls reaches, what lies across the crosswalk, and what is still owed."""

from collections.abc import Collection, Iterable

from attrs import frozen

from dualtrack.domain.frameworks.catalogue import Requirement
from dualtrack.domain.frameworks.crosswalk import Covered, Crosswalk, Mapping
from dualtrack.domain.frameworks.documented import DocumentedBasis

# A control, as far as coverage is concerned: its id and the requirements that it serves.
Served = tuple[str, Collection[str]]


@frozen(kw_only=True)
class OwedDelta:
    """What a requirement adds beyond partners that are served, and on what basis it may be asked for."""

    requirement: str
    delta: str
    partners: tuple[str, ...]
    documented_bases: tuple[DocumentedBasis, ...]


def reached(controls: Iterable[Served]) -> dict[str, tuple[str, ...]]:
    """The controls that serve each requirement, by requirement id."""
    found: dict[str, list[str]] = {}
    for control, requirements in controls:
        for requirement in requirements:
            found.setdefault(requirement, []).append(control)
    return {requirement: tuple(ids) for requirement, ids in found.items()}


def unreached(requirements: Iterable[Requirement], controls: Iterable[Served]) -> tuple[Requirement, ...]:
    """The requirements that no control serves, in their order."""
    served = reached(controls)
    return tuple(r for r in requirements if r.id not in served)


def partners(crosswalk: Crosswalk, requirement_id: str, framework: str | None = None) -> tuple[Mapping, ...]:
    """The counting pairs of a requirement, seen from it, strongest first; of one other framework if named."""
    found = (m for m in crosswalk.of(requirement_id) if m.counts)
    within = (m for m in found if framework is None or m.target.startswith(f"{framework}:"))
    return tuple(sorted(within, key=lambda m: (-m.strength, m.target)))


def deltas_owed(crosswalk: Crosswalk, requirement_id: str, served: Collection[str]) -> tuple[OwedDelta, ...]:
    """What the requirement still adds, when of its partners those in `served` are conformed to.

    Every delta that any served partner leaves open is owed: partial pairs do not add up to a whole.
    """
    open_by: dict[str, list[Mapping]] = {}
    for mapping in partners(crosswalk, requirement_id):
        if mapping.target in served:
            for delta in mapping.source_delta:
                open_by.setdefault(delta, []).append(mapping)
    return tuple(_owed(requirement_id, delta, pairs) for delta, pairs in open_by.items())


def _owed(requirement_id: str, delta: str, pairs: list[Mapping]) -> OwedDelta:
    bases = dict.fromkeys(m.documented_basis for m in pairs if m.documented_basis is not None)
    return OwedDelta(
        requirement=requirement_id,
        delta=delta,
        partners=tuple(m.target for m in pairs),
        documented_bases=tuple(bases),
    )


def best_pair(crosswalk: Crosswalk, requirement_id: str, framework: str) -> Covered:
    """How far the best single pair with that framework goes; a lower bound of what the whole would cover."""
    return furthest(partners(crosswalk, requirement_id, framework))


def furthest(pairs: Iterable[Mapping]) -> Covered:
    """The largest share that one of these pairs covers of its source; shares of several do not add up."""
    return max((m.source_covered for m in pairs), key=lambda share: share.rank, default=Covered.NONE)
