"""An amount that is not known exactly: lowest, likeliest, highest, as a triangular distribution."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from attrs import frozen

_THREE, _EIGHTEEN = Decimal(3), Decimal(18)


@frozen
class Range:
    """Three amounts in their order; every mean is of the triangle that they span."""

    low: Decimal
    likely: Decimal
    high: Decimal

    def __attrs_post_init__(self) -> None:
        """An amount is neither negative nor out of order."""
        if not 0 <= self.low <= self.likely <= self.high:
            raise ValueError(f"{self.low}, {self.likely}, {self.high}: expected 0 <= low <= likely <= high")

    @property
    def mean(self) -> Decimal:
        """The mean of the triangular distribution."""
        return (self.low + self.likely + self.high) / _THREE

    @property
    def variance(self) -> Decimal:
        """The variance of the triangular distribution."""
        a, c, b = self.low, self.likely, self.high
        return (a * a + b * b + c * c - a * b - a * c - b * c) / _EIGHTEEN

    def scaled(self, factor: Decimal) -> "Range":
        """Each of the three times a factor that is not negative."""
        return Range(self.low * factor, self.likely * factor, self.high * factor)

    def whole(self) -> "Range":
        """Each of the three in whole units of the currency."""
        return Range(*(one.quantize(Decimal(1), ROUND_HALF_UP) for one in (self.low, self.likely, self.high)))

    def __add__(self, other: "Range") -> "Range":
        """The three added one by one."""
        return Range(self.low + other.low, self.likely + other.likely, self.high + other.high)


NOTHING = Range(Decimal(0), Decimal(0), Decimal(0))


def exactly(amount: Decimal) -> Range:
    """An amount that is known."""
    return Range(amount, amount, amount)


def sum_of(ranges: Iterable[Range]) -> Range:
    """All of them together; lowest with lowest, highest with highest."""
    total = NOTHING
    for one in ranges:
        total += one
    return total
