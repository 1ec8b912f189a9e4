"""A pair reads from either side: what it says of source and target changes places, and back."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from tests.domain.frameworks.pairs import pair, reviewed
from tests.each import each

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

deltas = st.lists(st.sampled_from(["a", "b", "c"]), unique=True).map(tuple)
mappings = st.builds(
    Mapping,
    source=st.sampled_from(["soc2:CC6.1", "soc2:CC6.2", "soc2:CC6.3"]),
    target=st.sampled_from(["iso27001:A.5.15", "iso27001:A.5.18"]),
    relation=st.sampled_from(Relation),
    basis=st.sampled_from(Basis),
    strength=st.integers(0, 10),
    source_covered=st.sampled_from(Covered),
    target_covered=st.sampled_from(Covered),
    source_delta=deltas,
    target_delta=deltas,
    documented_basis=st.none() | st.sampled_from(DocumentedBasis),
    evidence_reuse=st.sampled_from(EvidenceReuse),
    rationale=st.text(),
    status=st.sampled_from(MappingStatus),
    author=st.just("dualtrack"),
    reviewed_by=st.none() | st.text(min_size=1),
    reviewed_on=st.none() | st.dates(),
    origin=st.just("project judgement"),
)


@given(st.sampled_from(Relation))
def test_the_inverse_of_an_inverse_is_the_relation(relation: Relation) -> None:
    assert relation.inverse.inverse is relation


@each(
    ("relation", "inverse"),
    [
        (Relation.EQUAL_TO, Relation.EQUAL_TO),
        (Relation.EQUIVALENT_TO, Relation.EQUIVALENT_TO),
        (Relation.SUBSET_OF, Relation.SUPERSET_OF),
        (Relation.SUPERSET_OF, Relation.SUBSET_OF),
        (Relation.INTERSECTS_WITH, Relation.INTERSECTS_WITH),
        (Relation.NO_RELATIONSHIP, Relation.NO_RELATIONSHIP),
    ],
)
def test_only_subset_and_superset_change_when_inverted(relation: Relation, inverse: Relation) -> None:
    assert relation.inverse is inverse


@given(mappings)
def test_inverting_twice_gives_the_pair_back(mapping: Mapping) -> None:
    assert mapping.inverted().inverted() == mapping


@given(mappings)
def test_inverting_exchanges_sides_and_leaves_the_judgement(mapping: Mapping) -> None:
    other = mapping.inverted()
    assert (other.source, other.target) == (mapping.target, mapping.source)
    assert (other.source_covered, other.target_covered) == (mapping.target_covered, mapping.source_covered)
    assert (other.source_delta, other.target_delta) == (mapping.target_delta, mapping.source_delta)
    assert (other.strength, other.rationale, other.status) == (
        mapping.strength,
        mapping.rationale,
        mapping.status,
    )


@given(st.lists(mappings, unique_by=lambda m: (m.source, m.target)))
def test_every_pair_is_found_from_both_sides(listed: list[Mapping]) -> None:
    crosswalk = Crosswalk(tuple(listed))
    for mapping in listed:
        assert crosswalk.between(mapping.source, mapping.target) == mapping
        assert crosswalk.between(mapping.target, mapping.source) == mapping.inverted()


@given(st.lists(mappings))
def test_of_speaks_from_the_side_asked_for(listed: list[Mapping]) -> None:
    crosswalk = Crosswalk(tuple(listed))
    for requirement in {m.source for m in listed} | {m.target for m in listed}:
        assert {m.source for m in crosswalk.of(requirement)} == {requirement}


def test_a_pair_that_is_not_listed_is_nothing() -> None:
    crosswalk = Crosswalk((pair(),))
    assert crosswalk.between("soc2:CC6.2", "iso27001:A.5.1") is None
    assert crosswalk.of("soc2:CC9.9") == ()


@each(
    ("mapping", "counts"),
    [
        (pair(), True),
        (reviewed(pair()), True),
        (pair(status=MappingStatus.CANDIDATE), False),
        (pair(status=MappingStatus.REJECTED), False),
        (pair(relation=Relation.NO_RELATIONSHIP, strength=0), False),
    ],
)
def test_only_accepted_relationships_count(mapping: Mapping, counts: bool) -> None:
    assert mapping.counts is counts


def test_a_review_keeps_its_person_and_day_from_either_side() -> None:
    other = reviewed(pair()).inverted()
    assert (other.reviewed_by, other.reviewed_on) == ("A. Reviewer", date(2026, 3, 1))


def test_shares_are_ordered() -> None:
    assert [share.rank for share in Covered] == [0, 1, 2, 3, 4]
    assert max(Covered, key=lambda share: share.rank) is Covered.FULL


def test_a_pair_is_found_in_the_direction_in_which_it_was_judged() -> None:
    one = pair()
    held = Crosswalk((one,))
    assert held.listed(one.target, one.source) is held.listed(one.source, one.target) is one
    assert held.listed(one.source, "iso27001:5.1") is None
