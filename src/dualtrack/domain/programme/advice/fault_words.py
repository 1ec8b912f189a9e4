"""What is wrong with answers in one line: what came and what was expected; translated at the edge."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from dualtrack.domain.programme.advice.answer_faults import AnswerFault, Expected

EXPECTED: Mapping[Expected, str] = MappingProxyType(
    {
        Expected.NUMBER: "{came} is out of range; expected a whole number from {low} to {high}",
        Expected.CURRENCY: "{came} is no currency; expected three capital letters, such as EUR",
        Expected.POSITIVE: "{came} is no rate; expected a number above nothing",
        Expected.NOT_NEGATIVE: "{came} is below nothing; expected an amount from 0 on",
        Expected.ONE_DOLLAR: (
            "one US dollar is said to be {came} {currency}; it is 1 for USD and the rate for any other"
        ),
        Expected.ENOUGH_SITES: "sites {came}, countries {countries}; expected a site in each country",
        Expected.ONCE: "{came} stands twice; say each once",
        Expected.MARKET: "{came}; ahead of demand asks for the markets: expected of {markets}",
    }
)


def expected_text(one: AnswerFault, translate: Callable[[str], str] = str) -> str:
    """What came and what was expected."""
    return translate(EXPECTED[one.expected]).format(came=one.came, **dict(one.params))
