"""The costs of the simulated runs of a plan, in amounts of the programme's currency."""

from collections.abc import Mapping
from decimal import Decimal

from attrs import field, frozen

from dualtrack.app.accounts.rights import may
from dualtrack.app.programme.cost_words import line_name
from dualtrack.app.programme.costing.queries import Costing, Source, costing
from dualtrack.app.programme.planning import Planned
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.cost.currency import digits, exactly_of
from dualtrack.domain.programme.cost.exposure import exposures
from dualtrack.domain.programme.cost.line import Tag
from dualtrack.domain.programme.plan.schedule import Plan
from dualtrack.solver.simulation import Outcome
from dualtrack.solver.spending import Spending, spend


@frozen(kw_only=True)
class CostForecast:
    """What the runs cost. `outlook`: what was spent, and the likeliest figures of the rest.

    `expected` is the mean of all lines before what was spent is counted, `budget` what the programme may
    cost: the figures of the page of the costs.
    """

    currency: str
    source: Source
    outlook: Decimal
    expected: Decimal
    budget: Decimal | None
    spending: Spending
    lines: Mapping[str, str] = field(repr=False)  # their names

    def amount(self, percent: int, tag: Tag | None = None) -> Decimal:
        """What so many of a hundred runs stay within, exact in the smallest part of the currency."""
        return exactly_of(self.spending.at(percent, tag), self.currency)

    def chance(self, most: Decimal) -> float:
        """The share of runs that cost no more."""
        return self.spending.chance(int(most.scaleb(digits(self.currency))))


def costs_of(viewer: Viewer, held: Planned) -> Costing | None:
    """The costs of a plan, for who may see them."""
    return costing(viewer, held.when, held) if may(viewer, "costs.read") else None


def cost_forecast(costs: Costing | None, plan: Plan, outcome: Outcome) -> CostForecast | None:
    """The costs of these runs; none while nobody has said what costs rest on: a figure would be invented.

    The costs may be those of another plan of the same programme, such as another order or period of it.
    """
    if costs is None or costs.source is Source.NOBODY:
        return None
    currency = costs.basis.currency
    return CostForecast(
        currency=currency,
        source=costs.source,
        outlook=costs.outlook,
        expected=costs.totals.expected,
        budget=costs.basis.budget,
        spending=spend(
            exposures(costs.rows, costs.drawn, plan), outcome, digits=digits(currency), further=costs.off
        ),
        lines={one.line.id: line_name(one.line) for one in costs.rows},
    )
