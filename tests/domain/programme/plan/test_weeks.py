"""Weeks of a programme: from Monday on, numbered from its first, and no hour lost."""

from datetime import date, timedelta

from tests.domain.programme.plan.crowding import drawn, week, work
from tests.each import each

from dualtrack.domain.programme.plan.weeks import weeks_of


def test_a_week_that_is_past_has_no_day_left_and_the_present_one_what_is_left() -> None:
    weeks = weeks_of(drawn(today=week(1) + timedelta(days=3)))
    assert [weeks.days_in(n) for n in range(3)] == [0, 2, 5]


def test_what_is_rounded_off_one_day_stands_on_a_later_one() -> None:
    weeks = weeks_of(drawn())
    assert weeks.spread(work("one", 1), 0, 12) == {1: 1}
    assert weeks.spread(work("one", 0), 0, 12) == {}


def test_a_task_that_falls_on_no_working_day_stands_on_its_first_day() -> None:
    weeks = weeks_of(drawn())
    saturday = 5
    assert weeks.spread(work("one", 3), saturday, saturday + 2) == {0: 3}


@each("start", [date(2026, 3, 2), date(2026, 3, 5), date(2026, 3, 8)])
def test_weeks_begin_on_monday_whenever_the_programme_does(start: date) -> None:
    weeks = weeks_of(drawn(start=start))
    assert weeks.monday(0) == date(2026, 3, 2)
    assert weeks.of((date(2026, 3, 9) - start).days) == 1
    assert weeks.of(0) == 0
