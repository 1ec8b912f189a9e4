"""Why a fact about costs is refused: each rule with its code; words are made at the edge."""

from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum

from attrs import evolve

from dualtrack.domain.programme.cost.audit_days import Profile, complexity, wrong
from dualtrack.domain.programme.cost.facts import CostActual, CostBasis, CostLineSet, CostQuote
from dualtrack.domain.risks.fault import Fault, fault

_LETTERS = 3
LARGEST = Decimal(10) ** 10


class CostFault(StrEnum):
    """What is wrong."""

    CURRENCY_SHAPE = "currency_is_not_three_letters"
    QUOTE_RATE = "quote_rate_out_of_range"
    RATE_NEEDLESS = "quote_rate_without_another_currency"
    CURRENCY_HELD = "currency_is_settled_by_amounts"
    RATE = "dollar_rate_out_of_range"
    DOLLAR = "dollar_is_not_one_dollar"
    CARRY_OVER = "carry_over_out_of_range"
    COUNT = "count_below_one"
    ORDER = "amounts_out_of_order"
    AMOUNT = "amount_out_of_range"
    NO_REASON = "cost_needs_a_reason"
    NO_LINE = "unknown_cost_line"
    NO_FIRM = "quote_without_a_firm"
    ENDS_EARLY = "quote_ends_before_it_came"
    AHEAD = "spent_in_the_future"
    NO_DAYS_REASON = "reduction_without_its_reason"
    SITES_DIFFER = "persons_at_sites_do_not_fit_the_sites"


def basis_faults(basis: CostBasis, held: str | None) -> tuple[Fault, ...]:
    """Faults of a basis; `held` is the currency in which amounts are on record, if there are any."""
    found = list(_currency(basis.currency, "currency"))
    if not found and held is not None and basis.currency != held:
        found.append(fault(CostFault.CURRENCY_HELD, "currency", came=basis.currency, held=held))
    if not 0 < basis.per_dollar < LARGEST:
        found.append(fault(CostFault.RATE, "per_dollar", came=basis.per_dollar))
    elif basis.currency == "USD" and basis.per_dollar != 1:
        found.append(fault(CostFault.DOLLAR, "per_dollar", came=basis.per_dollar))
    if not 0 <= basis.carry_over <= 1:
        found.append(fault(CostFault.CARRY_OVER, "carry_over", came=basis.carry_over))
    found += [
        fault(CostFault.COUNT, name, came=getattr(basis, name))
        for name in ("persons", "sites", "countries")
        if getattr(basis, name) < 1
    ]
    if basis.budget is not None:
        found += _amount(basis.budget, "budget")
    found += days_faults(basis.persons, basis.sites, basis.profile)
    found += _reason(basis.reason)
    return tuple(found)


_NAMED = {"sites": "site_persons"}  # of the profile: beside the number of sites it has another name


def days_faults(persons: int, sites: int, profile: Profile) -> Iterator[Fault]:
    """What no audit days can be reckoned from, each reduction without its reason, sites that do not fit."""
    for one in wrong(max(persons, 1), profile):
        yield evolve(one, field=_NAMED.get(one.field, one.field))
    yield from _unreasoned(profile)
    if profile.sites and len(profile.sites) != sites - 1:
        yield fault(
            CostFault.SITES_DIFFER,
            "site_persons",
            came=len(profile.sites),
            sites=sites,
            further=max(sites - 1, 0),
        )


def _unreasoned(profile: Profile) -> Iterator[Fault]:
    """Each reduction of the table that has no reason (ISO/IEC 27006-1:2024, C.3.5)."""
    change, groups = complexity(profile), ", ".join(str(one) for one in profile.alike)
    for lowers, name, came in (
        (change < 0, "why_complexity", f"{change} %"),
        (bool(groups), "why_alike", groups),
        (profile.integration > 0, "why_integration", f"-{profile.integration} %"),
    ):
        if lowers and not getattr(profile, name).strip():
            yield fault(CostFault.NO_DAYS_REASON, name, came=came)


def line_faults(edit: CostLineSet, known: Collection[str]) -> tuple[Fault, ...]:
    """Faults of a line that somebody sets: one of ours, or one of their own with a title."""
    found = []
    if edit.id not in known and not edit.title.strip():
        found.append(fault(CostFault.NO_LINE, "line", came=edit.id))
    for name in ("low", "likely", "high"):
        found += _amount(getattr(edit, name), name)
    if not found and not edit.low <= edit.likely <= edit.high:
        found.append(fault(CostFault.ORDER, "low", low=edit.low, likely=edit.likely, high=edit.high))
    found += _reason(edit.reason)
    return tuple(found)


def quote_faults(quote: CostQuote, currency: str, known: Collection[str]) -> tuple[Fault, ...]:
    """Faults of a quote; one in another currency than the programme's may have a rate."""
    found = list(_line(quote.line, known))
    if not quote.firm.strip():
        found.append(fault(CostFault.NO_FIRM, "firm"))
    found += _currency(quote.currency, "currency")
    found += _rate(quote, currency)
    found += _amount(quote.amount, "amount")
    if quote.valid_until is not None and quote.valid_until < quote.received_on:
        found.append(
            fault(CostFault.ENDS_EARLY, "valid_until", until=quote.valid_until, came=quote.received_on)
        )
    return tuple(found)


def actual_faults(actual: CostActual, today: date, known: Collection[str]) -> tuple[Fault, ...]:
    """Faults of what was spent."""
    found = [*_line(actual.line, known), *_amount(actual.amount, "amount")]
    if actual.spent_on > today:
        found.append(fault(CostFault.AHEAD, "spent_on", came=actual.spent_on, today=today))
    return tuple(found)


def _currency(text: str, field: str) -> Iterator[Fault]:
    if len(text) != _LETTERS or not (text.isascii() and text.isalpha() and text.isupper()):
        yield fault(CostFault.CURRENCY_SHAPE, field, came=text)


def _rate(quote: CostQuote, currency: str) -> Iterator[Fault]:
    if quote.rate is None:
        return
    if not (quote.rate.is_finite() and 0 < quote.rate < LARGEST):
        yield fault(CostFault.QUOTE_RATE, "rate", came=quote.rate, currency=currency, of=quote.currency)
    elif quote.currency == currency:
        yield fault(CostFault.RATE_NEEDLESS, "rate", came=quote.rate, currency=currency)


def _amount(amount: Decimal, field: str) -> Iterator[Fault]:
    if not (amount.is_finite() and 0 <= amount < LARGEST):
        yield fault(CostFault.AMOUNT, field, came=amount)


def _line(line: str, known: Collection[str]) -> Iterator[Fault]:
    if line not in known:
        yield fault(CostFault.NO_LINE, "line", came=line)


def _reason(text: str) -> Iterator[Fault]:
    if not text.strip():
        yield fault(CostFault.NO_REASON, "reason")
