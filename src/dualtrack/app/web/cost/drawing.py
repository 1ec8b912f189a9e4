"""The small chart of both ways of paying: two bars of the same scale, tag by tag; the template writes SVG."""

from decimal import Decimal

from attrs import frozen

from dualtrack.domain.programme.cost.line import Tag
from dualtrack.domain.programme.cost.totals import Totals

WIDTH = 600
_CLASSES = {Tag.SHARED: "both", Tag.SOC2: "soc2", Tag.ISO27001: "iso27001"}


@frozen(kw_only=True)
class Part:
    """One piece of a bar."""

    tone: str
    x: str
    width: str


@frozen(kw_only=True)
class Bar:
    """One way of paying: its pieces, what they come to, and what share that is of apart."""

    code: str
    parts: tuple[Part, ...]
    amount: Decimal


def bars(totals: Totals) -> tuple[Bar, ...]:
    """Together and apart, by the likeliest figures; in "apart" shared work is paid again."""
    if totals.ratio is None or not totals.separate.likely:
        return ()
    scale = Decimal(WIDTH) / totals.separate.likely
    own = {tag: totals.by_tag[tag].likely for tag in _CLASSES}
    again = totals.by_tag[Tag.SHARED].scaled(2 - totals.carry_over).likely
    return (
        Bar(code="together", parts=_parts(own, scale), amount=totals.combined.likely),
        Bar(code="apart", parts=_parts({**own, Tag.SHARED: again}, scale), amount=totals.separate.likely),
    )


def _parts(amounts: dict[Tag, Decimal], scale: Decimal) -> tuple[Part, ...]:
    found, x = [], Decimal(0)
    for tag, amount in amounts.items():
        width = amount * scale
        found.append(Part(tone=_CLASSES[tag], x=f"{x:.1f}", width=f"{width:.1f}"))
        x += width
    return tuple(found)
