"""Days and instants from text, and what refuses them; read without Django."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st
from tests.each import each

from dualtrack.app.programme import asking


@given(st.dates())
def test_each_day_is_read_as_it_is_written(day: date) -> None:
    assert asking.day_in(day.isoformat()) == day


@each("text", ["", "soon", "2026-13-01", "2026-02-30", "1.3.2026", "2026-3-1", "1700000000"])
def test_what_is_no_day(text: str) -> None:
    assert asking.day_in(text) is None


@given(st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2200, 1, 1)), st.integers(-14, 14))  # noqa: DTZ001 - hypothesis asks for bounds without a zone
def test_each_instant_is_read_with_its_offset(moment: datetime, hours: int) -> None:
    aware = moment.replace(tzinfo=timezone(timedelta(hours=hours)))
    read = asking.instant_in(aware.isoformat())
    assert read == aware
    assert read is not None
    assert read.utcoffset() == timedelta(hours=hours)


def test_the_letter_z_is_an_offset() -> None:
    assert asking.instant_in("2026-03-02T09:00:00Z") == datetime(2026, 3, 2, 9, tzinfo=UTC)


@each("text", ["", "now", "2026-03-02", "2026-03-02T09:00:00", "2026-03-02T25:00:00Z"])
def test_what_is_no_instant_or_says_no_offset(text: str) -> None:
    assert asking.instant_in(text) is None


def test_choices_are_told_as_they_are_written() -> None:
    assert asking.listed(["read", "it's"]) == "'read', \"it's\""


def test_neither_loads_django() -> None:
    program = "import sys, dualtrack.app.programme.asking; print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
