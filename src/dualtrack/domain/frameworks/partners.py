"""The partners of one requirement in every other framework, each with what is said of the whole."""

from collections.abc import Iterator

from attrs import frozen

from dualtrack.domain.frameworks.catalogue import Catalogue, Framework
from dualtrack.domain.frameworks.coverage_whole import Closing, Unreached, WholeCoverage
from dualtrack.domain.frameworks.crosswalk import Crosswalk, Mapping
from dualtrack.domain.frameworks.ids import key_of


@frozen(kw_only=True)
class Partners:
    """How a requirement stands to one other framework: pair by pair, and as a whole."""

    framework: Framework
    pairs: tuple[Mapping, ...]  # seen from the requirement: those that count first, the strongest first
    whole: WholeCoverage | None = None
    unreached: Unreached | None = None

    @property
    def counting(self) -> int:
        """How many of the pairs count."""
        return sum(pair.counts for pair in self.pairs)


def partners_by_framework(
    crosswalk: Crosswalk, closing: Closing, catalogue: Catalogue, requirement: str
) -> tuple[Partners, ...]:
    """Every other framework in the order of the catalogue, those without a pair among them."""
    return tuple(_partners(crosswalk, closing, catalogue, requirement))


def _partners(
    crosswalk: Crosswalk, closing: Closing, catalogue: Catalogue, requirement: str
) -> Iterator[Partners]:
    own = key_of(requirement)
    pairs = sorted(crosswalk.of(requirement), key=lambda m: (not m.counts, -m.strength, m.target))
    for framework in catalogue.frameworks:
        key = framework.key
        if key == own:
            continue
        whole = (c for c in closing.coverage if (c.requirement, c.by) == (requirement, key))
        unreached = (u for u in closing.unreached if (u.requirement, u.against) == (requirement, key))
        yield Partners(
            framework=framework,
            pairs=tuple(m for m in pairs if key_of(m.target) == key),
            whole=next(whole, None),
            unreached=next(unreached, None),
        )
