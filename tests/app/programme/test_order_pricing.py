"""The order of the audits with bookings, moves and pauses: one variant is the plan, one has its price."""

from datetime import date, timedelta
from itertools import product

import pytest
from attrs import evolve
from tests.app.conftest import TODAY, viewer
from tests.app.entries import refused
from tests.app.programme.costing.stated import state
from tests.conftest import NOW
from tests.domain.programme.plan.test_years import booking

from dualtrack.app.controls.models import PeriodRow
from dualtrack.app.ledger import clock
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.services import record
from dualtrack.app.programme import ordering, plan_changes
from dualtrack.app.programme.forecasting import is_same, variants
from dualtrack.app.programme.histories import history_of
from dualtrack.app.programme.models import SequencingDecisionRow
from dualtrack.app.programme.order_pricing import orders
from dualtrack.app.programme.planning import planned
from dualtrack.app.programme.queries import When, snapshot
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.codec import decode, encode
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.organisation import Sequencing
from dualtrack.domain.programme.plan.choices import MovedBy
from dualtrack.domain.programme.plan.comparison import finishes
from dualtrack.domain.programme.plan.sequencing import SequencingDecision

ALICE, CHARLIE = viewer("alice"), viewer("charlie")
WHEN = When(as_of=TODAY)
STAGES, FIELDWORK = (date(2026, 9, 1), date(2026, 10, 30)), (date(2026, 11, 2), date(2026, 11, 27))


@pytest.fixture(autouse=True)
def now(programme: Home) -> None:
    """The clock of the test stands at NOW."""
    clock.move(NOW)


def book(framework: str, span: tuple[date, date], number: int = 1) -> None:
    made = evolve(booking(span[0], number, framework), ends_on=span[1], booked_on=TODAY)
    record(made, actor=Actor("person:alice", "ui"), now=NOW, action="auditor.book")


def move() -> None:
    plan_changes.move(
        ALICE,
        now=NOW,
        today=TODAY,
        task="management_review",
        start=TODAY + timedelta(days=190),
        by=MovedBy.US,
        reason="the board meets later",
    )


def pause() -> None:
    plan_changes.pause(ALICE, now=NOW, start=date(2026, 8, 1), end=date(2026, 8, 31), reason="summer")


def propose(option: Sequencing, who: Viewer = ALICE) -> SequencingDecision:
    return ordering.propose(who, now=NOW, today=TODAY, option=option, reason="our buyers are American")


def approve(made: SequencingDecision) -> None:
    ordering.decide(CHARLIE, now=NOW, today=TODAY, decision=made.id)


FACTS = (
    lambda: book("iso27001", STAGES),
    lambda: book("soc2", FIELDWORK),
    move,
    pause,
)


@pytest.mark.parametrize("order", list(Sequencing))
@pytest.mark.parametrize("which", [(b, b, m, m) for b, m in product((False, True), repeat=2)], ids=str)
def test_the_marked_variant_is_the_plan_date_for_date(which: tuple[bool, ...], order: Sequencing) -> None:
    """Whatever is booked, moved and paused, by either order that was decided."""
    approve(propose(order))
    for fact, wanted in zip(FACTS, which, strict=True):
        if wanted:
            fact()
    own = planned(ALICE, WHEN)
    (same,) = (one for one in variants(ALICE, WHEN) if is_same(one, own))
    assert same.plan == own.plan
    (mine,) = (one for one in orders(ALICE, WHEN) if one.price is None)
    assert finishes(mine.held.plan) == finishes(own.plan)
    assert mine.held.choices.sequencing is order


def test_a_period_of_another_length_than_it_was_meant_to_be_is_the_same_in_the_marked_variant() -> None:
    """The open period ends on the day on record; the plan and its variant both have it."""
    row = PeriodRow.objects.get(framework="soc2")
    period = row.to_value()
    longer = evolve(period, end=period.end + timedelta(days=20))
    record(longer, actor=Actor("person:alice", "ui"), now=NOW, action="period.change")
    own = planned(ALICE, WHEN)
    (same,) = (one for one in variants(ALICE, WHEN) if is_same(one, own))
    assert own.choices.period is not None
    assert own.choices.period.end == longer.end
    assert same.plan == own.plan


