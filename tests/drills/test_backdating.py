"""What is recorded for another day than it was: by a program whose time runs backwards, with the real key.

Signatures and tree are right, so only the times themselves can tell: the order of the entries, the anchors
beside them, and the time that a value carries. What lies between the last entry and now is not told, by
construction, and the figures say so: nobody outside knows when within an open window something was written.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from attrs import evolve
from tests.drills.altered import laid_aside
from tests.drills.figures import Hand, drawn, parts
from tests.drills.test_forgery import Named, told
from tests.trying import FULL

from dualtrack.app.ledger import anchoring, checkpoints, clock, head, services
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.services import record
from dualtrack.app.ledger.verify_times import Times
from dualtrack.domain.audits.findings import Deviation
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.registers.things import Asset, AssetKind

pytestmark = [pytest.mark.drill, pytest.mark.slow]

CASES = 25 if FULL else 2  # in one part
PARTS = 4
BY = Actor("system:drill", "job")


@contextmanager
def running_backwards(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A program without the guard that keeps time from running backwards."""
    real = head.read
    with monkeypatch.context() as patch:
        patch.setattr(services.head, "read", lambda **how: evolve(real(**how), last_recorded_at=None))
        yield


def thing(name: str, moment: datetime) -> str:
    """One fact, recorded at that time; the item of its entry."""
    value = Asset(id=name, kind=AssetKind.INFRASTRUCTURE, name=name)
    return f"entry {record(value, actor=BY, now=moment, action='add').seq}"


def noted(name: str, moment: datetime, own: datetime) -> str:
    """A deviation that says it was noted at another time than it was."""
    value = Deviation(
        id=name, control="AC-02", occurred_on=date(2026, 1, 5), description=name, noted_at=own, noted_by=BY.id
    )
    return f"entry {record(value, actor=BY, now=moment, action='deviation.note').seq}"


def back_dated(
    home: Home, folder: Path, back: timedelta, way: str, patch: pytest.MonkeyPatch
) -> tuple[Named, str]:
    """What verifying says of one entry that was dated back, and its item."""
    now = clock.now() + timedelta(days=1)  # it did not have to take the time of the last one
    with laid_aside(home, folder / "aside"):
        if way == "value":
            item = noted(f"back-{back}", now, now - back)
        else:
            if way == "anchor":
                (folder / "held").mkdir(exist_ok=True)
                anchoring.kept_in_folder(actor=BY, now=now, folder=folder / "held")
            with running_backwards(patch):
                item = thing(f"back-{back}", now - back)
        checkpoints.checkpoint()
        return told(), item


@parts(PARTS)
def test_what_is_dated_back_is_named(
    world: Home, tmp_path: Path, part: int, monkeypatch: pytest.MonkeyPatch, figure: Hand
) -> None:
    seed, named = drawn("backdating", part), 0
    thing("before", clock.now() + timedelta(days=1))
    checkpoints.checkpoint()
    for number in range(CASES):
        (tmp_path / str(number)).mkdir()
        for way in ("order", "anchor", "value"):
            back = timedelta(days=seed.randrange(1, 400), seconds=seed.randrange(1, 86400))
            found, item = back_dated(world, tmp_path / str(number), back, way, monkeypatch)
            assert found == [(item, "inconsistent")], (way, back)
            named += 1
    assert told() == [], "nothing is left of it"
    figure("back-dating with the key", cases=3 * CASES, named=named)


def test_control_a_verifier_that_looks_at_no_time_says_intact(
    world: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, figure: Hand
) -> None:
    monkeypatch.setattr(Times, "look", lambda *_: None)
    thing("before", clock.now() + timedelta(days=1))
    for way in ("order", "anchor", "value"):
        found, _ = back_dated(world, tmp_path, timedelta(days=90), way, monkeypatch)
        assert found == []
    figure("back-dating with the key", control="a verifier that looks at no time said intact")


def test_what_lies_between_the_last_entry_and_now_is_not_told(world: Home, figure: Hand) -> None:
    """By construction; so heads are given out often."""
    thing("after", clock.now() + timedelta(hours=1))
    checkpoints.checkpoint()
    assert told() == []
