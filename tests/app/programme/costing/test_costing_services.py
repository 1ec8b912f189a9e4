"""Costs in a home: what is stated, set, quoted and paid; who may; and a day that has passed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.app.conftest import viewer
from tests.app.programme.costing.stated import LINE, TODAY, accept, offer, pay, put, state
from tests.conftest import NOW

from dualtrack.app.accounts.rights import NotAllowedError
from dualtrack.app.ledger import clock
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.programme.cost_words import how_text
from dualtrack.app.programme.costing import services
from dualtrack.app.programme.costing.queries import Costing, costing
from dualtrack.app.programme.histories import MONEY, history_of
from dualtrack.app.programme.queries import When, snapshot
from dualtrack.app.programme.risk_words import entered_text
from dualtrack.app.programme.words import refusal_text
from dualtrack.app.risks.refusing import FaultyError
from dualtrack.domain.programme.cost.forecast import Forecast
from dualtrack.domain.programme.cost.line import Mark, Tag

pytestmark = pytest.mark.usefixtures("programme")


@pytest.fixture(autouse=True)
def now(programme: Home) -> None:
    """The clock of the test stands at NOW."""
    clock.move(NOW)


def held(day: date = TODAY, who: str = "alice") -> Costing:
    return costing(viewer(who), When(as_of=day))


def line(key: str = "tooling", day: date = TODAY) -> Forecast:
    return next(one for one in held(day).rows if one.line.id == key)


def refused(error: pytest.ExceptionInfo[FaultyError]) -> list[str]:
    return [entered_text(one) for one in error.value.faults]


def test_nothing_is_stated_and_a_round_number_is_assumed() -> None:
    found = held()
    assert (found.assumed, found.basis.persons, found.basis.currency) == (True, 50, "USD")
    assert found.days.initial == 10
    assert (found.spent, found.outlook) == (0, found.totals.combined.likely)


def test_a_basis_is_stated_and_its_currency_taken() -> None:
    state()
    found = held()
    assert (found.assumed, found.basis.currency, found.basis.set_by) == (False, "EUR", "person:alice")
    assert line().line.amount.likely == 13500  # 12,000 dollars a year, for 15 months
    assert found.days.initial == 12


def test_the_currency_stays_once_there_are_amounts() -> None:
    state()
    put()
    with pytest.raises(FaultyError) as error:
        state(currency="CHF")
    assert refused(error) == [
        "Amounts are on record in EUR, so that the currency cannot become CHF: nothing would convert them."
    ]
    assert held().basis.currency == "EUR"


def test_amounts_before_any_basis_are_dollars() -> None:
    put()
    with pytest.raises(FaultyError):
        state()
    state(currency="USD", per_dollar=Decimal(1))


def test_a_line_is_set_with_its_reason_and_keeps_what_it_is_for() -> None:
    put(tag=Tag.ISO27001, title="mine")
    found = line()
    assert (found.line.tag, found.line.title) == (Tag.SHARED, "tooling")
    assert (found.line.amount.likely, found.line.mark) == (2000, Mark.OWN)
    assert found.estimated is not None
    assert found.estimated.likely == 15000


def test_a_line_is_taken_out_and_put_back() -> None:
    put(dropped=True)
    assert "tooling" not in {one.line.id for one in held().rows}
    put(dropped=False)
    assert line().line.amount.likely == 2000


def test_an_own_line_gets_an_id_and_is_changed_by_it() -> None:
    made = put(id="", title=" Outside counsel ", tag=Tag.ISO27001)
    assert made.id.startswith("cst_")
    put(id=made.id, title="Outside counsel", tag=Tag.ISO27001, likely=Decimal(1500))
    found = line(made.id)
    assert (found.line.title, found.line.tag, found.line.amount.likely) == (
        "Outside counsel",
        Tag.ISO27001,
        1500,
    )


def test_a_line_without_a_reason_or_out_of_order_is_refused_with_both() -> None:
    with pytest.raises(FaultyError) as error:
        put(low=Decimal(9000), reason=" ")
    assert refused(error) == [
        "9000, 2000, 3000: expected the lowest, the likeliest and the highest in this order.",
        "Say why.",
    ]


def test_a_line_that_nobody_knows_is_refused() -> None:
    with pytest.raises(FaultyError) as error:
        put(id="tolling")
    assert refused(error) == ["tolling is no line of the costs; list them with: dualtrack cost"]


def test_a_quote_is_entered_and_counts_once_it_is_accepted() -> None:
    state()
    made = offer()
    assert line("cpa_type2").line.mark is Mark.SEEN
    accept(made.id)
    found = line("cpa_type2")
    assert (found.line.amount.likely, found.line.mark) == (27500, Mark.QUOTE)
    accept(made.id, accepted=False)
    assert line("cpa_type2").line.mark is Mark.SEEN


def test_a_quote_in_another_currency_is_shown_and_counts_at_its_rate() -> None:
    state()
    made = offer(currency="USD", rate=Decimal("0.9"))
    assert line("cpa_type2").quotes == (made,)
    accept(made.id)
    found = line("cpa_type2").line
    assert (found.amount.likely, found.mark) == (24750, Mark.QUOTE)
    assert how_text(found) == "quoted by Fictional Assurance; 27,500 USD at 0.9"


def test_without_a_rate_it_is_shown_and_accepted_once_one_is_said() -> None:
    state()
    made = offer(currency="USD")
    before = line("cpa_type2").line
    with pytest.raises(RefusedError) as error:
        accept(made.id)
    assert refusal_text(error.value.code, error.value.params) == (
        "Fictional Assurance: the quote is in USD and this programme counts in EUR; say how much EUR"
        " one USD is"
    )
    assert (line("cpa_type2").line, line("cpa_type2").quotes) == (before, (made,))
    accept(made.id, rate=Decimal("0.8"))
    assert line("cpa_type2").line.amount.likely == 22000
    assert accept(made.id, accepted=False).rate == Decimal("0.8")
    assert line("cpa_type2").line == before


def test_a_rate_that_makes_no_sense_is_refused_in_words() -> None:
    state()
    with pytest.raises(FaultyError) as error:
        offer(currency="USD", rate=Decimal(0))
    assert refused(error) == ["One USD is said to be 0 EUR; expected a number above nothing."]
    with pytest.raises(FaultyError) as error:
        offer(rate=Decimal("1.5"))
    assert refused(error) == [
        "The quote is in EUR, the currency of this programme; leave the rate out (1.5)."
    ]
    made = offer(currency="USD")
    with pytest.raises(FaultyError) as error:
        accept(made.id, rate=Decimal(-1))
    assert refused(error) == ["One USD is said to be -1 EUR; expected a number above nothing."]
    assert not line("cpa_type2").quotes[0].accepted


def test_a_quote_that_has_ended_is_not_accepted() -> None:
    state()
    made = offer(received_on=TODAY - timedelta(days=9), valid_until=TODAY - timedelta(days=1))
    with pytest.raises(RefusedError, match="quote_has_ended"):
        accept(made.id)


def test_a_quote_from_tomorrow_and_one_that_is_not_there_are_refused() -> None:
    state()
    with pytest.raises(RefusedError, match="quote_received_ahead"):
        offer(received_on=TODAY + timedelta(days=1))
    with pytest.raises(RefusedError, match="unknown_quote"):
        accept("qte_none")


def test_accepting_twice_writes_once() -> None:
    state()
    made = offer()
    one, other = accept(made.id), accept(made.id)
    assert one == other
    found = history_of(viewer("alice"), snapshot(viewer("alice")), "cost_quote", made.id)
    assert found is not None
    assert [r.entry.action for r in found.revisions] == ["cost.quote", "cost.accept"]


def test_what_is_spent_is_held_against_the_forecast() -> None:
    pay(9000)
    assert (line().spent, line().outlook, line().over) == (9000, 15000, False)
    pay(7000, final=True)
    assert (line().spent, line().outlook, line().over) == (16000, 16000, True)
    assert held().spent == 16000


def test_what_was_spent_on_a_line_that_was_taken_out_still_counts() -> None:
    pay(700)
    put(dropped=True)
    found = held()
    assert [one.amount for one in found.off_lines] == [700]
    assert found.spent == 700


def test_nobody_spends_ahead() -> None:
    with pytest.raises(FaultyError) as error:
        pay(5, on=TODAY + timedelta(days=1))
    assert refused(error) == [
        "2026-03-03 lies ahead (today is 2026-03-02); enter what was spent once it was."
    ]


def test_a_day_that_has_passed_knows_what_was_known_then() -> None:
    later = NOW + timedelta(days=3)
    state()
    with clock.use(later):
        put(at=later)
        pay(5, at=later, on=later.date())
        before = held(TODAY)
        assert (before.facts.edits, before.spent) == ((), 0)
        assert held(later.date()).spent == 5


@pytest.mark.parametrize("who", ["bob", "ada", "ivy", "sam", "cora"])
def test_nobody_else_sees_or_changes_costs(who: str) -> None:
    with pytest.raises(NotAllowedError):
        held(who=who)
    with pytest.raises(NotAllowedError):
        put(who)
    with pytest.raises(NotAllowedError):
        offer(who)
    with pytest.raises(NotAllowedError):
        services.set_line(viewer(who), now=NOW, today=TODAY, line=LINE)


def test_the_manager_does_both() -> None:
    put("charlie")
    assert held(who="charlie").facts.edits[0].set_by == "person:charlie"


@pytest.mark.parametrize("who", ["ada", "ivy"])
def test_the_history_of_money_is_for_those_who_see_costs(who: str) -> None:
    put()
    whole = snapshot(viewer(who))
    assert history_of(viewer(who), whole, "cost_line", "tooling") is None
    assert history_of(viewer("charlie"), whole, "cost_line", "tooling") is not None
    assert set(MONEY) == {"advice", "cost_basis", "cost_line", "cost_quote", "cost_actual"}
