"""Subsets that go round in a circle are told with the way, and nothing else is."""

from itertools import pairwise

import attrs
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.frameworks.pairs import pair as usual_pair
from tests.each import each

from dualtrack.domain.frameworks.crosswalk import Crosswalk, Mapping, Relation
from dualtrack.domain.frameworks.crosswalk_cycles import MOST, cycles


def pair(source: str, relation: str, target: str) -> Mapping:
    return usual_pair(source=source, target=target, relation=Relation(relation))


CIRCLE = (
    pair("soc2:CC6.1", "subset-of", "iso27001:A.5.1"),
    pair("iso27001:A.5.1", "subset-of", "acme:G.1"),
    pair("soc2:CC6.1", "superset-of", "acme:G.1"),
)


def ways(*mappings: Mapping) -> list[tuple[str, ...]]:
    return list(cycles(Crosswalk(mappings)))


def test_a_circle_of_three_is_told_from_its_smaller_to_its_larger_ones() -> None:
    (way,) = ways(*CIRCLE)
    assert way[0] == way[-1]
    assert set(way) == {"soc2:CC6.1", "iso27001:A.5.1", "acme:G.1"}
    following = dict(pairwise(way))
    assert following["soc2:CC6.1"] == "iso27001:A.5.1"
    assert following["acme:G.1"] == "soc2:CC6.1"


@each("left_out", range(3))
def test_without_one_of_its_pairs_there_is_no_circle(left_out: int) -> None:
    assert not ways(*(m for position, m in enumerate(CIRCLE) if position != left_out))


@each("relation", ["intersects-with", "equivalent-to", "equal-to", "no-relationship"])
def test_only_subsets_make_a_circle(relation: str) -> None:
    assert not ways(CIRCLE[0], CIRCLE[1], pair("acme:G.1", relation, "soc2:CC6.1"))


def test_two_circles_are_both_told() -> None:
    other = tuple(attrs.evolve(m, source=f"{m.source}x", target=f"{m.target}x") for m in CIRCLE)
    assert len(ways(*CIRCLE, *other)) == 2


def test_at_most_twenty_are_told_at_once() -> None:
    many = [
        attrs.evolve(m, source=f"{m.source}.{n}", target=f"{m.target}.{n}") for n in range(30) for m in CIRCLE
    ]
    assert len(ways(*many)) == MOST == 20


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=60))
def test_pairs_that_follow_an_order_never_go_round(edges: list[tuple[int, int]]) -> None:
    rising = [pair(f"a:{min(e)}", "subset-of", f"a:{max(e)}") for e in edges if e[0] != e[1]]
    assert not ways(*rising)
