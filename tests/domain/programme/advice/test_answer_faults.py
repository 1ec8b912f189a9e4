"""Answers that cannot be used: every fault at once, with the field, what came and what was expected."""

from decimal import Decimal
from typing import Any

from tests.domain.programme.advice.asked import answers
from tests.each import each

from dualtrack.domain.programme.advice.answer_faults import Expected, answer_faults
from dualtrack.domain.programme.advice.answers import Answers, Existing, Market


def test_good_answers_have_none() -> None:
    assert answer_faults(answers()) == ()
    assert answer_faults(answers(currency="EUR", per_dollar=Decimal("0.9"), sites=2, countries=2)) == ()


@each(
    ("more", "field", "expected"),
    [
        ({"headcount": 0}, "headcount", Expected.NUMBER),
        ({"us_revenue_percent": 101}, "us_revenue_percent", Expected.NUMBER),
        ({"us_revenue_percent": -1}, "us_revenue_percent", Expected.NUMBER),
        ({"period_months": 2}, "period_months", Expected.NUMBER),
        ({"period_months": 13}, "period_months", Expected.NUMBER),
        ({"countries": 2}, "sites", Expected.ENOUGH_SITES),
        ({"currency": "euros"}, "currency", Expected.CURRENCY),
        ({"currency": "EUR"}, "per_dollar", Expected.ONE_DOLLAR),
        ({"per_dollar": Decimal("0.9")}, "per_dollar", Expected.ONE_DOLLAR),
        ({"per_dollar": Decimal(0), "currency": "EUR"}, "per_dollar", Expected.POSITIVE),
        ({"revenue_at_stake": Decimal(-1)}, "revenue_at_stake", Expected.NOT_NEGATIVE),
        ({"exists": (Existing.ISMS, Existing.ISMS)}, "exists", Expected.ONCE),
        ({"us_revenue_percent": None, "ahead_of_demand": True}, "entering", Expected.MARKET),
    ],
)
def test_one_fault(more: dict[str, Any], field: str, expected: Expected) -> None:
    (found,) = (one for one in answer_faults(answers(**more)) if one.expected is expected)
    assert found.field == field


def test_all_at_once() -> None:
    wrong = Answers(headcount=0, us_revenue_percent=200, period_months=1, currency="x")
    assert [one.field for one in answer_faults(wrong)] == [
        "headcount",
        "us_revenue_percent",
        "period_months",
        "currency",
        "per_dollar",
    ]


@each(
    ("share", "entering", "markets"),
    [
        (None, (), set()),
        (0, (), {Market.INTERNATIONAL}),
        (100, (), {Market.US}),
        (50, (), set(Market)),
        (100, (Market.INTERNATIONAL,), set(Market)),
    ],
)
def test_the_markets(share: int | None, entering: tuple[Market, ...], markets: set[Market]) -> None:
    assert answers(us_revenue_percent=share, entering=entering).markets == markets
