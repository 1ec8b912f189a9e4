"""Narrowing a matrix: each wish alone and together, and that no cell is asked for by nobody."""

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.frameworks.pairs import ISO, SOC2, pair
from tests.each import each

from dualtrack.domain.frameworks.catalogue import Category, Theme
from dualtrack.domain.frameworks.crosswalk import Crosswalk, MappingStatus, Relation
from dualtrack.domain.frameworks.crosswalk_reviews import Review, Standing
from dualtrack.domain.frameworks.matrix import Matrix, Place, Reach, matrix
from dualtrack.domain.frameworks.narrowing import ANY, Narrowing, deltas_of, narrowed, parts_of, text_of

PAIRS = (
    pair(source="soc2:CC6.1", target="iso27001:A.5.18", strength=8),
    pair(source="soc2:CC6.2", target="iso27001:A.5.18", relation=Relation.SUPERSET_OF, strength=9),
    pair(source="soc2:CC6.2", target="iso27001:5.1", strength=3, source_delta=(), target_delta=()),
    pair(source="soc2:CC8.1", target="iso27001:5.2", status=MappingStatus.CANDIDATE, strength=5),
    pair(source="soc2:CC8.1", target="iso27001:A.6.1", relation=Relation.NO_RELATIONSHIP, strength=0),
)
REVIEWS = (Review(requirement="soc2:CC6.3", against="iso27001", by="A. Reviewer", on=None),)  # type: ignore[arg-type]  # the day does not matter here
MATRIX = matrix(Crosswalk(PAIRS), REVIEWS, SOC2, ISO)
REACHES = {p.place: reach for p, reach in zip(MATRIX.pairs, [*Reach, Reach.NONE], strict=True)}


def asked(**wishes: object) -> set[tuple[str, str]]:
    """The cells that are asked for, by the local ids of row and column."""
    found = narrowed(MATRIX, Narrowing(**wishes), REACHES)  # type: ignore[arg-type]  # each test names its own
    return {(MATRIX.rows[row].local_id, MATRIX.columns[column].local_id) for row, column in found}


ALL = asked()


def test_nothing_asked_for_asks_for_every_listed_pair() -> None:
    assert len(ALL) == len(PAIRS)
    assert not Narrowing().asks
    assert Narrowing(least=1).asks


def test_a_relation_is_the_one_seen_from_the_row() -> None:
    assert asked(relation=Relation.SUPERSET_OF) == {("CC6.2", "A.5.18")}
    assert asked(relation=Relation.SUBSET_OF) == set()
    turned = matrix(Crosswalk(PAIRS), (), ISO, SOC2)
    assert len(narrowed(turned, Narrowing(relation=Relation.SUBSET_OF), {})) == 1


def test_a_least_strength_takes_in_the_strength_itself() -> None:
    assert asked(least=8) == {("CC6.1", "A.5.18"), ("CC6.2", "A.5.18")}
    assert asked(least=9) == {("CC6.2", "A.5.18")}
    assert asked(least=10) == set()


@each(
    ("standing", "cells"),
    [
        (Standing.RELATED, {("CC6.1", "A.5.18"), ("CC6.2", "A.5.18"), ("CC6.2", "5.1")}),
        (Standing.CANDIDATE, {("CC8.1", "5.2")}),
        (Standing.REJECTED, set()),
    ],
)
def test_a_standing_of_pairs(standing: Standing, cells: set[tuple[str, str]]) -> None:
    assert asked(standing=standing) == cells


def test_no_relationship_is_what_is_said_and_what_a_review_closed() -> None:
    closed = {("CC6.3", r.local_id) for r in ISO.requirements}
    assert asked(standing=Standing.NO_RELATIONSHIP) == closed | {("CC8.1", "A.6.1")}


def test_not_reviewed_is_all_the_rest() -> None:
    found = asked(standing=Standing.NOT_REVIEWED)
    assert len(found) == MATRIX.size - len(PAIRS) - len(ISO.requirements)
    assert not found & ALL


