"""The price of another order of the audits, and which end comes first by the dates, in words."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark
from django.utils.translation import ngettext

from dualtrack.app.programme.catalogue import framework_name
from dualtrack.app.programme.plan_words import ENDS
from dualtrack.domain.programme.advice.terms import amount
from dualtrack.domain.programme.plan.bookings import BookingToMove
from dualtrack.domain.programme.plan.order_price import (
    EndMoved,
    OrderCost,
    OrderPrice,
    certificate_after_report,
)

NO_COST = mark("Nobody has said yet what the costs rest on, so the price has no amount of money.")
SAME_COST = mark("The cost is the same by both orders: {after} {currency} (half of the simulated runs).")
MORE = mark(
    "It costs {difference} {currency} more: {after} instead of {before} (half of the simulated runs)."
)
LESS = mark(
    "It costs {difference} {currency} less: {after} instead of {before} (half of the simulated runs)."
)
BOOKINGS = mark("These bookings have to move: {bookings}.")
NO_BOOKINGS = mark("No booking has to move.")


def price_lines(
    price: OrderPrice | None, cost: OrderCost | None, *, costs_seen: bool = True
) -> tuple[str, ...]:
    """The price in sentences: each end, money, bookings; nothing where the order changes nothing.

    Nothing of money for who may not see costs.
    """
    if price is None:
        return ()
    money = (_cost(cost),) if costs_seen else ()
    return (*(_end(one) for one in price.ends), *money, bookings_text(price.bookings) or _(NO_BOOKINGS))


def bookings_text(bookings: tuple[BookingToMove, ...]) -> str:
    """The bookings that a plan cannot keep, with the days that it has in their place; empty for none."""
    if not bookings:
        return ""
    return _(BOOKINGS).format(bookings="; ".join(map(_booking, bookings)))


def gap_text(ends: Mapping[str, date]) -> str:
    """By how many days the certificate comes before or after the SOC 2 report; empty without both."""
    days = certificate_after_report(ends)
    if days is None:
        return ""
    if days == 0:
        return _("By these dates the certificate and the SOC 2 report come on the same day.")
    if days < 0:
        text = ngettext(
            "By these dates the certificate comes {days} day before the SOC 2 report.",
            "By these dates the certificate comes {days} days before the SOC 2 report.",
            -days,
        )
        return text.format(days=-days)
    text = ngettext(
        "By these dates the SOC 2 report comes {days} day before the certificate.",
        "By these dates the SOC 2 report comes {days} days before the certificate.",
        days,
    )
    return text.format(days=days)


def _end(one: EndMoved) -> str:
    name = _(ENDS[one.end])
    said = name[:1].upper() + name[1:]
    if one.days == 0:
        return _("{end}: the same day, {after}.").format(end=said, after=one.after)
    later = ngettext(
        "{end}: {days} day later, on {after} instead of {before}.",
        "{end}: {days} days later, on {after} instead of {before}.",
        abs(one.days),
    )
    earlier = ngettext(
        "{end}: {days} day earlier, on {after} instead of {before}.",
        "{end}: {days} days earlier, on {after} instead of {before}.",
        abs(one.days),
    )
    text = later if one.days > 0 else earlier
    return text.format(end=said, days=abs(one.days), after=one.after, before=one.before)


def _cost(cost: OrderCost | None) -> str:
    if cost is None:
        return _(NO_COST)
    told = {"currency": cost.currency, "before": _money(cost.before), "after": _money(cost.after)}
    if _money(cost.before) == _money(cost.after):
        return _(SAME_COST).format_map(told)
    text = MORE if cost.difference > 0 else LESS
    return _(text).format(difference=_money(abs(cost.difference)), **told)


def _booking(one: BookingToMove) -> str:
    return _("{framework}, booked {first} to {last}, would be {start} to {end}").format(
        framework=framework_name(one.framework),
        first=one.starts_on,
        last=one.ends_on,
        start=one.would_start,
        end=one.would_end,
    )


def _money(value: Decimal) -> str:
    return amount(f"{value:.0f}")
