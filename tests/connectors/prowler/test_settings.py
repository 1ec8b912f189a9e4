"""What the caller says about one reading, and what the reading remembers."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.each import each

from dualtrack.connectors.prowler import settings
from dualtrack.connectors.prowler.settings import Reading
from dualtrack.connectors.reading.times import BadTimeError
from dualtrack.domain.evidence.observation import TimeBasis

AT = datetime(2026, 3, 1, tzinfo=UTC)
SECONDS = int(AT.timestamp())


def reading(
    *,
    collected_at: datetime | None = None,
    not_after: datetime | None = None,
    known: Callable[[str], bool] | None = None,
) -> Reading:
    """A reading in Berlin."""
    zone = ZoneInfo("Europe/Berlin")
    return Reading(collected_at=collected_at, not_after=not_after, zone=zone, known=known)


def test_what_is_seen_when_it_is_collected_is_not_in_the_future() -> None:
    assert reading(collected_at=AT).observed("time", SECONDS) == (AT, TimeBasis.EPOCH)


@each("limits", [{"collected_at": AT}, {"not_after": AT}])
def test_a_second_later_is(limits: dict[str, datetime]) -> None:
    with pytest.raises(BadTimeError) as caught:
        reading(**limits).observed("time", SECONDS + 1)
    assert str(caught.value) == (
        "time says 2026-03-01T00:00:01Z, later than 2026-03-01T00:00:00Z; "
        "a result cannot be observed after it is collected"
    )


def test_the_earlier_of_two_limits_holds() -> None:
    held = reading(collected_at=AT + timedelta(days=9), not_after=AT)
    with pytest.raises(BadTimeError, match="later than 2026-03-01T00:00:00Z"):
        held.observed("time", SECONDS + 60)


def test_without_a_limit_nothing_is_in_the_future() -> None:
    assert reading().observed("time", SECONDS * 2)[0].year == 2082


def test_a_limit_in_another_zone_is_the_same_moment() -> None:
    local = AT.astimezone(ZoneInfo("America/New_York"))
    assert reading(not_after=local).observed("time", SECONDS)[0] == AT


@each("nothing", [None, ""])
def test_no_time_is_asserted_by_the_collection(nothing: object) -> None:
    assert reading(collected_at=AT).observed("time", nothing) == (AT, TimeBasis.ASSERTED)
    with pytest.raises(BadTimeError) as caught:
        reading().observed("time", nothing)
    assert str(caught.value) == "no time in the record; say when it was collected (--collected-at)"


def test_a_remembered_time_is_told_apart_by_its_type() -> None:
    held = reading()
    assert held.observed("time", 1)[0].year == 1970
    with pytest.raises(BadTimeError, match="time is True, expected a time"):
        held.observed("time", True)


def test_times_without_an_offset_are_read_in_the_zone() -> None:
    assert reading().observed("time", "2026-03-01T01:00:00") == (AT, TimeBasis.NAIVE)
    assert reading().observed("time", "2026-07-01T02:00:00") == (
        datetime(2026, 7, 1, tzinfo=UTC),
        TimeBasis.NAIVE,
    )


def test_a_time_that_is_refused_is_refused_again() -> None:
    held = reading(not_after=AT)
    for _ in range(2):
        with pytest.raises(BadTimeError):
            held.observed("time", SECONDS + 1)


def test_the_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "_MEMORY", 3)
    held = reading()
    for number in range(10):
        assert held.observed("time", SECONDS + number)[0] == AT + timedelta(seconds=number)
        assert held.ours((f"CIS-{number}", "SOC2")) == (("soc2", "SOC2"),)
        assert held.carried((("soc2", "SOC2", (f"cc_6_{number + 1}",)),))[0] == (f"soc2:CC6.{number + 1}",)
    assert (len(held._moments), len(held._frameworks), len(held._carried)) == (3, 3, 3)


def test_our_frameworks_keep_the_name_that_the_tool_gives() -> None:
    names = ("CIS-2.0", "ISO27001-2022", "SOC2", "ISO27001-2013")
    assert reading().ours(names) == (("iso27001", "ISO27001-2022"), ("soc2", "SOC2"))


def test_two_readings_do_not_share_what_they_know() -> None:
    named = (("soc2", "SOC2", ("cc_6_1",)),)
    assert reading(known=lambda _: True).carried(named) == (("soc2:CC6.1",), ())
    assert reading(known=lambda _: False).carried(named) == ((), ("SOC2:cc_6_1",))