@each("wish", [{"least": 1}, {"relation": Relation.EQUAL_TO}, {"delta": ANY}, {"reach": Reach.ONE}])
def test_a_cell_that_nobody_reviewed_has_nothing_that_a_pair_has(wish: dict[str, object]) -> None:
    assert asked(standing=Standing.NOT_REVIEWED, **wish) == set()


def test_a_delta_is_owed_by_either_side_or_by_the_one_that_is_named() -> None:
    assert asked(delta=ANY) == ALL - {("CC6.2", "5.1")}
    assert asked(delta="soc2:complete_population_sample") == ALL - {("CC6.2", "5.1")}
    assert asked(delta="iso27001:complete_population_sample") == set()


def test_how_our_controls_reach_a_pair() -> None:
    first = MATRIX.pairs[0]
    assert narrowed(MATRIX, Narrowing(reach=REACHES[first.place]), REACHES) == {first.place}
    assert narrowed(MATRIX, Narrowing(reach=Reach.BOTH), {}) == frozenset()


def test_every_word_stands_in_the_row_or_in_the_column() -> None:
    assert asked(words=("cc6.2",)) == {("CC6.2", "A.5.18"), ("CC6.2", "5.1")}
    assert asked(words=("cc6", "a.5.18")) == {("CC6.1", "A.5.18"), ("CC6.2", "A.5.18")}
    assert asked(words=("cc6", "nowhere")) == set()
    assert asked(words=("title", "of")) == ALL


def test_parts_narrow_the_framework_that_they_belong_to() -> None:
    assert asked(parts=(("iso27001", "kind:clause"),)) == {("CC6.2", "5.1"), ("CC8.1", "5.2")}
    assert asked(parts=(("soc2", "kind:clause"),)) == set()
    assert asked(parts=(("acme", "kind:clause"),)) == ALL


def test_the_parts_of_a_requirement_are_its_kind_theme_category_and_group() -> None:
    one = evolve(ISO.requirements[3], theme=Theme.PEOPLE, group="A.6")
    assert parts_of(one) == ("kind:annex_control", "theme:people", "group:A.6")
    two = evolve(SOC2.requirements[0], category=Category.PRIVACY, group="P")
    assert parts_of(two) == ("kind:criterion", "category:privacy", "group:P")
    assert text_of(two) == "cc5.3 title of soc2:cc5.3"


def test_deltas_carry_the_framework_that_adds_them() -> None:
    assert deltas_of(pair()) == ("soc2:complete_population_sample", "iso27001:planned_interval")
    assert deltas_of(pair().inverted()) == ("iso27001:planned_interval", "soc2:complete_population_sample")


wishes = st.builds(
    Narrowing,
    relation=st.sampled_from([None, *Relation]),
    least=st.integers(0, 10),
    standing=st.sampled_from([None, *Standing]),
    delta=st.sampled_from(["", ANY, "iso27001:planned_interval"]),
    reach=st.sampled_from([None, *Reach]),
    words=st.sampled_from([(), ("cc6",), ("a.5", "cc")]),
    parts=st.sampled_from([(), (("iso27001", "kind:clause"),)]),
)


@given(wishes, wishes)
def test_asking_for_more_never_shows_more(one: Narrowing, other: Narrowing) -> None:
    """Two wishes together show what both show alone, as long as they speak of the same standing."""
    both = evolve(
        one,
        relation=one.relation or other.relation,
        least=max(one.least, other.least),
        delta=one.delta or other.delta,
        reach=one.reach or other.reach,
        words=one.words + other.words,
        parts=one.parts or other.parts,
    )
    assert _cells(MATRIX, both) <= _cells(MATRIX, one)


def _cells(of: Matrix, what: Narrowing) -> frozenset[Place]:
    return narrowed(of, what, REACHES)