def test_bookings_hold_in_every_variant_that_can_keep_them_and_have_to_move_in_the_others() -> None:
    book("iso27001", STAGES)
    book("soc2", FIELDWORK)
    moving = {
        (one.choices.sequencing, one.choices.period_months): [m.framework for m in one.bookings_to_move]
        for one in variants(ALICE, WHEN)
    }
    iso, soc2 = Sequencing.ISO_FIRST, Sequencing.SOC2_FIRST
    assert moving[iso, 3] == moving[iso, 6] == []
    assert moving[soc2, 3] == moving[soc2, 6] == ["iso27001"]
    assert moving[iso, 12] == ["iso27001", "soc2"]
    kept = [one.plan.of("fieldwork") for one in variants(ALICE, WHEN) if one.choices.period_months == 6]
    assert [(one.start, one.last) for one in kept if one is not None] == [FIELDWORK, FIELDWORK]


def test_what_the_page_promises_is_what_the_plan_says_after_the_approval() -> None:
    book("iso27001", STAGES)
    book("soc2", FIELDWORK)
    before = finishes(planned(ALICE, WHEN).plan)
    made = propose(Sequencing.SOC2_FIRST)
    assert made.price is not None
    approve(made)
    after = finishes(planned(ALICE, WHEN).plan)
    assert {one.end: (one.before, one.after) for one in made.price.ends} == {
        name: (before[name], after[name]) for name in before
    }
    assert [one.would_end for one in made.price.bookings] == [
        one.last for one in planned(ALICE, WHEN).plan.tasks if one.task.id == "stage2"
    ]
    assert after["certificate"] > before["certificate"]


def test_the_price_is_kept_with_the_decision_and_stays_when_the_plan_moves_on() -> None:
    state()
    made = propose(Sequencing.SOC2_FIRST)
    assert made.cost is not None
    assert made.cost.currency == "EUR"
    book("iso27001", STAGES)
    approve(made)
    kept = SequencingDecisionRow.objects.get().to_value()
    assert (kept.price, kept.cost) == (made.price, made.cost)


def test_an_order_that_changes_nothing_has_no_price_and_no_basis_no_cost() -> None:
    same = propose(Sequencing.ISO_FIRST)  # the default that the plan follows: a decision, and no change
    assert (same.price, same.cost) == (None, None)
    other = propose(Sequencing.SOC2_FIRST)
    assert other.price is not None
    assert other.cost is None


def test_the_order_in_force_is_not_proposed_again() -> None:
    approve(propose(Sequencing.SOC2_FIRST))
    with refused(
        "order_in_force",
        "soc2-first: this order is in force since 2026-03-02 (sequencing-v1), so there is nothing to change;"
        " propose the other order",
    ):
        propose(Sequencing.SOC2_FIRST)
    assert SequencingDecisionRow.objects.count() == 1
    assert propose(Sequencing.ISO_FIRST).id == "sequencing-v2"


def test_the_history_tells_the_price_and_money_to_those_alone_who_see_costs() -> None:
    state()
    made = propose(Sequencing.SOC2_FIRST)

    def fields(who: str) -> set[str]:
        one = viewer(who)
        found = history_of(one, snapshot(one, WHEN), "sequencing_decision", made.id)
        assert found is not None
        return {change.field for revision in found.revisions for change in revision.changes}

    assert {"price", "cost", "reason"} <= fields("alice")
    assert fields("alice") - fields("ivy") == {"cost"}


def test_a_decision_from_before_prices_were_kept_is_read() -> None:
    data = encode(propose(Sequencing.ISO_FIRST))
    old = {name: value for name, value in data.items() if name not in ("price", "cost")}
    assert decode("sequencing_decision", 1, old) == SequencingDecisionRow.objects.get().to_value()
