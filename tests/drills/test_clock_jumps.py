"""The machine's clock jumps, back and forth, in the night of summer time too, while two writers write.

The order of entries is the order in which they were written; their time never runs backwards; a clock that
fell behind is on record; nothing else is.
"""

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import pairwise, product
from threading import Barrier, get_ident

import pytest
from attrs import define, evolve, field, frozen
from django.db import connections
from tests.drills.figures import Hand
from tests.trying import FULL

from dualtrack.app.ledger import clock, head, queries, services, skews
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.verify import verify_home
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.entry import Entry
from dualtrack.domain.ledger.skew import SLACK
from dualtrack.domain.registers.things import Asset, AssetKind

pytestmark = [pytest.mark.drill, pytest.mark.slow]

WRITERS = 2
EACH = 4  # facts of each writer before, in and after a jump
AUTUMN, SPRING = datetime(2026, 10, 25, 0, 59, 58, tzinfo=UTC), datetime(2027, 3, 28, 0, 59, 58, tzinfo=UTC)
HOUR, YEAR = timedelta(hours=1), timedelta(days=365)
JUMPS = {"-1 h": -HOUR, "-1 y": -YEAR, "+1 y": YEAR, "-1 s": timedelta(seconds=-1), "none": timedelta()}
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe")
CASES = [
    *product(JUMPS, ZONES if FULL else ZONES[1:2], (AUTUMN, SPRING) if FULL else (AUTUMN,)),
]


@define
class Machine:
    """A clock that ticks with each look, and may be off for one writer or all."""

    at: datetime
    off: dict[int, timedelta] = field(factory=dict)  # by thread
    jump: timedelta = timedelta()

    def __call__(self) -> datetime:
        """What it says to whoever asks."""
        self.at += timedelta(milliseconds=300)
        return self.at + self.jump + self.off.get(get_ident(), timedelta())


@pytest.fixture
def zoned() -> Iterator[Callable[[str], None]]:
    """Set the zone of the process, as the machine's own setting does."""
    before = os.environ.get("TZ")

    def to(zone: str) -> None:
        os.environ["TZ"] = zone
        time.tzset()

    yield to
    os.environ.pop("TZ") if before is None else os.environ.__setitem__("TZ", before)
    time.tzset()


@pytest.fixture
def pool(real_home: Home) -> Iterator[ThreadPoolExecutor]:
    """Two writers, each with a connection of its own."""
    with ThreadPoolExecutor(WRITERS) as threads:
        yield threads
        together = Barrier(WRITERS)  # one task for each thread

        def close(_: int) -> None:
            together.wait(30)
            connections["default"].close()

        list(threads.map(close, range(WRITERS)))


def write(name: str) -> None:
    """Some facts, each at the time that the machine says then."""
    for number in range(EACH):
        thing = Asset(id=f"{name}-{number}", kind=AssetKind.INFRASTRUCTURE, name=name)
        services.record(thing, actor=Actor("system:drill", "job"), now=clock.now(), action="add")


@frozen(kw_only=True)
class Seen:
    """The entries of one case, and what should have been told."""

    entries: tuple[Entry, ...]
    falls: bool  # whether the clock was ever behind the record by more than it is set right by

    def faults(self) -> Iterator[str]:
        """What is wrong; nothing where every promise held."""
        if [entry.seq for entry in self.entries] != list(
            range(self.entries[0].seq, self.entries[0].seq + len(self.entries))
        ):
            yield "the order has a gap"
        backwards = [b.seq for a, b in pairwise(self.entries) if b.recorded_at < a.recorded_at]
        yield from (f"entry {seq}: its time runs backwards" for seq in backwards)
        told = [entry for entry in self.entries if entry.action == skews.ACTION]
        if bool(told) != self.falls:
            was = "was" if self.falls else "was not"
            yield f"told {len(told)} times that the clock is behind, and it {was}"
        facts = sum(entry.action == "add" for entry in self.entries)
        if facts != 3 * WRITERS * EACH + EACH:
            yield f"{facts} facts"


def jumped(machine: Machine, pool: ThreadPoolExecutor, case: str, jump: timedelta) -> Seen:
    """Both writers write before the jump, in it and after it; then one alone whose clock is off by it."""
    first = head.read().size
    for number, off in enumerate((timedelta(), jump, timedelta())):
        machine.jump = off
        list(pool.map(write, [f"{case}-{number}-{writer}" for writer in range(WRITERS)]))
    machine.off[get_ident()] = jump
    write(f"{case}-alone")
    machine.off.clear()
    return Seen(entries=tuple(queries.entries(first)), falls=abs(jump) > SLACK)


def drill(home: Home, pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch, number: int) -> list[str]:
    """One case, ten years after the one before, so that none stands in the future of another."""
    name, _, night = CASES[number]
    machine = Machine(night.replace(year=night.year + 10 * number))
    monkeypatch.setattr(clock, "wall", machine)
    return [f"case {number}: {fault}" for fault in jumped(machine, pool, f"c{number}", JUMPS[name]).faults()]


def test_a_clock_that_jumps_changes_no_order_and_is_told(
    real_home: Home,
    pool: ThreadPoolExecutor,
    zoned: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
    figure: Hand,
) -> None:
    wrong = []
    for number, (_, zone, _) in enumerate(CASES):
        zoned(zone)
        wrong += drill(real_home, pool, monkeypatch, number)
    figure("clock jumps", cases=len(CASES), wrong=len(wrong))
    assert wrong == []
    assert verify_home()["problems"] == []


def test_control_a_record_without_its_guard_is_caught(
    real_home: Home, pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch, figure: Hand
) -> None:
    real = head.read
    monkeypatch.setattr(services.head, "read", lambda **how: evolve(real(**how), last_recorded_at=None))
    wrong = drill(real_home, pool, monkeypatch, 0)
    assert any("its time runs backwards" in fault for fault in wrong)
    assert any("told 0 times that the clock is behind" in fault for fault in wrong)
    figure("clock jumps", control="without the guard, times ran backwards and nobody said so")
