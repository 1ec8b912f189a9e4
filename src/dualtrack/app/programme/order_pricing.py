"""What the order of the audits costs: each order beside the plan, in days of each end, money and bookings."""

from attrs import frozen

from dualtrack.app.programme.costing.queries import Costing, Source
from dualtrack.app.programme.costing.simulated import costs_of
from dualtrack.app.programme.forecasting import forecast
from dualtrack.app.programme.planning import Asked, Planned, planned
from dualtrack.app.programme.queries import When
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.organisation import Sequencing, both_audits
from dualtrack.domain.programme.plan.order_price import OrderCost, OrderPrice, order_price


@frozen(kw_only=True)
class PricedOrder:
    """The programme by one order: its plan, and what changing to it costs; none for the order of the plan.

    `cost` is none for who may not see costs and while nobody has said what they rest on: `costs_seen` says
    which of the two.
    """

    held: Planned
    price: OrderPrice | None
    cost: OrderCost | None
    costs_seen: bool


def orders(viewer: Viewer, when: When) -> tuple[PricedOrder, ...]:
    """Both orders, the plan as one of them; nothing where there is one audit.

    What is booked, moved and paused is so in both.
    """
    own = planned(viewer, when)
    if not both_audits(own.choices.frameworks):
        return ()
    return tuple(priced(viewer, own, option) for option in Sequencing)


def priced(viewer: Viewer, own: Planned, option: Sequencing) -> PricedOrder:
    """One order against the plan of a day. The cost is what half of the runs of the forecast stay within."""
    costs = costs_of(viewer, own)
    if option is own.choices.sequencing:
        return PricedOrder(held=own, price=None, cost=None, costs_seen=costs is not None)
    other = planned(viewer, own.when, Asked(sequencing=option))
    return PricedOrder(
        held=other,
        price=order_price(own.plan, other.plan, other.booked),
        cost=_cost(costs, own, other),
        costs_seen=costs is not None,
    )


def _cost(costs: Costing | None, own: Planned, other: Planned) -> OrderCost | None:
    if costs is None or costs.source is Source.NOBODY:
        return None
    before, after = forecast(own, costs).cost, forecast(other, costs).cost
    if before is None or after is None:
        return None
    return OrderCost(currency=before.currency, before=before.amount(50), after=after.amount(50))
