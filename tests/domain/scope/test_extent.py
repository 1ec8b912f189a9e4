"""Extents: what encloses what, what two hold together, and how one is told in a line."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from tests.each import each

from dualtrack.domain.scope.extent import WHOLE, Extent, together

words = st.lists(st.sampled_from(("a", "b", "c")), unique=True).map(tuple)
days = st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 5))
extents = st.builds(
    Extent, environments=words, processes=words, data=words, locations=words, since=days, until=days
)
PRODUCTION = Extent(environments=("production",))


def test_what_is_not_narrowed_is_whole() -> None:
    assert WHOLE.whole
    assert WHOLE.encloses(PRODUCTION)
    assert not PRODUCTION.encloses(WHOLE)
    assert not PRODUCTION.whole


@each(
    ("outer", "inner", "held"),
    [
        (Extent(since=date(2026, 1, 1)), Extent(since=date(2026, 1, 2)), True),
        (Extent(since=date(2026, 1, 2)), Extent(since=date(2026, 1, 1)), False),
        (Extent(since=date(2026, 1, 2)), WHOLE, False),
        (Extent(until=date(2026, 1, 2)), Extent(until=date(2026, 1, 2)), True),
        (Extent(until=date(2026, 1, 2)), Extent(until=date(2026, 1, 3)), False),
        (Extent(until=date(2026, 1, 2)), WHOLE, False),
    ],
)
def test_a_time_is_part_of_the_extent(outer: Extent, inner: Extent, held: bool) -> None:
    assert outer.encloses(inner) is held


def test_order_does_not_matter_and_words_do() -> None:
    one = Extent(locations=("Oslo", "Hamburg"), note="as leased")
    other = Extent(locations=("Hamburg", "Oslo"), note=" as leased ")
    assert one.alike(other)
    assert one.text() == "Hamburg, Oslo; as leased"
    assert not one.alike(Extent(locations=("Hamburg", "Oslo")))


def test_one_line_says_everything_that_narrows() -> None:
    held = Extent(
        environments=("production",),
        processes=("PRC-2", "PRC-1"),
        data=("AST-9",),
        locations=("Oslo",),
        since=date(2026, 1, 1),
        until=date(2026, 6, 30),
        note="read only",
    )
    assert held.text() == (
        "production; PRC-1, PRC-2; AST-9; Oslo; since 2026-01-01; until 2026-06-30; read only"
    )
    assert WHOLE.text() == ""


@each(("environment", "meets"), [("production", True), ("staging", False), ("", True)])
def test_what_runs_elsewhere_is_no_part_of_it(environment: str, meets: bool) -> None:
    assert PRODUCTION.meets(environment) is meets
    assert WHOLE.meets(environment)


@given(extents, extents)
def test_what_either_holds_encloses_both(one: Extent, other: Extent) -> None:
    both = together((one, other))
    assert both.encloses(one)
    assert both.encloses(other)
    assert both.alike(together((other, one)))


@given(extents, extents, extents)
def test_enclosing_is_an_order(one: Extent, two: Extent, three: Extent) -> None:
    assert one.encloses(one)
    if one.encloses(two) and two.encloses(three):
        assert one.encloses(three)
    if one.encloses(two) and two.encloses(one):
        assert one.alike(two)
