"""The price of another order in words: each end, money where there is a figure, bookings, the first end."""

from datetime import date
from decimal import Decimal

from tests.each import each

from dualtrack.app.programme.order_words import gap_text, price_lines
from dualtrack.domain.programme.organisation import Sequencing
from dualtrack.domain.programme.plan.bookings import BookingToMove
from dualtrack.domain.programme.plan.order_price import EndMoved, OrderCost, OrderPrice

DAY = date(2028, 3, 15)
BODY = BookingToMove(
    framework="iso27001",
    firm="CB",
    starts_on=date(2028, 1, 4),
    ends_on=date(2028, 2, 9),
    would_start=date(2028, 2, 24),
    would_end=date(2028, 3, 31),
)


def price(*ends: EndMoved, bookings: tuple[BookingToMove, ...] = ()) -> OrderPrice:
    return OrderPrice(instead_of=Sequencing.ISO_FIRST, ends=ends, bookings=bookings)


def cost(before: str, after: str) -> OrderCost:
    return OrderCost(currency="EUR", before=Decimal(before), after=Decimal(after))


def test_no_price_has_no_words() -> None:
    assert price_lines(None, None) == ()


@each(
    ("after", "text"),
    [
        (DAY, "SOC 2 report: the same day, 2028-03-15."),
        (date(2028, 3, 16), "SOC 2 report: 1 day later, on 2028-03-16 instead of 2028-03-15."),
        (date(2028, 3, 31), "SOC 2 report: 16 days later, on 2028-03-31 instead of 2028-03-15."),
        (date(2028, 3, 14), "SOC 2 report: 1 day earlier, on 2028-03-14 instead of 2028-03-15."),
        (date(2028, 2, 10), "SOC 2 report: 34 days earlier, on 2028-02-10 instead of 2028-03-15."),
    ],
)
def test_an_end_is_told_in_days(after: date, text: str) -> None:
    assert price_lines(price(EndMoved(end="soc2_report", before=DAY, after=after)), None)[0] == text


@each(
    ("found", "text"),
    [
        (None, "Nobody has said yet what the costs rest on, so the price has no amount of money."),
        (
            cost("180722.50", "183000"),
            "It costs 2,278 EUR more: 183,000 instead of 180,722 (half of the simulated runs).",
        ),
        (
            cost("183000", "180000"),
            "It costs 3,000 EUR less: 180,000 instead of 183,000 (half of the simulated runs).",
        ),
        (
            cost("180000", "180000.3"),
            "The cost is the same by both orders: 180,000 EUR (half of the simulated runs).",
        ),
    ],
)
def test_money_is_told_or_said_to_be_missing(found: OrderCost | None, text: str) -> None:
    assert price_lines(price(), found) == (text, "No booking has to move.")
    assert price_lines(price(), found, costs_seen=False) == ("No booking has to move.",)


def test_bookings_are_listed_with_the_days_in_their_place() -> None:
    assert price_lines(price(bookings=(BODY, BODY)), None)[-1] == (
        "These bookings have to move: ISO 27001, booked 2028-01-04 to 2028-02-09, would be 2028-02-24 to "
        "2028-03-31; ISO 27001, booked 2028-01-04 to 2028-02-09, would be 2028-02-24 to 2028-03-31."
    )


@each(
    ("certificate", "text"),
    [
        (DAY, "By these dates the certificate and the SOC 2 report come on the same day."),
        (date(2028, 3, 14), "By these dates the certificate comes 1 day before the SOC 2 report."),
        (date(2028, 2, 14), "By these dates the certificate comes 30 days before the SOC 2 report."),
        (date(2028, 3, 16), "By these dates the SOC 2 report comes 1 day before the certificate."),
        (date(2028, 5, 5), "By these dates the SOC 2 report comes 51 days before the certificate."),
    ],
)
def test_the_dates_say_which_end_comes_first(certificate: date, text: str) -> None:
    assert gap_text({"soc2_report": DAY, "certificate": certificate}) == text


def test_one_end_is_before_no_other() -> None:
    assert gap_text({"soc2_report": DAY}) == ""
