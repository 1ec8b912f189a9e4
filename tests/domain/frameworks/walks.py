"""Generated crosswalks over three frameworks, for the laws of reach and of what is owed."""

from itertools import combinations, product

from hypothesis import strategies as st
from tests.domain.frameworks.pairs import CATALOGUE, ISO, SOC2, delta, pair, requirement

from dualtrack.domain.frameworks.catalogue import Catalogue, Framework, Kind
from dualtrack.domain.frameworks.coverage_whole import Closing, WholeCoverage
from dualtrack.domain.frameworks.crosswalk import Covered, Crosswalk, Mapping, MappingStatus, Relation
from dualtrack.domain.frameworks.reach import Judgements

ACME = Framework(
    key="acme",
    name="Acme baseline",
    edition="2025",
    requirements=tuple(requirement(f"acme:{n}", Kind.CLAUSE) for n in (1, 2, 3)),
    deltas=(delta("acme_paper"), delta("acme_rhythm")),
)
THREE = Catalogue((*CATALOGUE.frameworks, ACME))
KEYS = [f.key for f in THREE.frameworks]
EVERY = [r.id for r in THREE.requirements()]
_ENDS = [
    (a.id, b.id)
    for one, other in combinations((SOC2, ISO, ACME), 2)
    for a, b in product(one.requirements, other.requirements)
]
_DELTAS = {
    f.key: [d for n in range(len(f.deltas) + 1) for d in combinations(f.delta_vocabulary, n)]
    for f in THREE.frameworks
}
# Most count, so that there is something to reach; one in six is a candidate, one in six says "unrelated".
_STANDINGS = [(MappingStatus.ACCEPTED, Relation.INTERSECTS_WITH)] * 4 + [
    (MappingStatus.CANDIDATE, Relation.INTERSECTS_WITH),
    (MappingStatus.ACCEPTED, Relation.NO_RELATIONSHIP),
]


@st.composite
def _pairs(draw: st.DrawFn) -> Mapping:
    source, target = draw(st.sampled_from(_ENDS))
    adds, lacks = (draw(st.sampled_from(_DELTAS[i.partition(":")[0]])) for i in (source, target))
    share, back = draw(st.tuples(st.sampled_from(Covered), st.sampled_from(Covered)))
    status, relation = draw(st.sampled_from(_STANDINGS))
    return pair(
        source=source,
        target=target,
        relation=relation,
        strength=draw(st.integers(1, 8)),
        source_covered=share,
        target_covered=back,
        source_delta=adds,
        target_delta=lacks,
        status=status,
    )


WALKS = st.lists(_pairs(), max_size=7, unique_by=lambda m: (m.source, m.target)).map(
    lambda found: Crosswalk(tuple(found))
)
SERVED = st.lists(st.sampled_from(EVERY), unique=True)
SHUFFLED = SERVED.flatmap(lambda served: st.tuples(st.just(served), st.permutations(served)))
WHOLES = st.dictionaries(
    st.tuples(st.sampled_from(EVERY), st.sampled_from(KEYS)), st.sampled_from(Covered), max_size=4
).map(
    lambda found: tuple(
        WholeCoverage(requirement=r, by=by, covered=share, reason=f"{r} by {by}")
        for (r, by), share in found.items()
        if r.partition(":")[0] != by
    )
)
JUDGED = st.builds(
    lambda walk, whole: Judgements(crosswalk=walk, closing=Closing(coverage=whole)), WALKS, WHOLES
)
