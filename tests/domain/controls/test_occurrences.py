"""What a control owes: as many windows as practice counts, in order, without gaps, each with its days."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests import factories as make
from tests.each import each

from dualtrack.domain.controls.control import Cadence
from dualtrack.domain.controls.occurrences import GRACE_DAYS, Window, months_shown, windows
from dualtrack.domain.controls.period import Period, months_from

SIX = Period(make.START, make.END)
STEPPED = tuple(c for c in Cadence if c not in (Cadence.ANNUAL, Cadence.DAILY))
some_periods = st.builds(
    lambda start, length: Period(start, start + timedelta(days=length)),
    st.dates(date(2000, 1, 1), date(2060, 1, 1)),
    st.integers(0, 500),
)


def spans(cadence: Cadence, period: Period) -> list[tuple[str, str]]:
    """First and last days as text."""
    return [(str(w.start), str(w.end)) for w in windows(cadence, period).items]


@each(
    ("cadence", "count"),
    [
        (Cadence.QUARTERLY, 2),
        (Cadence.MONTHLY, 6),
        (Cadence.WEEKLY, 26),
        (Cadence.SEMIANNUAL, 1),
        (Cadence.ANNUAL, 1),
        (Cadence.CONTINUOUS, 6),
        (Cadence.PER_EVENT, 2),
    ],
)
@each("start", [date(2026, m, 1) for m in range(1, 13)] + [date(2026, 8, 31)])
def test_six_months_owe_what_practice_counts(cadence: Cadence, count: int, start: date) -> None:
    assert len(windows(cadence, months_from(start, 6)).items) == count


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_six_months_hold_126_to_133_business_days(start: date) -> None:
    owed = windows(Cadence.DAILY, months_from(start, 6))
    assert 126 <= len(owed.items) <= 133
    assert all(w.start == w.end and w.start.weekday() < 5 for w in owed.items)


def test_quarters_begin_with_the_period_and_not_with_the_calendar() -> None:
    period = months_from(date(2026, 2, 15), 6)
    assert spans(Cadence.QUARTERLY, period) == [("2026-02-15", "2026-05-14"), ("2026-05-15", "2026-08-14")]


def test_months_from_a_31st_touch_without_gap_or_overlap() -> None:
    period = months_from(date(2026, 8, 31), 3)
    assert spans(Cadence.MONTHLY, period) == [
        ("2026-08-31", "2026-09-29"),
        ("2026-09-30", "2026-10-30"),
        ("2026-10-31", "2026-11-29"),
    ]


def test_a_rest_of_half_a_step_owes_its_own_and_a_shorter_one_does_not() -> None:
    start = date(2026, 1, 5)
    week_and = [
        len(windows(Cadence.WEEKLY, Period(start, start + timedelta(days=6 + n))).items) for n in range(8)
    ]
    assert week_and == [1, 1, 1, 1, 2, 2, 2, 2]  # 7 days and 0..7 more: four of them are more than half


def test_a_period_shorter_than_a_step_still_owes_one() -> None:
    day = Period(date(2026, 1, 1), date(2026, 1, 1))
    assert all(len(windows(c, day).items) == 1 for c in STEPPED)


def test_a_weekend_owes_nothing_daily() -> None:
    assert windows(Cadence.DAILY, Period(date(2026, 1, 3), date(2026, 1, 4))).items == ()


def test_an_annual_control_counts_within_a_year_before_the_end() -> None:
    assert spans(Cadence.ANNUAL, SIX) == [("2025-07-01", "2026-06-30")]
    assert windows(Cadence.ANNUAL, SIX).items[0].due == make.END


@each(
    ("cadence", "due", "lost_after"),
    [
        (Cadence.QUARTERLY, "2026-04-15", "2026-07-14"),  # 15 days after 31 March; then 90 days more
        (Cadence.MONTHLY, "2026-02-07", "2026-03-10"),
        (Cadence.WEEKLY, "2026-01-10", "2026-01-17"),
        (Cadence.DAILY, "2026-01-02", "2026-01-03"),
        (Cadence.SEMIANNUAL, "2026-07-30", "2027-01-27"),
        (Cadence.CONTINUOUS, "2026-02-07", "2026-03-10"),
        (Cadence.PER_EVENT, "2026-04-15", "2026-07-14"),
        (Cadence.ANNUAL, "2026-06-30", "2027-06-30"),
    ],
)
def test_the_first_window_is_on_time_until_and_lost_after(
    cadence: Cadence, due: str, lost_after: str
) -> None:
    first = windows(cadence, SIX).items[0]
    assert (str(first.due), str(first.lost_after)) == (due, lost_after)


@given(st.sampled_from(STEPPED), some_periods)
def test_windows_touch_each_other_from_the_first_day_inside_the_period(
    cadence: Cadence, period: Period
) -> None:
    items = windows(cadence, period).items
    assert items[0].start == period.start
    assert items[-1].end <= period.end
    for before, after in pairwise(items):
        assert after.start == before.end + timedelta(days=1)
    rest = (period.end - items[-1].end).days
    assert rest < max((w.end - w.start).days + 1 for w in items)


@given(st.sampled_from(tuple(Cadence)), some_periods)
def test_each_window_is_due_after_its_end_and_lost_a_length_after_that(
    cadence: Cadence, period: Period
) -> None:
    owed = windows(cadence, period)
    for w in owed.items:
        assert w.start <= w.end <= w.due < w.lost_after
        assert (w.due - w.end).days == GRACE_DAYS[cadence]
        assert (w.lost_after - w.due).days == (w.end - w.start).days + 1
        assert w.days == tuple(d.toordinal() for d in (w.start, w.end, w.due, w.lost_after))
    assert owed.starts == tuple(w.days[0] for w in owed.items)
    assert owed.ends == tuple(w.days[1] for w in owed.items)


@given(some_periods)
def test_every_business_day_of_a_period_is_owed_once(period: Period) -> None:
    days = [period.start + timedelta(days=n) for n in range(period.days)]
    assert [w.start for w in windows(Cadence.DAILY, period).items] == [d for d in days if d.weekday() < 5]


@given(st.sampled_from(STEPPED), some_periods, st.integers(-30, 530))
def test_the_index_of_a_day_is_the_last_window_begun_by_it(
    cadence: Cadence, period: Period, offset: int
) -> None:
    owed, day = windows(cadence, period), period.start + timedelta(days=offset)
    begun = [n for n, w in enumerate(owed.items) if w.start <= day]
    assert owed.index(day.toordinal()) == (begun[-1] if begun else -1)


def test_only_showings_stand_for_several_windows() -> None:
    shown = {c for c in Cadence if windows(c, SIX).shows_span}
    assert shown == {Cadence.CONTINUOUS, Cadence.PER_EVENT}


@each(
    ("cadence", "months", "shown", "expected"),
    [
        (Cadence.PER_EVENT, 6, 2, 6),
        (Cadence.PER_EVENT, 6, 1, 3),
        (Cadence.PER_EVENT, 5, 2, 5),  # the second window is two months long
        (Cadence.PER_EVENT, 1, 1, 1),
        (Cadence.CONTINUOUS, 6, 4, 4),
        (Cadence.CONTINUOUS, 6, 0, 0),
    ],
)
def test_a_showing_stands_for_the_months_of_its_windows(
    cadence: Cadence, months: int, shown: int, expected: int
) -> None:
    assert months_shown(cadence, months_from(make.START, months), shown) == expected


def test_windows_are_made_once_for_a_cadence_and_a_period() -> None:
    again = windows(Cadence.WEEKLY, Period(make.START, make.END))
    assert again is windows(Cadence.WEEKLY, SIX)
    assert isinstance(again.items[0], Window)
