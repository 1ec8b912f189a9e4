"""What ISO/IEC 42001 adds to the costs: its own lines, and the hours of its tasks in the plan."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from attrs import frozen

from dualtrack.domain.programme.cost.estimate import Basis, Hours, estimate
from dualtrack.domain.programme.cost.forecast import Forecast
from dualtrack.domain.programme.cost.line import CostLine, Kind, Mark, Tag, working
from dualtrack.domain.programme.cost.range import NOTHING, Range, sum_of
from dualtrack.domain.programme.cost.starter import CostStarter, Size, StarterHours


@frozen(kw_only=True)
class AddedCost:
    """The lines that a layered framework adds, in one currency."""

    currency: str
    rows: tuple[Forecast, ...]  # each line with its quotes and what was spent

    @property
    def total(self) -> Range:
        """All that counts; an option is priced and not counted."""
        return sum_of(one.line.amount for one in self.rows if not one.line.optional)


def layer_lines(starter: CostStarter, basis: Basis, hours: Mapping[str, Hours]) -> tuple[CostLine, ...]:
    """The lines of the layered framework: as estimated but for hours, which are those of its tasks by role.

    `basis` names the frameworks that the lines are of; `hours` are those of the plan, written down for a
    mid-sized organisation, and follow the table's sizes as those of the whole plan do.
    """
    own = (one for one in estimate(starter, basis) if one.tag is Tag.ISO42001)
    bought = (one for one in own if one.kind is not Kind.INTERNAL_HOURS)
    return (*bought, *_hours(starter, basis, hours))


def _hours(starter: CostStarter, basis: Basis, hours: Mapping[str, Hours]) -> Iterator[CostLine]:
    table = {one.role: one for one in starter.hours}
    for role, given in hours.items():
        held = table.get(role)
        amount = Range(*given).scaled(_share(held, starter.size(basis.persons)))
        if amount == NOTHING:
            continue
        rate = (starter.other_rate if held is None else held.rate) * basis.per_dollar
        yield CostLine(
            id=f"hours.{role}.{Tag.ISO42001.value}",
            title="internal_hours",
            tag=Tag.ISO42001,
            kind=Kind.INTERNAL_HOURS,
            amount=amount.scaled(rate).whole(),
            mark=Mark.PLAN,
            role=role,
            hours=amount.whole(),
            rate=rate,
            how=(working("hours_from_plan"),),
        )


def _share(held: StarterHours | None, size: Size) -> Decimal:
    """How the table's hours of a size stand to those of a mid-sized organisation."""
    sizes = None if held is None else held.hours.get(Tag.ISO42001)
    mid = Decimal(0) if sizes is None else sizes[Size.MID].likely
    return Decimal(1) if sizes is None or not mid else sizes[size].likely / mid
