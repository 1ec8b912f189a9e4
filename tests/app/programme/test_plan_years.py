"""A second year in a home: its plan begins after the first period and takes the bookings of its own year."""

from datetime import date, timedelta

import pytest
from tests.app.conftest import TODAY, viewer
from tests.app.programme.test_planning import operate
from tests.conftest import NOW
from tests.domain.programme.plan.test_years import booking

from dualtrack.app.ledger import clock
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.services import record
from dualtrack.app.programme import plan_changes
from dualtrack.app.programme.planning import Asked, Planned, planned
from dualtrack.app.programme.queries import When
from dualtrack.domain.controls.period import add_months
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.programme.plan.choices import MovedBy

ALICE = viewer("alice")
ENDS = date(2026, 6, 1)  # of the first period
NEXT = TODAY.replace(year=TODAY.year + 1)
SECOND = Asked(profile="second-year")


@pytest.fixture(autouse=True)
def now(programme: Home) -> None:
    """The clock of the test stands at NOW, and a control operates: the first period counts."""
    clock.move(NOW)
    operate()


def book(starts: date, number: int) -> None:
    record(booking(starts, number=number), actor=Actor("person:alice", "ui"), now=NOW, action="auditor.book")


def plan(asked: Asked | None = None, day: date = TODAY) -> Planned:
    return planned(ALICE, When(as_of=day), asked)


def done(task: str, asked: Asked | None = None, day: date = TODAY) -> date | None:
    found = plan(asked, day).plan.of(task)
    assert found is not None
    return found.done


def test_it_begins_with_the_next_period() -> None:
    held = plan(SECOND)
    assert held.choices.start == ENDS + timedelta(days=1)
    observed = held.plan.of("observation")
    assert observed is not None
    assert (observed.start, observed.done) == (ENDS + timedelta(days=1), None)
    assert plan().choices.start == date(2025, 6, 2)


def test_a_booking_of_the_first_year_ends_no_task_of_the_second() -> None:
    book(date(2026, 6, 15), 1)
    assert done("cpa_booked", day=NEXT) == date(2026, 4, 1)
    assert done("cpa_booked", SECOND, NEXT) is None


def test_a_booking_of_the_second_year_ends_its_task_and_leaves_the_first_alone() -> None:
    first, second = date(2026, 6, 15), add_months(ENDS, 12)
    book(first, 1)
    book(second, 2)
    held = plan(SECOND, day=NEXT)
    booked, fieldwork = held.plan.of("cpa_booked"), held.plan.of("fieldwork")
    assert booked is not None
    assert fieldwork is not None
    assert booked.done == date(2026, 4, 1)
    assert fieldwork.start >= second
    assert plan().choices.moves["fieldwork"] == first
    assert held.choices.moves["fieldwork"] == second


def test_what_a_person_said_of_the_first_year_is_not_said_of_the_second() -> None:
    plan_changes.complete(ALICE, now=NOW, today=TODAY, task="kickoff", on=TODAY, note="held")
    plan_changes.move(
        ALICE, now=NOW, today=TODAY, task="lessons", start=ENDS, by=MovedBy.US, reason="holidays"
    )
    assert done("kickoff") == TODAY
    held = plan(SECOND)
    kickoff = held.plan.of("kickoff")
    assert kickoff is None or kickoff.done is None
    assert held.choices.moves == {}
    assert plan().choices.moves == {"lessons": ENDS}
