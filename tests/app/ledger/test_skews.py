"""A clock that falls behind the record is told once, in an entry before what was written by it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from tests.conftest import NOW

from dualtrack.app.ledger import clock, head, queries
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.models import ClockSkewRow
from dualtrack.app.ledger.services import Change, record, record_many
from dualtrack.app.registers.models import TABLES
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.entry import Entry
from dualtrack.domain.registers.things import Asset, AssetKind

HOUR = timedelta(hours=1)
Clock = Callable[[datetime], None]


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch, real_home: Home) -> Clock:
    """Set the machine's clock, in a home that is no example."""
    return lambda moment: monkeypatch.setattr(clock, "wall", lambda: moment)


def thing(name: str) -> Asset:
    """Some fact."""
    return Asset(id=name, kind=AssetKind.INFRASTRUCTURE, name=name)


def written(name: str, alice: Actor) -> Entry:
    """One fact, at the time that the machine says."""
    return record(thing(name), actor=alice, now=clock.now(), action="add")


def actions() -> list[str]:
    return [entry.action for entry in queries.entries()]


def test_a_clock_that_fell_back_is_told_before_what_is_written(says: Clock, alice: Actor) -> None:
    says(NOW)
    written("a", alice)
    says(NOW - HOUR)
    entry = written("b", alice)
    told = list(queries.entries())[1]
    assert (told.action, told.actor, told.via) == ("clock.behind", "system:clock", "job")
    row = ClockSkewRow.objects.get()
    assert (row.said, row.last, told.object) == (NOW - HOUR, NOW, f"clock_skew/{row.pk}")
    assert (entry.seq, entry.object, entry.recorded_at) == (2, "asset/b", NOW)
    assert TABLES["assets"].objects.get(pk="b").seq == 2


def test_it_is_told_once_while_the_record_s_time_stands_still(says: Clock, alice: Actor) -> None:
    says(NOW)
    written("a", alice)
    for minutes in range(0, 60, 10):
        says(NOW - HOUR + timedelta(minutes=minutes))
        assert written(f"b{minutes}", alice).recorded_at == NOW
    says(NOW + HOUR)
    assert written("c", alice).recorded_at == NOW + HOUR
    assert actions().count("clock.behind") == 1


def test_each_fall_is_told(says: Clock, alice: Actor) -> None:
    for day in range(3):
        says(NOW + timedelta(days=day))
        written(f"a{day}", alice)
        says(NOW + timedelta(days=day) - HOUR)
        written(f"b{day}", alice)
    assert actions() == ["add", "clock.behind", "add"] * 3
    times = [entry.recorded_at for entry in queries.entries()]
    assert times == sorted(times)


def test_one_machine_of_two_that_is_behind_is_told_once_an_hour(says: Clock, alice: Actor) -> None:
    for minutes in range(0, 120, 10):
        says(NOW + timedelta(minutes=minutes))
        written(f"right-{minutes}", alice)
        says(NOW + timedelta(minutes=minutes) - HOUR)
        written(f"behind-{minutes}", alice)
    rows = ClockSkewRow.objects.order_by("seq").values_list("last", flat=True)
    assert list(rows) == [NOW, NOW + HOUR]


def test_two_seconds_are_a_clock_being_set_right(says: Clock, alice: Actor) -> None:
    says(NOW)
    written("a", alice)
    says(NOW - timedelta(seconds=2))
    written("b", alice)
    assert actions() == ["add", "add"]
    says(NOW - timedelta(seconds=2, microseconds=1))
    written("c", alice)
    assert actions() == ["add", "add", "clock.behind", "add"]


def test_who_waited_long_for_another_writer_is_no_clock_that_fell(says: Clock, alice: Actor) -> None:
    says(NOW)
    written("a", alice)
    entry = record(thing("b"), actor=alice, now=NOW - HOUR, action="add")
    assert (entry.recorded_at, actions()) == (NOW, ["add", "add"])


def test_a_batch_gives_back_what_it_was_given(says: Clock, alice: Actor) -> None:
    says(NOW)
    written("a", alice)
    says(NOW - HOUR)
    changes = [Change(value=thing(name), action="add") for name in ("b", "c")]
    entries = record_many(changes, actor=alice, now=clock.now())
    assert [entry.seq for entry in entries] == [2, 3]
    assert head.read().size == 4


def test_nothing_to_write_tells_nothing(says: Clock, alice: Actor) -> None:
    says(NOW)
    written("a", alice)
    says(NOW - HOUR)
    assert record_many([], actor=alice, now=clock.now()) == ()
    assert actions() == ["add"]


def test_an_empty_ledger_takes_any_clock(says: Clock, alice: Actor) -> None:
    says(datetime(1970, 1, 1, tzinfo=UTC))
    assert written("a", alice).recorded_at == datetime(1970, 1, 1, tzinfo=UTC)
    assert actions() == ["add"]


def test_an_example_has_its_own_clock(
    home: Home, now: datetime, alice: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(thing("a"), actor=alice, now=now, action="add")
    monkeypatch.setattr(clock, "wall", lambda: now - HOUR)
    record(thing("b"), actor=alice, now=now - HOUR, action="add")
    assert actions() == ["add", "add"]
