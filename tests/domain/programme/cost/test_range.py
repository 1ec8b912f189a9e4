"""Amounts as triangles: order, mean, variance, sums."""

from decimal import Decimal

import pytest
from hypothesis import given
from tests.domain.programme.cost.models import RANGES, amount
from tests.each import each

from dualtrack.domain.programme.cost.range import NOTHING, Range, exactly, sum_of


def test_the_mean_and_the_variance_of_a_triangle() -> None:
    found = amount(0, 3, 6)
    assert found.mean == 3
    assert found.variance == Decimal("1.5")  # (0 + 36 + 9 - 0 - 0 - 18) / 18


def test_what_is_known_exactly_does_not_vary() -> None:
    assert exactly(Decimal(7)).variance == 0
    assert exactly(Decimal(7)).mean == 7


@each("three", [(2, 1, 3), (1, 4, 3), (-1, 0, 1)])
def test_amounts_out_of_order_or_negative_are_refused(three: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="expected 0 <= low <= likely <= high"):
        Range(*(Decimal(one) for one in three))


def test_whole_units_round_half_up() -> None:
    assert Range(Decimal("1.4"), Decimal("1.5"), Decimal("2.5")).whole() == amount(1, 2, 3)


def test_nothing_is_the_sum_of_nothing() -> None:
    assert sum_of(()) == NOTHING


@given(RANGES, RANGES)
def test_sums_are_of_each_end_and_scaling_spreads_over_them(one: Range, other: Range) -> None:
    assert (one + other).mean == pytest.approx(one.mean + other.mean)
    assert sum_of((one, other)) == other + one
    assert (one + other).scaled(Decimal(2)) == one.scaled(Decimal(2)) + other.scaled(Decimal(2))
    assert one.low <= one.mean <= one.high
