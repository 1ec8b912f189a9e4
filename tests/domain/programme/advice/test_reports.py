"""Which reports: what is asked for firmly, what is held, and never speculation."""

from datetime import date
from decimal import Decimal

from hypothesis import given as any_of
from tests.domain.programme.advice.asked import (
    ANSWERS,
    COSTS,
    DEMANDS,
    ISO,
    MANY,
    PLANS,
    SOC2,
    SOME,
    TODAY,
    codes,
    demand,
    given,
)

from dualtrack.domain.programme.advice.advise import advise
from dualtrack.domain.programme.advice.answers import Ai, Answers, Existing, Market
from dualtrack.domain.programme.advice.demands import asking, open_demands
from dualtrack.domain.programme.advice.statement import Topic
from dualtrack.domain.registers.customers import Asked, Demand

_ASKED = {Asked.SOC2_TYPE_1: {"soc2"}, Asked.SOC2_TYPE_2: {"soc2"}, Asked.ISO27001: {"iso27001"}}


def test_both_where_both_are_asked_for() -> None:
    found = given(SOC2, ISO)
    assert found.recommendation == "both"
    (first, *_) = found.about(Topic.REPORTS)
    assert codes(first.because) == ["demand", "demand", "one_system_two_reports"]
    assert dict(first.because[1].params)["id"] == "DEM-2"


def test_a_customer_who_only_wants_soc2_gets_soc2_only_and_the_door_stays_open() -> None:
    found = given(SOC2)
    assert found.recommendation == "soc2_only"
    assert codes(found.about(Topic.LATER)) == ["door_open", "later_costs", "delta_shown"]
    assert "not_on_speculation" in codes(found.about(Topic.REPORTS)[0].because)


def test_only_iso_is_answered_with_iso_only() -> None:
    found = given(ISO)
    assert (found.recommendation, found.period_months, found.categories) == ("iso27001_only", None, ())
    assert dict(found.about(Topic.LATER)[0].params) == {"report": "iso27001", "other": "soc2"}


def test_nobody_asks_so_neither_yet() -> None:
    found = given()
    assert (found.recommendation, found.first, found.profile) == ("neither_yet", None, None)
    assert codes(found.about(Topic.DECIDE)) == ["enter_demands"]
    assert found.about(Topic.COST) == ()


def test_a_customer_who_takes_the_other_instead_asks_for_no_second_report() -> None:
    flexible = demand(3, Asked.ISO27001, accepts_other=True)
    assert given(SOC2, flexible).recommendation == "soc2_only"
    assert given(SOC2, demand(3, Asked.ISO27001, accepts_other=None)).recommendation == "both"


def test_where_each_takes_either_what_more_hangs_on_decides() -> None:
    small = demand(3, Asked.SOC2_TYPE_2, accepts_other=True, revenue=Decimal(1000), currency="USD")
    large = demand(4, Asked.ISO27001, accepts_other=True, revenue=Decimal(9000), currency="USD")
    assert given(small, large).recommendation == "iso27001_only"
    assert given(demand(5, Asked.EITHER)).recommendation == "soc2_only"  # the market that it sells to
    assert given(demand(5, Asked.EITHER), us_revenue_percent=10).recommendation == "iso27001_only"


def test_revenue_in_another_currency_is_named_and_not_compared() -> None:
    euro = demand(3, Asked.SOC2_TYPE_2, revenue=Decimal(5000), currency="EUR")
    found = given(euro).about(Topic.REPORTS)
    assert "revenue_not_compared" in codes(found)
    assert "revenue_hangs_on_it" not in codes(found)


def test_what_is_held_is_kept() -> None:
    assert given(ISO, exists=(Existing.SOC2_TYPE_2,)).recommendation == "both"
    found = given(exists=(Existing.SOC2_TYPE_2,))
    assert (found.recommendation, found.profile) == ("soc2_only", None)
    assert codes(found.about(Topic.DURATION)) == ["nothing_to_start"]


def test_ahead_of_demand_only_for_both_markets() -> None:
    both = given(ahead_of_demand=True, us_revenue_percent=100, entering=(Market.INTERNATIONAL,))
    assert both.recommendation == "both"
    one = given(ahead_of_demand=True, us_revenue_percent=100)
    assert one.recommendation == "neither_yet"


def test_42001_only_with_ai_that_is_material_and_on_an_isms() -> None:
    assert given(SOC2, ISO, ai_in_product=Ai.MATERIAL).iso42001
    assert not given(SOC2, ISO, ai_in_product=Ai.SOME).iso42001
    alone = given(SOC2, ai_in_product=Ai.MATERIAL)
    assert not alone.iso42001
    assert "iso42001_after_isms" in codes(alone.about(Topic.REPORTS))


def test_a_demand_that_is_answered_retired_or_not_raised_yet_is_no_ground() -> None:
    over = [
        demand(1, Asked.ISO27001, answered_on=TODAY),
        demand(2, Asked.ISO27001, retired_on=date(2027, 1, 1)),
        demand(3, Asked.ISO27001, raised_on=date(2027, 1, 5)),
    ]
    assert open_demands(over, TODAY) == ()
    assert open_demands([demand(1, Asked.ISO27001, answered_on=date(2027, 1, 5))], TODAY)


def test_a_customer_who_asks_for_both_accepts_neither_alone() -> None:
    found = asking([demand(1, Asked.BOTH, accepts_other=True)])
    assert [len(found.firm[report]) for report in ("soc2", "iso27001")] == [1, 1]


@SOME
@any_of(ANSWERS, MANY, DEMANDS)
def test_one_more_demand_for_a_report_never_takes_it_out(
    answers: Answers, demands: list[Demand], more: Demand
) -> None:
    rest = [one for one in demands if one.id != more.id]
    before = set(advise(answers, rest, COSTS, PLANS, as_of=TODAY).reports)
    after = set(advise(answers, [*rest, more], COSTS, PLANS, as_of=TODAY).reports)
    wanted = _ASKED.get(more.asks_for, {"soc2", "iso27001"})
    assert before & wanted <= after


@SOME
@any_of(ANSWERS, MANY)
def test_every_firm_demand_is_served(answers: Answers, demands: list[Demand]) -> None:
    found = advise(answers, demands, COSTS, PLANS, as_of=TODAY)
    held = asking(open_demands(demands, TODAY))
    assert {report for report, mine in held.firm.items() if mine} <= set(found.reports)
    assert bool(found.reports) or not held.any
