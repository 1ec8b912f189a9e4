"""The example's decision and money: what was advised, what went stale, quotes and payments."""

from decimal import Decimal

import pytest

from dualtrack.app.cli.example import company
from dualtrack.app.cli.example.costs import ANSWERS, DECIDED, PAID
from dualtrack.app.cli.example.script import VIEWER
from dualtrack.app.programme import advising
from dualtrack.app.programme.costing.queries import costing
from dualtrack.app.programme.forecasting import forecast
from dualtrack.app.programme.planning import planned
from dualtrack.app.programme.queries import When
from dualtrack.domain.programme.advice.given import digest_of
from dualtrack.domain.programme.cost.line import Mark
from dualtrack.domain.programme.cost.totals import Standing

TODAY = When(as_of=company.TODAY.date())


@pytest.mark.usefixtures("example")
def test_both_were_advised_in_february_and_three_demands_reopened_it() -> None:
    given = advising.last_given(VIEWER, TODAY)
    assert given is not None
    assert (given.advice.given_on, given.advice.recommendation, given.advice.first) == (
        DECIDED,
        "both",
        "iso-first",
    )
    assert [one.demand for one in given.changes] == ["dem-bayline", "dem-hudson", "dem-skog"]


@pytest.mark.usefixtures("example")
def test_asked_again_about_that_day_the_advice_is_what_was_recorded() -> None:
    given = advising.last_given(VIEWER, TODAY)
    assert given is not None
    when = When(as_of=DECIDED, known_at=given.recorded_at)
    assert digest_of(advising.advised(VIEWER, when, ANSWERS)) == given.advice.digest


@pytest.mark.usefixtures("example")
def test_quotes_and_payments_stand_beside_the_estimate() -> None:
    found = costing(VIEWER, TODAY)
    assert (found.basis.currency, found.assumed, found.totals.standing) == ("EUR", False, Standing.WITHIN)
    quoted = {one.line.id for one in found.rows if one.line.mark is Mark.QUOTE}
    assert quoted == {"cpa_type2", "cb_days"}
    assert found.spent == sum(Decimal(one.amount) for one in PAID)
    assert [one.line.id for one in found.rows if one.over] == ["pen_test"]
    assert found.off_lines == ()


@pytest.mark.usefixtures("example")
def test_most_runs_of_the_example_stay_within_its_budget() -> None:
    held = planned(VIEWER, TODAY)
    found = forecast(held, costing(VIEWER, TODAY), runs=1000).cost
    assert found is not None
    assert found.budget == 190_000
    assert 0.6 < found.chance(found.budget) < 0.98
    assert found.spending.drivers[0].line == "consulting"  # nothing else is as open
    assert "tooling" not in {one.line for one in found.spending.drivers}  # paid for good
