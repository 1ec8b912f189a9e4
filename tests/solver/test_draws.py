"""Random numbers by name: the same for the same seed, in the shape of a triangle, alike for one name."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.each import each

from dualtrack.solver.draws import MOST_RUNS, Draws


def test_a_name_draws_the_same_and_another_name_or_seed_something_else() -> None:
    one = Draws(50, 1).triangle("a", 0, 5, 10)
    assert np.array_equal(one, Draws(50, 1).triangle("a", 0, 5, 10))
    assert not np.array_equal(one, Draws(50, 1).triangle("b", 0, 5, 10))
    assert not np.array_equal(one, Draws(50, 2).triangle("a", 0, 5, 10))


def test_these_are_the_figures_on_every_machine() -> None:
    assert Draws(3, 1).triangle("observation", 0, 50, 100).round(6).tolist() == [
        56.32136,
        12.606466,
        49.288954,
    ]


@given(st.lists(st.integers(0, 10**6), min_size=3, max_size=3).map(sorted), st.integers(0, 2**70))
def test_every_draw_lies_within_its_ends(three: list[int], seed: int) -> None:
    drawn = Draws(40, seed).triangle("a", *three)
    assert drawn.min() >= three[0]
    assert drawn.max() <= three[2]


@each(("low", "likely", "high"), [(0, 10, 40), (0, 0, 40), (0, 40, 40), (5, 20, 25)])
def test_the_shape_is_the_triangle(low: int, likely: int, high: int) -> None:
    drawn = Draws(100_000, 1).triangle("a", low, likely, high)
    assert drawn.mean() == pytest.approx((low + likely + high) / 3, rel=0.01)
    below = (likely - low) / (high - low)  # of a triangle, so much lies below its peak
    assert (drawn <= likely).mean() == pytest.approx(below, abs=0.01)


def test_two_of_one_name_lie_equally_far_along() -> None:
    draws = Draws(500, 1)
    days, hours = draws.triangle("a", 1, 2, 9), draws.triangle("a", 100, 400, 500)
    assert np.array_equal(np.argsort(days), np.argsort(hours))


def test_what_is_certain_is_itself() -> None:
    assert Draws(4, 1).triangle("a", 7, 7, 7).tolist() == [7.0] * 4


@each(
    ("runs", "seed", "message"),
    [
        (0, 1, "0 runs; expected 1 to 200,000"),
        (MOST_RUNS + 1, 1, "200001 runs; expected 1 to 200,000"),
        (1, -1, "seed -1; expected 0 or more"),
    ],
)
def test_numbers_that_make_no_sense_are_refused(runs: int, seed: int, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        Draws(runs, seed)
