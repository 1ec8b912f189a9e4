"""What may enter of a file of judgements: good rows are offered, each other one is named with its reason."""

from collections.abc import Sequence

from attrs import frozen

from dualtrack.domain.frameworks.catalogue import Catalogue
from dualtrack.domain.frameworks.crosswalk import Crosswalk, Mapping
from dualtrack.domain.frameworks.crosswalk_rules import Fault, faults
from dualtrack.domain.mappings.decision import MappingDecision, decision_id
from dualtrack.domain.mappings.held import same_judgement


@frozen(kw_only=True)
class Offer:
    """Judgements that may enter as candidates, those that are held already, and every fault of the rest."""

    new: tuple[Mapping, ...]
    known: tuple[Mapping, ...]
    faults: tuple[Fault, ...]


def offer(
    given: Sequence[Mapping],
    *,
    held: Crosswalk,
    decisions: Sequence[MappingDecision],
    catalogue: Catalogue,
) -> Offer:
    """Hold judgements against the rules of a crosswalk, and against what is held already.

    A judgement that says what is held already of its pair is known, not wrong; one of a pair that is held
    otherwise is new: it waits beside what is held until somebody decides.
    """
    wrong = faults(Crosswalk(tuple(given)), catalogue)
    broken = {id(fault.mapping) for fault in wrong}
    there = {one.id for one in decisions}
    new: list[Mapping] = []
    known: list[Mapping] = []
    for mapping in given:
        if id(mapping) in broken:
            continue
        pair = held.between(mapping.source, mapping.target)
        said = decision_id(mapping) in there or (pair is not None and same_judgement(pair, mapping))
        (known if said else new).append(mapping)
    return Offer(new=tuple(new), known=tuple(known), faults=wrong)
