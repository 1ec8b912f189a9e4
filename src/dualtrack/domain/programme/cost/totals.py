"""Together against apart: what one programme costs, what two would, and whether the model is believable.

The article says that a combined programme costs 65-75 % of running both separately. Here that is a check on
the model and never an input (reference, oddity 20): each line stands on its own figures, and a ratio far from
the article's is said to be.
"""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.programme.cost.line import CostLine, Tag
from dualtrack.domain.programme.cost.range import NOTHING, Range, sum_of

ARTICLE = (Decimal("0.65"), Decimal("0.75"))
BELIEVABLE = (Decimal("0.60"), Decimal("0.80"))
NEAREST_DECILE = Decimal("1.2816")  # of the normal distribution: a tenth lies beyond it on either side
_TWO, _POINTS = Decimal(2), Decimal("0.001")


class Standing(StrEnum):
    """Where the ratio stands beside the article's."""

    WITHIN = "within_the_article"
    NEAR = "near_the_article"
    FAR = "far_from_the_article"  # warned of: look at the lines and at the share that is carried over
    NONE = "nothing_to_compare"  # one report alone has no second project beside it


@frozen(kw_only=True)
class Totals:
    """What the lines come to; `combined` and `separate` are about the two reports, ISO 42001 is beside."""

    by_tag: Mapping[Tag, Range]
    total: Range
    combined: Range
    separate: Range
    carry_over: Decimal
    ratio: Decimal | None
    standing: Standing
    expected: Decimal  # the mean: figures run over rather than under, so that it lies above the likeliest
    p10: Decimal  # where lines vary independently
    p90: Decimal

    @property
    def saved(self) -> Decimal:
        """What one programme saves, by the likeliest figures."""
        return self.separate.likely - self.combined.likely

    def alone(self, tag: Tag) -> Range:
        """What one of the two reports costs with no other beside it."""
        return self.by_tag[tag] + self.by_tag[Tag.SHARED]

    def later(self, tag: Tag) -> tuple[Range, Range]:
        """What a report costs that is added later: all shared work reused, or as much as two projects reuse.

        `carry_over` is the share of shared work that a second, separate project would reuse anyway.
        """
        again = self.by_tag[Tag.SHARED].scaled(1 - self.carry_over)
        return self.by_tag[tag], self.by_tag[tag] + again


def totals(lines: Iterable[CostLine], carry_over: Decimal) -> Totals:
    """combined = soc2 + iso27001 + shared; separate = soc2 + iso27001 + shared x (2 - carry_over).

    Optional lines are counted nowhere. `carry_over` is between 0 and 1.
    """
    if not 0 <= carry_over <= 1:
        raise ValueError(f"{carry_over}: the share that is carried over is between 0 and 1")
    counted = [one for one in lines if not one.optional]
    by_tag = {tag: sum_of(one.amount for one in counted if one.tag is tag) for tag in Tag}
    own = by_tag[Tag.SOC2] + by_tag[Tag.ISO27001]
    combined = own + by_tag[Tag.SHARED]
    separate = own + by_tag[Tag.SHARED].scaled(_TWO - carry_over)
    both = NOTHING not in (by_tag[Tag.SOC2], by_tag[Tag.ISO27001])
    ratio = (
        (combined.likely / separate.likely).quantize(_POINTS, ROUND_HALF_UP)
        if both and separate.likely
        else None
    )
    mean = sum((one.amount.mean for one in counted), Decimal(0))
    wide = NEAREST_DECILE * sum((one.amount.variance for one in counted), Decimal(0)).sqrt()
    return Totals(
        by_tag=by_tag,
        total=combined + by_tag[Tag.ISO42001],
        combined=combined,
        separate=separate,
        carry_over=carry_over,
        ratio=ratio,
        standing=standing(ratio),
        expected=mean,
        p10=max(mean - wide, Decimal(0)),
        p90=mean + wide,
    )


def standing(ratio: Decimal | None) -> Standing:
    """Where a ratio stands: within 0.65-0.75, within 0.60-0.80, or beyond."""
    if ratio is None:
        return Standing.NONE
    if ARTICLE[0] <= ratio <= ARTICLE[1]:
        return Standing.WITHIN
    return Standing.NEAR if BELIEVABLE[0] <= ratio <= BELIEVABLE[1] else Standing.FAR
