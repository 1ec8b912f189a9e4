"""Days and months: inclusive spans, short months, leap days, and the message about a reversed span."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import factories as make
from tests.each import each

from dualtrack.domain.controls.period import ObservationPeriod, Period, PeriodError, add_months, months_from
from dualtrack.domain.ledger.codec import CodecError, decode, encode

some_days = st.dates(date(1990, 1, 1), date(2090, 1, 1))


def test_a_period_counts_both_of_its_ends() -> None:
    january = Period(date(2026, 1, 1), date(2026, 1, 31))
    assert january.days == 31
    assert january.holds(date(2026, 1, 1))
    assert january.holds(date(2026, 1, 31))
    assert not january.holds(date(2025, 12, 31))
    assert not january.holds(date(2026, 2, 1))
    assert Period(date(2026, 1, 1), date(2026, 1, 1)).days == 1


def test_a_reversed_period_is_refused_in_these_words() -> None:
    with pytest.raises(PeriodError) as caught:
        Period(date(2026, 2, 1), date(2026, 1, 31))
    assert str(caught.value) == (
        "a period from 2026-02-01 cannot end on 2026-01-31: the end lies before the start"
    )


@each(
    ("first", "last", "shared"),
    [
        (date(2026, 1, 31), date(2026, 2, 9), True),
        (date(2026, 2, 1), date(2026, 2, 9), False),
        (date(2025, 12, 1), date(2026, 1, 1), True),
        (date(2025, 12, 1), date(2025, 12, 31), False),
        (date(2025, 12, 1), date(2026, 12, 31), True),
    ],
)
def test_periods_overlap_where_they_share_a_day(first: date, last: date, shared: bool) -> None:
    january, other = Period(date(2026, 1, 1), date(2026, 1, 31)), Period(first, last)
    assert january.overlaps(other) is shared
    assert other.overlaps(january) is shared


@each(
    ("day", "months", "expected"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),  # the 31st of a month that becomes a short one
        (date(2023, 8, 31), 6, date(2024, 2, 29)),  # and in a leap year
        (date(2024, 2, 29), 12, date(2025, 2, 28)),  # a leap day a year later
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 3, 31), 1, date(2026, 4, 30)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 6, 30), 6, date(2026, 12, 30)),
        (date(2026, 1, 31), 11, date(2026, 12, 31)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(
    day: date, months: int, expected: date
) -> None:
    assert add_months(day, months) == expected


def test_six_months_from_the_middle_of_january_end_in_the_middle_of_july() -> None:
    assert months_from(date(2026, 1, 15), 6) == Period(date(2026, 1, 15), date(2026, 7, 14))
    assert months_from(date(2026, 8, 31), 6) == Period(date(2026, 8, 31), date(2027, 2, 27))


@given(some_days, st.integers(1, 36))
def test_months_never_skip_a_month_and_never_pass_the_day(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


@given(some_days, st.integers(1, 24), st.integers(1, 24))
def test_periods_of_months_follow_each_other_without_a_gap(day: date, first: int, second: int) -> None:
    one = months_from(day, first)
    both = months_from(day, first + second)
    assert one.start == both.start == day
    assert one.end < both.end
    assert one.days >= 28 * first


def test_an_observation_period_is_recorded_and_gives_its_span() -> None:
    held = make.period("soc2", note="first examination")
    assert held.period == Period(make.START, make.END)
    assert decode("observation_period", 1, encode(held)) == held
    assert isinstance(held, ObservationPeriod)


def test_an_observation_period_that_is_reversed_is_refused_where_it_is_used() -> None:
    reversed_one = make.period("soc2", make.END, make.START)
    with pytest.raises(PeriodError, match="cannot end on 2026-01-01"):
        _ = reversed_one.period


def test_a_recorded_period_with_a_strange_day_names_the_field() -> None:
    data = encode(make.period())
    with pytest.raises(CodecError, match=r"observation_period\.start"):
        decode("observation_period", 1, {**data, "start": "2026-13-01"})
