"""Reach across the crosswalk: what served requirements of one framework go towards in another, and how far.

Reach makes no requirement supported: it names the pairs, how far they go, and what is owed all the same.
"""

from collections.abc import Collection

from attrs import Factory, frozen

from dualtrack.domain.frameworks.catalogue import Catalogue
from dualtrack.domain.frameworks.coverage import OwedDelta, deltas_owed, furthest, partners
from dualtrack.domain.frameworks.coverage_whole import Closing, WholeCoverage, shares
from dualtrack.domain.frameworks.crosswalk import Covered, Crosswalk, Mapping
from dualtrack.domain.frameworks.ids import key_of


@frozen(kw_only=True)
class Reached:
    """A requirement that served ones of another framework go towards; its share lies between two bounds."""

    requirement: str
    by: str  # key of the framework whose served requirements reach it
    pairs: tuple[Mapping, ...]  # accepted, seen from the requirement, strongest first; each partner is served
    best_pair: Covered  # at least this much of it: what the best of those pairs covers
    whole: WholeCoverage | None  # at most this much: judged as if all of `by` were conformed to
    owed: tuple[OwedDelta, ...]  # what it adds beyond those partners


@frozen(kw_only=True)
class Reach:
    """What served requirements of one framework reach of another, and what of it they do not reach."""

    of: str
    by: str
    reached: tuple[Reached, ...]
    unreached: tuple[str, ...]


@frozen(kw_only=True)
class Judgements:
    """All that is judged between frameworks: the pairs, and the coverage of each requirement as a whole."""

    crosswalk: Crosswalk
    closing: Closing = Factory(Closing)


def reach(
    served: Collection[str], *, of: str, by: str, catalogue: Catalogue, judgements: Judgements
) -> Reach:
    """What the served requirements of framework `by` reach of framework `of`, in the order of its file."""
    mine = {requirement for requirement in served if key_of(requirement) == by}
    whole = shares(judgements.closing.coverage, by)
    reached: list[Reached] = []
    unreached: list[str] = []
    for requirement in catalogue.requirements(of):
        pairs = tuple(p for p in partners(judgements.crosswalk, requirement.id, by) if p.target in mine)
        if not pairs:
            unreached.append(requirement.id)
            continue
        reached.append(
            Reached(
                requirement=requirement.id,
                by=by,
                pairs=pairs,
                best_pair=furthest(pairs),
                whole=whole.get(requirement.id),
                owed=deltas_owed(judgements.crosswalk, requirement.id, mine),
            )
        )
    return Reach(of=of, by=by, reached=tuple(reached), unreached=tuple(unreached))


def directions(
    served: Collection[str], *, of: str | None, catalogue: Catalogue, judgements: Judgements
) -> tuple[Reach, ...]:
    """From each framework that has something served to each other one, or to `of` alone.

    The two directions between two frameworks are two answers, not one.
    """
    keys = [f.key for f in catalogue.frameworks]
    having = {key_of(requirement) for requirement in served}
    return tuple(
        reach(served, of=other, by=key, catalogue=catalogue, judgements=judgements)
        for key in keys
        for other in keys
        if key in having and other != key and of in (None, other)
    )
