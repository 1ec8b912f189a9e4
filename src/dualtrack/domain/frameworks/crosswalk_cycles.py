"""Finds cycles of subsets: what is less than itself by way of others was judged wrongly somewhere."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from dualtrack.domain.frameworks.crosswalk import Crosswalk, Relation

# More than anybody mends in one sitting; the next check tells the rest.
MOST = 20


def cycles(crosswalk: Crosswalk) -> Iterator[tuple[str, ...]]:
    """Ways on which each requirement is a subset of the next and the last is the first again, 20 at most."""
    larger: dict[str, set[str]] = {}
    for m in crosswalk.mappings:
        if m.relation is Relation.SUBSET_OF:
            larger.setdefault(m.source, set()).add(m.target)
        elif m.relation is Relation.SUPERSET_OF:
            larger.setdefault(m.target, set()).add(m.source)
    for _ in range(MOST):
        try:
            TopologicalSorter(larger).prepare()
        except CycleError as error:
            way: list[str] = error.args[1]  # each after what it has to come after: the larger one first
            yield tuple(reversed(way))
            larger[way[1]].discard(way[0])
        else:
            return
