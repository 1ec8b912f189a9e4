"""Generated pairs over the shipped frameworks, for the laws that what is written is read back the same."""

from datetime import date

from hypothesis import strategies as st

from dualtrack.catalogues.loader import load_catalogue
from dualtrack.domain.frameworks.crosswalk import (
    Basis,
    Covered,
    Crosswalk,
    EvidenceReuse,
    Mapping,
    MappingStatus,
    Relation,
)
from dualtrack.domain.frameworks.documented import DocumentedBasis

CATALOGUE = load_catalogue().catalogue
_SOC2, _ISO = CATALOGUE.framework("soc2"), CATALOGUE.framework("iso27001")
assert _SOC2 is not None
assert _ISO is not None
_SOURCES = st.sampled_from([r.id for r in _SOC2.requirements])
_TARGETS = st.sampled_from([r.id for r in _ISO.requirements])
_DAYS = st.dates(date(1900, 3, 1), date(2999, 12, 31))

# Text as files hold it: with something in it, and nothing blank at its ends.
TEXTS = st.text(min_size=1, max_size=40).map(str.strip).filter(bool)
PRINTABLE = (
    st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=40)
    .map(str.strip)
    .filter(bool)
)


@st.composite
def mappings(draw: st.DrawFn, texts: st.SearchStrategy[str] = TEXTS) -> Mapping:
    """One pair of a criterion and a requirement of ISO 27001, from either side; it may break soft rules."""
    reviewed = draw(st.none() | st.tuples(texts, _DAYS))
    found = Mapping(
        source=draw(_SOURCES),
        target=draw(_TARGETS),
        relation=draw(st.sampled_from(Relation)),
        basis=draw(st.sampled_from(Basis)),
        strength=draw(st.integers(0, 10)),
        source_covered=draw(st.sampled_from(Covered)),
        target_covered=draw(st.sampled_from(Covered)),
        source_delta=tuple(draw(st.lists(st.sampled_from(_SOC2.delta_vocabulary), max_size=3))),
        target_delta=tuple(draw(st.lists(st.sampled_from(_ISO.delta_vocabulary), max_size=3))),
        documented_basis=draw(st.none() | st.sampled_from(DocumentedBasis)),
        evidence_reuse=draw(st.sampled_from(EvidenceReuse)),
        rationale=draw(texts),
        status=draw(st.sampled_from(MappingStatus)),
        author=draw(texts),
        reviewed_by=reviewed[0] if reviewed else None,
        reviewed_on=reviewed[1] if reviewed else None,
        origin=draw(texts),
    )
    return found.inverted() if draw(st.booleans()) else found


def crosswalks(texts: st.SearchStrategy[str] = TEXTS) -> st.SearchStrategy[Crosswalk]:
    """Some pairs, each listed once whichever side it is seen from."""
    some = st.lists(
        mappings(texts), min_size=1, max_size=5, unique_by=lambda m: frozenset((m.source, m.target))
    )
    return some.map(lambda found: Crosswalk(tuple(found)))
