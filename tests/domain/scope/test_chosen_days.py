"""Chosen days of a scope's period: a period or none, under the recorded one that they speak about."""

from datetime import date

import pytest
from tests.domain.scope.test_terms import PERIOD

from dualtrack.domain.scope.chosen_days import ChosenDays, chosen_period
from dualtrack.domain.scope.terms import StatedPeriod


@pytest.mark.parametrize(
    ("start", "end", "fault"),
    [
        (None, None, None),
        (date(2026, 4, 1), date(2026, 4, 2), None),
        (date(2026, 4, 1), None, "scope_period_needs_both_days"),
        (None, date(2026, 4, 1), "scope_period_needs_both_days"),
        (date(2026, 4, 1), date(2026, 4, 1), "scope_period_ends_too_early"),
        (date(2026, 4, 2), date(2026, 4, 1), "scope_period_ends_too_early"),
    ],
)
def test_chosen_days_are_a_period_or_none(start: date | None, end: date | None, fault: str | None) -> None:
    assert ChosenDays(start=start, end=end).fault == fault


def test_chosen_days_stand_under_the_period_that_they_speak_about() -> None:
    later = StatedPeriod(id="p2", start=date(2026, 10, 1), end=date(2027, 3, 31))
    inside = StatedPeriod(id="p0", start=date(2026, 5, 1), end=date(2026, 6, 30))
    periods = (later, inside, PERIOD)

    def chosen(start: date, end: date, expected: StatedPeriod | None = None) -> str:
        found = chosen_period(periods, expected, start, end)
        assert found is not None
        assert (found.start, found.end) == (start, end)
        return found.id

    assert chosen(PERIOD.start, PERIOD.end, later) == "p1"
    assert chosen(inside.start, inside.end, PERIOD) == "p0"
    assert chosen(date(2026, 9, 1), date(2026, 12, 31)) == "p2"
    assert chosen(date(2026, 5, 1), date(2026, 6, 1), PERIOD) == "p1"
    assert chosen(date(2020, 1, 1), date(2020, 6, 30), PERIOD) == "p1"
    assert chosen(date(2020, 1, 1), date(2020, 6, 30)) == "p2"
    assert chosen_period((), None, PERIOD.start, PERIOD.end) is None
