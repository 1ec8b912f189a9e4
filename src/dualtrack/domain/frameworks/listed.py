"""A list of partners that somebody else wrote for some criteria, beside those that our pairs give."""

from collections.abc import Collection

from attrs import frozen

from dualtrack.domain.frameworks.coverage import partners
from dualtrack.domain.frameworks.crosswalk import Crosswalk, Mapping


@frozen(kw_only=True)
class Listed:
    """What both name for a series, what the list alone names, and what our pairs alone name."""

    both: tuple[str, ...]
    list_only: tuple[str, ...]
    ours_only: tuple[str, ...]  # the strongest first
    strengths: dict[str, int]  # of the strongest pair with each partner of ours


def compare_listed(
    crosswalk: Crosswalk, criteria: Collection[str], listed: Collection[str], framework: str
) -> Listed:
    """The list beside the counting pairs that any of the criteria has with the framework."""
    strengths: dict[str, int] = {}
    for criterion in criteria:
        for pair in partners(crosswalk, criterion, framework):
            strengths[pair.target] = max(pair.strength, strengths.get(pair.target, 0))
    ours = sorted(strengths, key=lambda target: (-strengths[target], target))
    return Listed(
        both=tuple(one for one in listed if one in strengths),
        list_only=tuple(one for one in listed if one not in strengths),
        ours_only=tuple(one for one in ours if one not in listed),
        strengths=strengths,
    )


def elsewhere(
    crosswalk: Crosswalk, requirement: str, framework: str, apart_from: Collection[str]
) -> tuple[Mapping, ...]:
    """Where our pairs put a requirement that a list puts on these criteria: the strongest first."""
    return tuple(p for p in partners(crosswalk, requirement, framework) if p.target not in apart_from)


def strongest(crosswalk: Crosswalk, criteria: Collection[str], partner: str) -> Mapping:
    """The strongest counting pair that any of the criteria has with a partner of ours, seen from it."""
    found = (p for c in criteria for p in crosswalk.of(c) if p.counts and p.target == partner)
    return max(found, key=lambda p: p.strength)
