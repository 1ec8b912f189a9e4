"""What ISO/IEC 42001 adds to the costs: its own lines, and the hours of its tasks in the plan."""

from attrs import frozen

from dualtrack.domain.programme.cost.estimate import Basis, estimate
from dualtrack.domain.programme.cost.forecast import Forecast
from dualtrack.domain.programme.cost.line import CostLine, Tag
from dualtrack.domain.programme.cost.range import Range, sum_of
from dualtrack.domain.programme.cost.starter import CostStarter


@frozen(kw_only=True)
class AddedCost:
    """The lines that a layered framework adds, in one currency."""

    currency: str
    rows: tuple[Forecast, ...]  # each line with its quotes and what was spent

    @property
    def total(self) -> Range:
        """All that counts; an option is priced and not counted."""
        return sum_of(one.line.amount for one in self.rows if not one.line.optional)


def layer_lines(starter: CostStarter, basis: Basis) -> tuple[CostLine, ...]:
    """The lines of the layered framework alone, of a basis that names it and holds the hours of its tasks."""
    return tuple(one for one in estimate(starter, basis) if one.tag is Tag.ISO42001)
