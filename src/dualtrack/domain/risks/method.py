"""The risk method as data: scales, how a level is made, bands, the acceptance line, and who accepts what.

ISO/IEC 27001 6.1.2 a: criteria for accepting risks and for assessing them. A method is a revision: prepared
by one person, approved by another; a later version is another value, and the earlier ones stay.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded


class Making(StrEnum):
    """How a level is made of likelihood and consequence."""

    PRODUCT = "product"
    MATRIX = "matrix"


@frozen(kw_only=True)
class Step:
    """One step of a scale, with the criteria by which somebody chooses it."""

    number: int
    name: str
    criteria: str


@frozen(kw_only=True)
class Band:
    """Levels that are treated alike, both ends included.

    `accepted_by` is a role or a job whose holder accepts a risk of this band beside its owner; empty where
    the owner alone may. `review_months` is how long an assessment of such a risk stands.
    """

    id: str
    name: str
    lowest: int
    highest: int
    accepted_by: str = ""
    review_months: int = 12


@recorded("risk_method")
@frozen(kw_only=True)
class RiskMethod:
    """One version of the method. `matrix` is given cell by cell: a row for each likelihood, from its lowest.

    `acceptable` is the acceptance line: the highest level that needs no treatment.
    """

    id: str
    version: int
    name: str
    likelihood: tuple[Step, ...]
    consequence: tuple[Step, ...]
    making: Making
    bands: tuple[Band, ...]
    acceptable: int
    matrix: tuple[tuple[int, ...], ...] = ()
    prepared_by: str
    approved_by: str | None = None
    approved_on: date | None = None

    def level(self, likelihood: int, consequence: int) -> int | None:
        """The level of a pair of steps; None where one of them is off its scale."""
        if not (self.on_likelihood(likelihood) and self.on_consequence(consequence)):
            return None
        if self.making is Making.PRODUCT:
            return likelihood * consequence
        return self.matrix[likelihood - 1][consequence - 1]

    def on_likelihood(self, number: int) -> bool:
        """True for a step of the likelihood scale."""
        return 1 <= number <= len(self.likelihood)

    def on_consequence(self, number: int) -> bool:
        """True for a step of the consequence scale."""
        return 1 <= number <= len(self.consequence)

    def band(self, level: int) -> Band | None:
        """The band of a level; None where no band holds it."""
        return next((b for b in self.bands if b.lowest <= level <= b.highest), None)

    def cells(self) -> tuple[tuple[int, ...], ...]:
        """The level of every cell: a row for each likelihood, from its lowest."""
        if self.making is Making.MATRIX:
            return self.matrix
        wide = range(1, len(self.consequence) + 1)
        return tuple(tuple(row * cell for cell in wide) for row in range(1, len(self.likelihood) + 1))

    def approved(self, as_of: date) -> bool:
        """True when the approval was given by that day."""
        return self.approved_on is not None and self.approved_on <= as_of


def method_in_force(methods: Iterable[RiskMethod], as_of: date) -> RiskMethod | None:
    """The highest version that was approved by that day; a draft is never in force."""
    return max((m for m in methods if m.approved(as_of)), key=lambda m: m.version, default=None)
