"""Local time as arithmetic: equal to the zone's own reckoning at every moment of the span."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from tests.each import each

from dualtrack.lake.days import DAY_MICROS, day_of, day_start, local_micros, micros, offsets

FIRST = datetime(2025, 1, 1, 0, 0, 30, 5, tzinfo=UTC)
LAST = datetime(2027, 6, 1, 17, tzinfo=UTC)
NAMES = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Africa/Casablanca",
]


def evaluate(expression: str, value: int) -> int:
    """Run the expression the way SQL would."""
    inner = expression.strip("()")
    if "CASE" not in inner:
        column, add = inner.split(" + ")
        assert column == "t"
        return value + int(add)
    words = inner.split("CASE ")[1].removesuffix(" END").split()
    while words[0] == "WHEN":
        _, _, _, end, _, add, *words = words
        if value < int(end):
            return value + int(add)
    return value + int(words[1])


@given(st.sampled_from(NAMES), st.integers(micros(FIRST), micros(LAST)))
def test_equals_the_zones_own_day(name: str, value: int) -> None:
    zone = ZoneInfo(name)
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=value)
    assert day_of(evaluate(local_micros("t", zone, FIRST, LAST), value)) == moment.astimezone(zone).date()


def test_a_zone_without_changes_is_one_sum() -> None:
    assert "CASE" not in local_micros("t", ZoneInfo("Asia/Kathmandu"), FIRST, LAST)


def test_changes_of_offset_are_found_to_the_second() -> None:
    found = list(
        offsets(
            ZoneInfo("Europe/Berlin"), datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)
        )
    )
    assert found == [
        (datetime(2026, 1, 1, tzinfo=UTC), timedelta(hours=1)),
        (datetime(2026, 3, 29, 1, tzinfo=UTC), timedelta(hours=2)),
        (datetime(2026, 10, 25, 1, tzinfo=UTC), timedelta(hours=1)),
    ]


def test_one_moment_is_a_span() -> None:
    assert list(offsets(ZoneInfo("UTC"), FIRST, FIRST)) == [(FIRST.replace(microsecond=0), timedelta(0))]


@each("day", [date.min, date(1969, 12, 31), date(2026, 3, 29), date.max])
def test_a_day_returns_from_its_start_and_its_end(day: date) -> None:
    assert day_of(day_start(day)) == day
    assert day_of(day_start(day) + DAY_MICROS - 1) == day
