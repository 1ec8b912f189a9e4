"""All that is wrong with answers, at once: the field, what came, what was expected."""

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.programme.advice.answers import Answers, Market

SHORTEST, LONGEST = 3, 12  # months of an observation period that auditors sell (Vanta, AssuranceLab)
MOST_PERSONS, MOST_SITES, MOST_COUNTRIES = 100_000, 10_000, 200
_WHOLE = 100
_LETTERS = 3


class Expected(StrEnum):
    """What a field is expected to hold; the words are made at the edge."""

    NUMBER = "whole_number_between"
    CURRENCY = "three_capital_letters"
    POSITIVE = "amount_above_nothing"
    NOT_NEGATIVE = "amount_not_negative"
    ONE_DOLLAR = "one_dollar_is_one"
    ENOUGH_SITES = "as_many_sites_as_countries"
    ONCE = "each_once"
    MARKET = "a_market"


@frozen(kw_only=True)
class AnswerFault:
    """One field that cannot be used."""

    field: str
    came: str
    expected: Expected
    params: tuple[tuple[str, str], ...] = ()


def answer_faults(answers: Answers) -> tuple[AnswerFault, ...]:
    """Every fault; none when the advice can be given."""
    return (*_numbers(answers), *_money(answers), *_together(answers))


def _numbers(answers: Answers) -> Iterator[AnswerFault]:
    yield from _between("headcount", answers.headcount, 1, MOST_PERSONS)
    yield from _between("sites", answers.sites, 1, MOST_SITES)
    yield from _between("countries", answers.countries, 1, MOST_COUNTRIES)
    if answers.us_revenue_percent is not None:
        yield from _between("us_revenue_percent", answers.us_revenue_percent, 0, _WHOLE)
    if answers.period_months is not None:
        yield from _between("period_months", answers.period_months, SHORTEST, LONGEST)
    for name in ("entering", "exists", "commits_to"):
        held = getattr(answers, name)
        twice = sorted({str(one) for one in held if held.count(one) > 1})
        if twice:
            yield AnswerFault(field=name, came=", ".join(twice), expected=Expected.ONCE)


def _between(name: str, came: int, low: int, high: int) -> Iterator[AnswerFault]:
    if not low <= came <= high:
        params = (("low", str(low)), ("high", str(high)))
        yield AnswerFault(field=name, came=str(came), expected=Expected.NUMBER, params=params)


def _money(answers: Answers) -> Iterator[AnswerFault]:
    text = answers.currency
    if len(text) != _LETTERS or not (text.isascii() and text.isalpha() and text.isupper()):
        yield AnswerFault(field="currency", came=text, expected=Expected.CURRENCY)
    rate = answers.per_dollar
    if not rate.is_finite() or rate <= 0:
        yield AnswerFault(field="per_dollar", came=str(rate), expected=Expected.POSITIVE)
    elif (text == "USD") is not (rate == 1):
        yield AnswerFault(
            field="per_dollar",
            came=str(rate),
            expected=Expected.ONE_DOLLAR,
            params=(("currency", text),),
        )
    stake = answers.revenue_at_stake
    if stake is not None and not (stake.is_finite() and stake >= Decimal(0)):
        yield AnswerFault(field="revenue_at_stake", came=str(stake), expected=Expected.NOT_NEGATIVE)


def _together(answers: Answers) -> Iterator[AnswerFault]:
    if answers.countries > answers.sites >= 1:
        yield AnswerFault(
            field="sites",
            came=str(answers.sites),
            expected=Expected.ENOUGH_SITES,
            params=(("countries", str(answers.countries)),),
        )
    if answers.ahead_of_demand and not answers.markets:
        yield AnswerFault(
            field="entering", came="none", expected=Expected.MARKET, params=(("markets", ", ".join(Market)),)
        )
