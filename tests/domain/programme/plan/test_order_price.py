"""The price of another order: days of each end, bookings that have to move, and which end comes first."""

from datetime import date
from decimal import Decimal

from tests.domain.programme.plan.making import planned
from tests.domain.programme.plan.test_bookings import BODY, CPA, drawn
from tests.each import each

from dualtrack.domain.programme.organisation import Sequencing
from dualtrack.domain.programme.plan.comparison import finishes
from dualtrack.domain.programme.plan.order_price import (
    OrderCost,
    certificate_after_report,
    order_price,
)

DAY = date(2027, 3, 10)


def test_each_end_is_told_by_both_orders_with_the_days_between() -> None:
    before, after = planned(), planned(sequencing=Sequencing.SOC2_FIRST)
    price = order_price(before, after, ())
    assert price.instead_of is Sequencing.ISO_FIRST
    assert {one.end: one.before for one in price.ends} == finishes(before)
    assert {one.end: one.after for one in price.ends} == finishes(after)
    by_end = {one.end: one.days for one in price.ends}
    assert by_end["soc2_report"] < 0 < by_end["certificate"]
    assert price.bookings == ()


def test_bookings_that_the_other_order_cannot_keep_are_part_of_the_price() -> None:
    before = drawn(BODY, CPA)
    price = order_price(before, drawn(BODY, CPA, sequencing=Sequencing.SOC2_FIRST), (BODY, CPA))
    assert [one.framework for one in price.bookings] == ["iso27001"]
    assert {one.end: one.days for one in price.ends}["soc2_report"] == 0  # booked, so no day is won


def test_the_same_order_costs_nothing() -> None:
    price = order_price(drawn(BODY, CPA), drawn(BODY, CPA), (BODY, CPA))
    assert ({one.days for one in price.ends}, price.bookings) == ({0}, ())


@each(
    ("ends", "days"),
    [
        ({"soc2_report": DAY, "certificate": DAY}, 0),
        ({"soc2_report": DAY, "certificate": date(2027, 3, 12)}, 2),
        ({"soc2_report": DAY, "certificate": date(2027, 2, 28)}, -10),
        ({"soc2_report": DAY}, None),
        ({"certificate": DAY, "last_audit_day": DAY}, None),
    ],
)
def test_the_certificate_comes_so_many_days_after_the_report(ends: dict[str, date], days: int | None) -> None:
    assert certificate_after_report(ends) == days


def test_a_cost_says_how_much_more_it_is() -> None:
    assert OrderCost(currency="EUR", before=Decimal(100), after=Decimal("90.5")).difference == Decimal("-9.5")
