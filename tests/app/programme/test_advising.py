"""The advice in a home: on the register's demands, recorded as given, stale when a demand changed."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from tests.app.conftest import SETUP, START, viewer
from tests.app.programme.costing.stated import accept, offer, put, state
from tests.conftest import NOW

from dualtrack.app.accounts.rights import NotAllowedError
from dualtrack.app.ledger import clock
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.programme import advising
from dualtrack.app.programme.costing.queries import costing
from dualtrack.app.programme.queries import When, organisation
from dualtrack.app.registers import services as registers
from dualtrack.domain.frameworks.catalogue import Category
from dualtrack.domain.programme.advice.advise import Advice
from dualtrack.domain.programme.advice.answers import Answers, Existing
from dualtrack.domain.programme.advice.given import AdviceGiven, digest_of
from dualtrack.domain.programme.advice.statement import Topic
from dualtrack.domain.programme.advice.words import reason_said, said
from dualtrack.domain.programme.cost.audit_days import Grade, Profile, audit_days
from dualtrack.domain.programme.cost.line import Tag
from dualtrack.domain.registers.customers import Asked, Demand

TODAY = NOW.date()
ANSWERS = Answers(headcount=90, us_revenue_percent=80, exists=(Existing.POLICIES,))
SOC2 = Demand(id="d1", name="Prairie", asks_for=Asked.SOC2_TYPE_2)
ISO = Demand(id="d2", name="Fjord", asks_for=Asked.ISO27001)


@pytest.fixture(autouse=True)
def home(programme: Home) -> None:
    """Two demands on record."""
    clock.move(NOW)
    registers.put(actor=SETUP, now=NOW, records=[SOC2, ISO], reason="")


def asked(day: date = TODAY, answers: Answers = ANSWERS, **more: Any) -> Advice:
    return advising.advised(viewer("alice"), When(as_of=day), answers, **more)


def give(who: str = "alice", note: str = "") -> AdviceGiven:
    return advising.give(viewer(who), now=NOW, today=TODAY, answers=ANSWERS, advice=asked(), note=note)


def test_it_rests_on_the_register() -> None:
    found = asked()
    assert (found.recommendation, found.demands) == ("both", ("d1", "d2"))


def test_demands_of_a_file_stand_instead() -> None:
    found = asked(mine=[Demand(id="f1", name="Else", asks_for=Asked.ISO27001)])
    assert (found.recommendation, found.demands) == ("iso27001_only", ("f1",))


def test_months_are_counted_from_the_start_of_the_programme() -> None:
    late = evolve(SOC2, needed_by=START + timedelta(days=300))
    registers.put(actor=SETUP, now=NOW, records=[late], reason="")
    (_, said) = asked().about(Topic.DURATION)
    assert dict(said.params)["ends"] == "2026-07-09"  # of the plan that begins in June 2025


def test_set_and_quoted_figures_price_it() -> None:
    before = asked().price.totals.combined.likely
    state(currency="USD", per_dollar=Decimal(1))
    put(low=Decimal(0), likely=Decimal(0), high=Decimal(0))
    made = offer(currency="USD", amount=Decimal(40000))
    assert asked().price.totals.combined.likely == before - 15000
    accept(made.id)
    assert asked().price.totals.combined.likely == before - 15000 + 10000


def test_figures_in_another_currency_price_nothing() -> None:
    before = asked().price.totals.combined.likely
    state()
    put(low=Decimal(0), likely=Decimal(0), high=Decimal(0))
    assert asked().price.totals.combined.likely == before


def test_it_is_recorded_with_who_when_and_the_hash_of_the_whole_answer() -> None:
    given = give("charlie", "shown to the board")
    assert (given.given_by, given.given_on, given.note) == ("person:charlie", TODAY, "shown to the board")
    assert (given.recommendation, given.first, given.profile) == ("both", "soc2-first", "first-combined")
    assert given.digest == digest_of(asked())
    held = advising.last_given(viewer("alice"), When(as_of=TODAY))
    assert held is not None
    assert (held.advice, held.stale) == (given, False)


def test_a_changed_demand_makes_it_stale_and_another_owner_does_not() -> None:
    give()
    later = NOW + timedelta(days=2)
    with clock.use(later):
        registers.put(actor=SETUP, now=later, records=[evolve(ISO, notes="called them")], reason="")
        held = advising.last_given(viewer("alice"), When(as_of=later.date()))
        assert held is not None
        assert not held.stale
        registers.put(actor=SETUP, now=later, records=[evolve(ISO, accepts_other=True)], reason="")
        held = advising.last_given(viewer("alice"), When(as_of=later.date()))
        assert held is not None
        assert [(one.demand, one.fields) for one in held.changes] == [
            ("d2", (("accepts_other", "", "True"),))
        ]
        then = advising.last_given(viewer("alice"), When(as_of=TODAY))
        assert then is not None
        assert not then.stale


def test_a_change_of_the_same_instant_after_it_makes_it_stale_too() -> None:
    """The clock of an example stands still."""
    give()
    registers.put(actor=SETUP, now=NOW, records=[evolve(ISO, asks_for=Asked.EITHER)], reason="")
    held = advising.last_given(viewer("alice"), When(as_of=TODAY))
    assert held is not None
    assert held.stale


def test_the_last_answers_are_asked_again_with() -> None:
    with pytest.raises(RefusedError, match="no_advice_without_answers"):
        advising.last_answers(viewer("alice"), When(as_of=TODAY))
    give()
    assert advising.last_answers(viewer("alice"), When(as_of=TODAY)) == ANSWERS


def test_the_costs_take_its_answers_until_a_basis_is_stated() -> None:
    give()
    found = costing(viewer("alice"), When(as_of=TODAY))
    assert (found.assumed, found.basis.persons) == (True, 90)


@pytest.mark.parametrize("who", ["bob", "ada", "ivy", "sam", "cora"])
def test_nobody_else_asks_or_records(who: str) -> None:
    with pytest.raises(NotAllowedError):
        advising.advised(viewer(who), When(as_of=TODAY), ANSWERS)
    with pytest.raises(NotAllowedError):
        advising.last_given(viewer(who), When(as_of=TODAY))
    with pytest.raises(NotAllowedError):
        give(who)


def test_the_days_of_the_certification_body_follow_the_stated_basis() -> None:
    before = asked().price.totals.by_tag[Tag.ISO27001].likely
    low = Profile(
        business=Grade.LOW, technology=Grade.LOW, adjustment=-25, why_complexity="one process", alike=(45,)
    )
    state(currency="USD", per_dollar=Decimal(1), persons=90, profile=evolve(low, why_alike="one line"))
    found = asked()
    assert audit_days(90, low).initial == Decimal("7.5")  # of 12, for 90 persons of whom 45 count as 7
    assert before - found.price.totals.by_tag[Tag.ISO27001].likely == Decimal("4.5") * 2000
    said = next(one for one in found.about(Topic.COST) if one.code == "together")
    assert "the certification body's days are 7.5: what changes the table is stated, with the reasons" in [
        reason_said(one) for one in said.because
    ]
    assert asked(answers=evolve(ANSWERS, headcount=10)).price.totals.total.likely > 0  # fewer than the group


def test_advice_and_the_page_cost_come_to_the_same_or_say_why_not() -> None:
    state(currency="USD", per_dollar=Decimal(1), persons=90)
    put(low=Decimal(0), likely=Decimal(5000), high=Decimal(9000))
    accept(offer(currency="USD", amount=Decimal(40000)).id)
    page = costing(viewer("alice"), When(as_of=TODAY))
    mine = evolve(ANSWERS, commits_to=page_categories())
    same = asked(answers=mine)
    assert same.price.totals.combined == page.totals.combined
    assert "page_differs" not in [one.code for one in same.statements]
    more = asked(answers=evolve(mine, headcount=200))
    (told,) = (one for one in more.about(Topic.COST) if one.code == "page_differs")
    likely = f"{page.totals.combined.whole().likely:,}"
    other = f"{more.price.totals.combined.whole().likely:,}"
    assert said(told) == (
        f"The page Cost comes to {likely} USD together, and this advice to {other}: the two do not count with"
        " the same things."
    )
    assert [reason_said(one) for one in told.because] == [
        "the page Cost counts with the programme's plan as it was drawn up and with the stated basis: persons"
        " 90, sites 1, countries 1",
        "this advice counts with the plan and the categories that it advises and with what was answered:"
        " persons 200, sites 1, countries 1",
    ]


def page_categories() -> tuple[Category, ...]:
    return tuple(Category(one) for one in organisation().categories if one != "security")
