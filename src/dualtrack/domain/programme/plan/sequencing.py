"""Option A or option B: which comes first is commercial, and is committed in phase 1.

Until somebody has decided, the order that the programme began with is a default of ours and no decision.
"""

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded
from dualtrack.domain.programme.organisation import Sequencing
from dualtrack.domain.programme.plan.order_price import OrderCost, OrderPrice


@recorded(
    "sequencing_decision",
    version=2,
    upcasters={1: lambda data: {**data, "price": None, "cost": None}},
)
@frozen(kw_only=True)
class SequencingDecision:
    """One decision with its reason: prepared by one person, approved by another; a later one replaces it.

    `price` and `cost` are those of the day on which it was prepared; none where it changes no order, and no
    cost where nobody had said what costs rest on.
    """

    id: str
    version: int
    option: Sequencing
    reason: str
    prepared_by: str
    prepared_on: date
    price: OrderPrice | None = None
    cost: OrderCost | None = None
    approved_by: str | None = None
    approved_on: date | None = None

    def approved(self, as_of: date) -> bool:
        """True when the approval was given by that day."""
        return self.approved_on is not None and self.approved_on <= as_of


def decision_on(decisions: Iterable[SequencingDecision], as_of: date) -> SequencingDecision | None:
    """The newest decision that was approved by that day."""
    return max((d for d in decisions if d.approved(as_of)), key=lambda d: d.version, default=None)


def sequencing_on(decisions: Iterable[SequencingDecision], default: Sequencing, as_of: date) -> Sequencing:
    """The order that the plan follows on a day."""
    found = decision_on(decisions, as_of)
    return default if found is None else found.option


@frozen
class Undecided:
    """Phase 1 ended without a decision: on which day, and how many weeks have begun since."""

    since: date
    weeks: int


def undecided(decisions: Iterable[SequencingDecision], phase_end: date, as_of: date) -> Undecided | None:
    """The finding that grows with each week; none while phase 1 runs or once it is decided.

    `phase_end` is the exclusive end of phase 1.
    """
    if as_of < phase_end or decision_on(decisions, as_of) is not None:
        return None
    return Undecided(phase_end, (as_of - phase_end).days // 7 + 1)
