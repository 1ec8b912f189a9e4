"""Working days: weekends, holidays and pauses do not count, and counting there and back is the same."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dualtrack.domain.controls.period import Period
from dualtrack.domain.programme.plan.workdays import Workdays, pauses_of

MONDAY = date(2026, 3, 2)
PLAIN = Workdays(start=MONDAY, days=800)


def test_a_week_is_five_days_and_ends_before_the_weekend() -> None:
    assert [PLAIN.day(PLAIN.finish(0, n)) for n in (0, 1, 5, 6)] == [
        MONDAY,
        date(2026, 3, 3),
        date(2026, 3, 7),
        date(2026, 3, 10),
    ]


def test_work_that_is_to_begin_on_a_saturday_begins_on_monday() -> None:
    assert PLAIN.day(PLAIN.begin(PLAIN.number(date(2026, 3, 7)))) == date(2026, 3, 9)


def test_nobody_works_on_a_holiday_nor_while_the_programme_pauses() -> None:
    days = Workdays(
        start=MONDAY,
        holidays=frozenset({date(2026, 3, 4)}),
        pauses=(Period(date(2026, 3, 9), date(2026, 5, 8)),),
        days=400,
    )
    assert days.day(days.finish(0, 3)) == date(2026, 3, 6)
    assert days.day(days.finish(0, 5)) == date(2026, 5, 12)
    assert days.between(0, days.number(date(2026, 5, 11))) == 4


def test_spans_that_touch_are_one_pause() -> None:
    spans = [
        Period(date(2026, 5, 4), date(2026, 5, 8)),
        Period(date(2026, 5, 1), date(2026, 5, 3)),
        Period(date(2026, 6, 1), date(2026, 6, 2)),
    ]
    assert pauses_of(spans) == (
        Period(date(2026, 5, 1), date(2026, 5, 8)),
        Period(date(2026, 6, 1), date(2026, 6, 2)),
    )


HOLIDAYS = st.frozensets(st.integers(0, 300).map(lambda n: MONDAY + timedelta(days=n)), max_size=40)


@given(HOLIDAYS, st.integers(0, 200), st.integers(1, 60))
def test_between_start_and_finish_lie_as_many_days_as_were_asked(
    holidays: frozenset[date], start: int, count: int
) -> None:
    days = Workdays(start=MONDAY, holidays=holidays, days=800)
    finish = days.finish(start, count)
    assert days.between(start, finish) == count
    assert days.works(days.day(finish - 1))


@given(HOLIDAYS, st.integers(150, 400), st.integers(1, 40))
def test_the_latest_start_still_ends_in_time_and_a_day_later_does_not(
    holidays: frozenset[date], until: int, count: int
) -> None:
    days = Workdays(start=MONDAY, holidays=holidays, days=800)
    late = days.latest_start(until, count)
    assert days.finish(late, count) <= until
    assert days.finish(late + 1, count) > until or days.begin(late + 1) == days.begin(late)
