"""A control's start cannot be moved later, nor its end into the past, once they have come."""

from datetime import date, timedelta

from attrs import evolve
from tests import factories as make
from tests.each import each

from dualtrack.domain.controls.changes import ChangeProblem, problem

TODAY = date(2026, 4, 10)
HELD = make.control(operating_since=date(2026, 1, 1))


@each("later", [None, date(2026, 1, 2), date(2026, 12, 1)])
def test_a_start_that_has_come_does_not_move_later(later: date | None) -> None:
    assert problem(HELD, evolve(HELD, operating_since=later), TODAY) is ChangeProblem.START_MOVED


def test_a_start_may_move_earlier_or_be_named_for_the_first_time() -> None:
    assert problem(HELD, evolve(HELD, operating_since=date(2025, 6, 1)), TODAY) is None
    unnamed = evolve(HELD, operating_since=None)
    assert problem(unnamed, evolve(HELD, operating_since=date(2026, 12, 1)), TODAY) is None
    assert problem(unnamed, unnamed, TODAY) is None


def test_a_start_still_ahead_may_move() -> None:
    ahead = evolve(HELD, operating_since=TODAY + timedelta(days=1))
    assert problem(ahead, evolve(ahead, operating_since=date(2027, 1, 1)), TODAY) is None
    assert problem(evolve(HELD, operating_since=TODAY), ahead, TODAY) is ChangeProblem.START_MOVED


def test_a_control_is_retired_from_today_on() -> None:
    yesterday = TODAY - timedelta(days=1)
    assert problem(HELD, evolve(HELD, retired_on=yesterday), TODAY) is ChangeProblem.RETIRED_BEFORE
    assert problem(HELD, evolve(HELD, retired_on=TODAY), TODAY) is None


def test_a_control_that_was_retired_before_may_still_be_worded() -> None:
    gone = evolve(HELD, retired_on=date(2026, 2, 1))
    assert problem(gone, evolve(gone, title="Another"), TODAY) is None
    assert problem(gone, evolve(gone, retired_on=None), TODAY) is None
