"""Which first, and which of the article's three scenarios it is."""

from datetime import date
from decimal import Decimal

from tests.domain.programme.advice.asked import ISO, SOC2, TODAY, codes, demand, given
from tests.each import each

from dualtrack.domain.programme.advice.answers import Existing, Market
from dualtrack.domain.programme.advice.order import Scenario
from dualtrack.domain.programme.advice.statement import Topic
from dualtrack.domain.programme.advice.words import reason_said, said
from dualtrack.domain.programme.organisation import Sequencing
from dualtrack.domain.registers.customers import Asked


@each(
    ("share", "first", "why"),
    [
        (100, Sequencing.SOC2_FIRST, "us_centric_rule"),
        (60, Sequencing.SOC2_FIRST, "us_centric_rule"),
        (59, Sequencing.ISO_FIRST, "international_rule"),
        (40, Sequencing.ISO_FIRST, "international_rule"),
        (0, Sequencing.ISO_FIRST, "international_rule"),
    ],
)
def test_the_market_decides(share: int, first: Sequencing, why: str) -> None:
    found = given(SOC2, ISO, us_revenue_percent=share)
    assert found.first is first
    assert why in codes(found.about(Topic.ORDER)[0].because)


def test_between_the_markets_revenue_decides_and_then_the_day() -> None:
    rich = demand(1, Asked.SOC2_TYPE_2, revenue=Decimal(9000), currency="USD")
    found = given(rich, ISO, us_revenue_percent=50)
    assert (found.first, codes(found.about(Topic.ORDER)[0].because)[0]) == (
        Sequencing.SOC2_FIRST,
        "more_revenue",
    )
    soon = demand(1, Asked.SOC2_TYPE_2, needed_by=date(2028, 1, 1))
    found = given(soon, ISO, us_revenue_percent=50)
    assert codes(found.about(Topic.ORDER)[0].because) == ["needed_first"]


def test_without_market_revenue_or_day_the_order_is_said_to_be_open() -> None:
    found = given(SOC2, ISO, us_revenue_percent=None)
    assert codes(found.about(Topic.ORDER)[0].because) == ["nothing_decides", "commercial_not_structural"]


def test_what_is_missing_comes_first() -> None:
    found = given(SOC2, ISO, exists=(Existing.SOC2_TYPE_2,))
    assert found.first is Sequencing.ISO_FIRST
    assert "missing_first" in codes(found.about(Topic.ORDER)[0].because)


def test_what_speaks_against_the_order_is_said() -> None:
    rich = demand(2, Asked.ISO27001, revenue=Decimal(9000), currency="USD", needed_by=date(2027, 9, 1))
    found = given(SOC2, rich)
    assert codes(found.about(Topic.ORDER)) == ["soc2_first", "against_revenue", "against_day"]


def test_revenue_in_several_currencies_decides_nothing_and_speaks_against_nothing() -> None:
    euro = demand(1, Asked.SOC2_TYPE_2, revenue=Decimal(9000), currency="EUR")
    dollar = demand(2, Asked.ISO27001, revenue=Decimal(10), currency="USD")
    assert codes(given(euro, dollar).about(Topic.ORDER)) == ["soc2_first"]
    found = given(euro, dollar, us_revenue_percent=50)
    assert codes(found.about(Topic.ORDER)[0].because) == ["international_share", "international_rule"]


def test_the_only_report_has_no_order() -> None:
    assert codes(given(SOC2).about(Topic.ORDER)) == ["only_one"]


@each(
    ("more", "which"),
    [
        ({"exists": (Existing.SOC2_TYPE_2,)}, Scenario.ONE),
        ({"exists": (Existing.CERTIFICATE,), "us_revenue_percent": 10}, Scenario.TWO),
        ({"exists": (Existing.ISMS,), "us_revenue_percent": 10}, Scenario.TWO),
        ({"us_revenue_percent": 80}, Scenario.ONE),
        ({"us_revenue_percent": 20}, Scenario.TWO),
        ({"us_revenue_percent": None}, Scenario.ONE),
    ],
)
def test_the_articles_scenarios(more: dict[str, object], which: Scenario) -> None:
    assert given(SOC2, ISO, **more).scenario is which


def test_the_third_scenario_is_ahead_of_demand() -> None:
    found = given(ahead_of_demand=True, us_revenue_percent=None, entering=tuple(Market))
    assert found.scenario is Scenario.THREE
    assert codes(found.about(Topic.SCENARIO)[0].because) == ["ahead_of_demand", "enters_both_markets"]


def test_one_report_is_none_of_the_three() -> None:
    assert given(SOC2).scenario is Scenario.NONE


def test_a_day_that_has_passed_is_told_as_passed() -> None:
    past = demand(2, Asked.ISO27001, needed_by=date(2026, 9, 1))
    found = given(SOC2, past)
    assert [said(one) for one in found.about(Topic.ORDER)][1:] == [
        "Against this order: ISO/IEC 27001 was needed sooner, by 2026-09-01, and that day has passed."
    ]
    (late,) = [said(one) for one in found.about(Topic.DURATION) if one.code == "day_not_reached_passed"]
    assert late.startswith(
        "DEM-2 (Customer 2) needed it by 2026-09-01: that day has passed; ISO/IEC 27001 is there about"
    )
    assert late.endswith(" Agree another day with the customer.")
    (why,) = given(past, SOC2, us_revenue_percent=50).about(Topic.ORDER)[0].because
    assert reason_said(why) == "DEM-2, Customer 2, needed it first, by 2026-09-01; that day has passed"
    today = given(SOC2, demand(2, Asked.ISO27001, needed_by=TODAY))
    assert codes(today.about(Topic.ORDER))[1:] == ["against_day"]
