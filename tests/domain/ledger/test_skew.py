"""When a clock is behind the record."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.each import each

from dualtrack.domain.ledger.codec import decode, encode
from dualtrack.domain.ledger.skew import SLACK, ClockSkew, behind

LAST = datetime(2026, 10, 25, 1, 0, tzinfo=UTC)
SPANS = st.timedeltas(timedelta(days=-400), timedelta(days=400))


@each(
    ("back", "expected"),
    [
        (timedelta(), False),
        (timedelta(seconds=-1), False),
        (SLACK, False),
        (SLACK + timedelta(microseconds=1), True),
        (timedelta(hours=1), True),
        (timedelta(days=365), True),
        (timedelta(days=-365), False),
    ],
)
def test_more_than_two_seconds_before_the_last_entry_is_behind(back: timedelta, expected: bool) -> None:
    assert behind(LAST - back, LAST) is expected


def test_nothing_is_behind_an_empty_record() -> None:
    assert not behind(LAST, None)


@given(span=SPANS)
def test_of_two_times_at_most_one_is_behind_the_other(span: timedelta) -> None:
    assert not (behind(LAST + span, LAST) and behind(LAST, LAST + span))


@given(span=SPANS, more=st.timedeltas(timedelta(), timedelta(days=9)))
def test_who_is_behind_is_behind_all_the_more_when_the_clock_falls_further(
    span: timedelta, more: timedelta
) -> None:
    assert behind(LAST + span - more, LAST) or not behind(LAST + span, LAST)


def test_it_is_recorded_with_both_times() -> None:
    value = ClockSkew(id="skew_1", said=LAST - timedelta(hours=1), last=LAST)
    data = encode(value)
    assert data == {
        "id": "skew_1",
        "said": "2026-10-25T00:00:00.000000Z",
        "last": "2026-10-25T01:00:00.000000Z",
    }
    assert decode("clock_skew", 1, data) == value
