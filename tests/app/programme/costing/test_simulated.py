"""The costs of a plan's runs in a home: by the basis on record, exact, nothing where nobody stated one."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from attrs import evolve
from tests.app.conftest import viewer
from tests.app.programme.costing.stated import TODAY, accept, offer, pay, put, state
from tests.conftest import NOW

from dualtrack.app.ledger import clock
from dualtrack.app.ledger.home import Home
from dualtrack.app.programme import advising
from dualtrack.app.programme.costing.queries import Costing, Source, costing
from dualtrack.app.programme.costing.simulated import CostForecast, cost_forecast, costs_of
from dualtrack.app.programme.forecasting import forecast, variants
from dualtrack.app.programme.planning import Asked, Planned, planned
from dualtrack.app.programme.queries import When
from dualtrack.domain.programme.advice.answers import Answers
from dualtrack.domain.programme.cost.line import Tag
from dualtrack.domain.programme.plan.schedule import FINISHES

pytestmark = pytest.mark.usefixtures("programme")
WHEN = When(as_of=TODAY)


@pytest.fixture(autouse=True)
def now(programme: Home) -> None:
    """The clock of the test stands at NOW."""
    clock.move(NOW)


def plan(**asked: str) -> Planned:
    return planned(viewer("alice"), WHEN, Asked(**asked))  # type: ignore[arg-type]  # a profile


def costs(held: Planned | None = None) -> Costing:
    found = costs_of(viewer("alice"), held or plan())
    assert found is not None
    return found


def told(runs: int = 300) -> CostForecast:
    held = plan()
    found = forecast(held, costs(held), runs=runs).cost
    assert found is not None
    return found


def test_while_nobody_stated_a_basis_nothing_is_invented() -> None:
    assert costs().source is Source.NOBODY
    assert forecast(plan(), costs(), runs=10).cost is None


def test_who_may_not_see_costs_is_given_none() -> None:
    assert costs_of(viewer("bob"), plan()) is None
    assert cost_forecast(None, plan().plan, forecast(plan(), None, runs=10).outcome) is None


def test_the_answers_of_the_last_advice_are_a_basis_that_is_named() -> None:
    answers = Answers(headcount=90)
    advice = advising.advised(viewer("alice"), WHEN, answers)
    advising.give(viewer("alice"), now=NOW, today=TODAY, answers=answers, advice=advice)
    assert told().source is Source.ADVICE
    assert (told().currency, costs().basis.persons) == ("USD", 90)


def test_the_sums_lie_around_the_estimate_and_are_the_same_every_time() -> None:
    state()
    one = told()
    assert one == told()
    assert one.amount(10) < one.amount(50) < one.amount(90)
    mean = costs().totals.expected
    assert one.amount(10) < mean < one.amount(90)
    assert {Tag.SOC2, Tag.ISO27001, Tag.SHARED} == set(one.spending.by_tag)
    assert one.amount(50).as_tuple().exponent == -2  # cents


def test_budget_and_outlook_have_their_chance() -> None:
    state(budget=Decimal(10))
    found = told()
    assert (found.budget, found.chance(Decimal(10))) == (10, 0)
    assert found.outlook == costs().outlook
    assert found.chance(found.outlook) < 0.1  # the likeliest of each, and lines run over rather than under
    assert 0.3 < found.chance(costs().totals.expected) < 0.7
    assert found.chance(Decimal(10**9)) == 1


def test_an_accepted_quote_takes_its_doubt_out_of_the_sum() -> None:
    state()
    wide = told()
    accept(offer().id)
    sure = told()
    assert "cpa_type2" in {one.line for one in wide.spending.drivers}
    assert "cpa_type2" not in {one.line for one in sure.spending.drivers}
    assert sure.amount(90, Tag.SOC2) - sure.amount(10, Tag.SOC2) < 0.5 * float(
        wide.amount(90, Tag.SOC2) - wide.amount(10, Tag.SOC2)
    )


def test_what_was_spent_beside_the_lines_counts_in_every_run() -> None:
    state()
    pay(900)
    before = told()
    put(dropped=True)
    after = told()
    assert costs().off == 900
    assert min(after.spending.total) > 900 * 100
    assert after.amount(50) < before.amount(50)


def test_drivers_are_named_with_whom_they_serve() -> None:
    state()
    found = told()
    assert all(one.line in found.lines for one in found.spending.drivers)
    assert found.lines["hours.management.shared"] == "Hours inside: management (Shared by both)"


def sides(held: Planned) -> Iterator[tuple[str, int, CostForecast, Planned]]:
    mine = costs(held)
    for one in variants(viewer("alice"), WHEN):
        found = forecast(one, mine, runs=200).cost
        assert found is not None
        yield one.choices.sequencing.value, one.choices.period_months, found, one


def test_a_longer_period_costs_more_in_either_order() -> None:
    state()
    found = {(order, months): cost for order, months, cost, _ in sides(plan())}
    for order in ("iso-first", "soc2-first"):
        three, six, twelve = (found[order, months].amount(50) for months in (3, 6, 12))
        assert three < six < twelve


def test_plans_beside_each_other_differ_in_what_hangs_on_time_alone() -> None:
    state()
    shares = {
        months: {tag: cost.amount(50, tag) for tag in (Tag.SOC2, Tag.ISO27001)}
        for order, months, cost, _ in sides(plan())
        if order == "iso-first"
    }
    assert shares[6][Tag.SOC2] < shares[12][Tag.SOC2]  # hours of the longer period, which is SOC 2's
    assert shares[12][Tag.SOC2] / shares[6][Tag.SOC2] < Decimal("1.4")
    assert shares[6][Tag.ISO27001] == shares[12][Tag.ISO27001]


def test_another_profile_has_the_lines_of_its_own_reports() -> None:
    state()
    alone = costs(plan(profile="soc2-only"))
    assert {one.line.tag for one in alone.rows} == {Tag.SOC2, Tag.SHARED}
    assert costing(viewer("alice"), WHEN).rows == costs().rows


def test_the_tooling_is_for_the_months_of_the_plan_as_drawn() -> None:
    state()
    held = costs()
    tooling = next(one.line for one in held.rows if one.line.id == "tooling")
    assert held.drawn == plan().as_drawn
    last = max(day for day in map(held.drawn.finish, FINISHES) if day is not None)
    assert tooling.months is not None
    assert (tooling.months - 1) * 30 < (last - held.drawn.choices.start).days < tooling.months * 31
    assert evolve(tooling, months=None) != tooling
