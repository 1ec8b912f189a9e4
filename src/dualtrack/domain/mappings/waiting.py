"""What waits for the organisation: candidates beside what counts now, and ours that it has not adopted."""

from collections import Counter
from collections.abc import Iterable, Mapping

from attrs import frozen

from dualtrack.domain.frameworks.crosswalk import Mapping as Pair
from dualtrack.domain.frameworks.crosswalk import MappingStatus
from dualtrack.domain.frameworks.ids import key_of
from dualtrack.domain.mappings.decision import MappingDecision
from dualtrack.domain.mappings.held import Adoption, Held

Frameworks = tuple[str, str]  # the keys of source and target


@frozen(kw_only=True)
class Waiting:
    """One candidate, and the judgement that counts for its pair meanwhile; None where none does."""

    decision: MappingDecision
    counts: Pair | None = None


def waiting(held: Iterable[Held]) -> tuple[Waiting, ...]:
    """Every candidate, by its pair and then by where it comes from."""
    found = [
        Waiting(decision=decision, counts=one.mapping if one.mapping.counts else None)
        for one in held
        for decision in (*((one.decision,) if one.decision else ()), *one.others)
        if decision.status is MappingStatus.CANDIDATE
    ]
    return tuple(sorted(found, key=_place))


def _place(one: Waiting) -> tuple[str, str, str]:
    mapping = one.decision.mapping
    return (mapping.source, mapping.target, mapping.origin)


def undecided(held: Iterable[Held], frameworks: Frameworks) -> tuple[Pair, ...]:
    """Judgements of ours between two frameworks that the organisation has not made its own as now worded."""
    open_ones = {Adoption.NOT_DECIDED, Adoption.ADOPTED_EARLIER_WORDING}
    return tuple(
        h.mapping
        for h in held
        if h.adoption in open_ones and h.mapping.counts and frameworks_of(h.mapping) == frameworks
    )


def adoptions(held: Iterable[Held]) -> Mapping[Frameworks, Mapping[Adoption, int]]:
    """How many pairs stand how, by the two frameworks."""
    counted: dict[Frameworks, Counter[Adoption]] = {}
    for one in held:
        counted.setdefault(frameworks_of(one.mapping), Counter())[one.adoption] += 1
    return counted


def frameworks_of(mapping: Pair) -> Frameworks:
    """The keys of the two frameworks of a pair."""
    return (key_of(mapping.source), key_of(mapping.target))
