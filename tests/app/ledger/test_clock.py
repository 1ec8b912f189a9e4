"""Time is read in one place; only an example's clock can be set."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest
from tests.conftest import NOW

from dualtrack.app.ledger import clock
from dualtrack.app.ledger.home import Home


def _machine() -> datetime:
    """The time of a file made now."""
    with NamedTemporaryFile() as file:
        return datetime.fromtimestamp(Path(file.name).stat().st_mtime, UTC)


def test_an_example_s_clock_stands_where_its_script_left_it(home: Home) -> None:
    assert clock.now() == NOW
    clock.move(NOW + timedelta(days=30))
    assert clock.now() == NOW + timedelta(days=30)


def test_an_example_s_clock_never_goes_back(home: Home) -> None:
    with pytest.raises(
        clock.ClockRefusedError, match=r"stands at 2026-03-02 09:00:00.00:00; it cannot go back"
    ):
        clock.move(NOW - timedelta(seconds=1))
    assert clock.now() == NOW


def test_another_time_for_a_while(home: Home) -> None:
    later = NOW + timedelta(hours=5)
    with clock.use(later):
        assert clock.now() == later
        with clock.use(NOW):
            assert clock.now() == NOW
        assert clock.now() == later
    assert clock.now() == NOW


def test_a_real_home_refuses_a_set_clock(real_home: Home) -> None:
    for work in (clock.move, lambda moment: clock.use(moment).__enter__()):
        with pytest.raises(
            clock.ClockRefusedError, match="the clock of this home cannot be set; only an example"
        ):
            work(NOW)
    assert abs(clock.now() - _machine()) < timedelta(seconds=5)
    assert clock.now().tzinfo is UTC


def test_a_time_needs_its_zone(home: Home) -> None:
    with pytest.raises(clock.ClockRefusedError, match="a time needs its zone"):
        clock.move(NOW.replace(tzinfo=None))


def test_the_machine_s_time_is_the_machine_s(home: Home) -> None:
    assert abs(clock.wall() - _machine()) < timedelta(seconds=5)
