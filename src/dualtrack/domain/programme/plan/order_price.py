"""What it costs to change the order of the audits: days of each end, money, bookings that have to move."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from attrs import frozen

from dualtrack.domain.programme.organisation import Sequencing
from dualtrack.domain.programme.plan.bookings import BookedAudit, BookingToMove, to_move
from dualtrack.domain.programme.plan.comparison import finishes
from dualtrack.domain.programme.plan.schedule import CERTIFICATE, FINISHES, SOC2_REPORT, Plan


@frozen(kw_only=True)
class EndMoved:
    """One end of the plan by the order in force and by the other."""

    end: str
    before: date
    after: date

    @property
    def days(self) -> int:
        """How many days later it comes; negative where it comes earlier."""
        return (self.after - self.before).days


@frozen(kw_only=True)
class OrderPrice:
    """What another order does to the dates: against which, each end, and the bookings that cannot stay."""

    instead_of: Sequencing
    ends: tuple[EndMoved, ...]
    bookings: tuple[BookingToMove, ...]


@frozen(kw_only=True)
class OrderCost:
    """What the programme costs by both orders: what half of the simulated runs stay within."""

    currency: str
    before: Decimal
    after: Decimal

    @property
    def difference(self) -> Decimal:
        """How much more the other order costs; negative where it costs less."""
        return self.after - self.before


def order_price(before: Plan, after: Plan, booked: Iterable[BookedAudit]) -> OrderPrice:
    """The price in dates of the order of `after`, against the plan that runs by the order of `before`."""
    old, new = finishes(before), finishes(after)
    return OrderPrice(
        instead_of=before.choices.sequencing,
        ends=tuple(
            EndMoved(end=name, before=old[name], after=new[name])
            for name in FINISHES
            if name in old and name in new
        ),
        bookings=to_move(after, booked),
    )


def certificate_after_report(ends: Mapping[str, date]) -> int | None:
    """How many days after the SOC 2 report the certificate comes; negative before it; none without both."""
    if SOC2_REPORT not in ends or CERTIFICATE not in ends:
        return None
    return (ends[CERTIFICATE] - ends[SOC2_REPORT]).days
