"""Which bookings and facts belong to the year that a plan is of."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.domain.programme.plan.making import profile
from tests.each import each

from dualtrack.domain.audits.choosing import AuditorBooking
from dualtrack.domain.programme.plan.shape import Condition
from dualtrack.domain.programme.plan.years import Year, first_year, second_year

START, ENDED = date(2026, 3, 2), date(2027, 3, 1)
FIRST = first_year(START, ENDED, 6)
SECOND = second_year(ENDED, 6)


def booking(starts: date, number: int = 1, framework: str = "soc2") -> AuditorBooking:
    return AuditorBooking(
        id=f"{framework}-{number}",
        number=number,
        framework=framework,
        firm="CPA",
        starts_on=starts,
        ends_on=starts + timedelta(days=11),
        confirmation="letter 7",
        booked_by="person:alice",
        booked_on=date(2026, 4, 1),
    )


def test_the_second_year_begins_when_the_first_period_has_ended() -> None:
    assert (FIRST.start, FIRST.audits_from, FIRST.audits_before) == (START, None, date(2027, 9, 2))
    assert (SECOND.start, SECOND.audits_from, SECOND.audits_before) == (
        date(2027, 3, 2),
        date(2027, 9, 2),
        None,
    )
    assert (FIRST.later, SECOND.later) == (False, True)


@each(
    ("starts", "first", "second"),
    [
        (date(2027, 3, 15), True, False),  # after the first period: its fieldwork, though the second runs
        (date(2027, 9, 1), True, False),
        (date(2027, 9, 2), False, True),
        (date(2026, 1, 1), True, False),
    ],
)
def test_a_booking_is_of_the_year_whose_period_it_follows(starts: date, first: bool, second: bool) -> None:
    one = booking(starts)
    assert (FIRST.bookings([one]), SECOND.bookings([one])) == (
        {"soc2": one} if first else {},
        {"soc2": one} if second else {},
    )


def test_the_last_booking_of_each_framework_counts_within_its_year() -> None:
    old, moved = booking(date(2027, 3, 15)), booking(date(2027, 4, 5), number=2)
    new, stage1 = booking(date(2028, 3, 14), number=3), booking(date(2027, 2, 1), framework="iso27001")
    every = (new, moved, stage1, old)
    assert FIRST.bookings(every) == {"soc2": moved, "iso27001": stage1}
    assert SECOND.bookings(every) == {"soc2": new}


@given(st.lists(st.dates(date(2026, 1, 1), date(2030, 1, 1)), max_size=5), st.sampled_from((3, 6, 12)))
def test_each_booking_is_of_one_year_and_no_other(days: list[date], months: int) -> None:
    years = first_year(START, ENDED, months), second_year(ENDED, months)
    for day in days:
        assert sum(bool(year.bookings([booking(day)])) for year in years) == 1


def test_while_no_period_is_on_record_every_audit_is_of_the_first_year() -> None:
    year = first_year(START, None, 6)
    late = booking(date(2029, 1, 1))
    assert year == Year(start=START)
    assert year.bookings([late]) == {"soc2": late}


def test_what_was_done_before_a_later_year_is_done_for_another() -> None:
    days = {"kickoff": date(2026, 3, 4), "lessons": date(2027, 3, 2)}
    assert FIRST.days(days) == days
    assert SECOND.days(days) == {"lessons": date(2027, 3, 2)}
    assert not SECOND.its_own(ENDED)
    assert FIRST.its_own(date(2020, 1, 1))


def test_a_profile_follows_where_both_run_already() -> None:
    running = frozenset({Condition.RUNNING_SOC2, Condition.RUNNING_ISMS})
    assert profile(holds=running).follows
    assert not any(profile(holds=frozenset({one})).follows for one in running)
    assert not profile().follows


def test_the_first_audit_of_a_framework_that_was_added_is_of_it_however_late() -> None:
    late = booking(date(2029, 1, 1), number=7)
    assert FIRST.bookings([late]) == {}
    assert first_year(START, ENDED, 6, frozenset({late.framework})).bookings([late]) == {late.framework: late}
