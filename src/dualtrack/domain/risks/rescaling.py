"""Carries ratings from the scales of one method to those of another, for a person to confirm."""

from collections.abc import Iterable

from attrs import evolve

from dualtrack.domain.risks.method import RiskMethod
from dualtrack.domain.risks.risk import Consequences, Lowers, Rating, RiskControl


def carried(step: int, of: int, to: int) -> int:
    """A step of a scale of `of` steps on one of `to`: rounded up, so that no rating is made to look lower."""
    return -(-step * to // of)


def rescaled(rating: Rating, before: RiskMethod, after: RiskMethod) -> Rating:
    """A rating on the scales of another method; what is not touched stays so."""
    of, to = len(before.consequence), len(after.consequence)
    sides = {name: carried(step, of, to) for name, step in rating.consequences.items()}
    likelihood = carried(rating.likelihood, len(before.likelihood), len(after.likelihood))
    return Rating(likelihood=likelihood, consequences=Consequences(**sides))


def rescaled_links(
    links: Iterable[RiskControl], before: RiskMethod, after: RiskMethod
) -> tuple[RiskControl, ...]:
    """What controls lower at most: rounded down, and one step at least."""
    sizes = {
        Lowers.LIKELIHOOD: (len(before.likelihood), len(after.likelihood)),
        Lowers.CONSEQUENCE: (len(before.consequence), len(after.consequence)),
    }
    found = []
    for link in links:
        of, to = sizes[link.lowers]
        found.append(evolve(link, steps=max(1, link.steps * to // of)))
    return tuple(found)
