"""Verifying times: an entry that was recorded for another day than it was is named, whoever signed it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from attrs import evolve
from django.db import connection
from tests.app.ledger.sample.values import Gadget

from dualtrack.app.ledger import anchoring, checkpoints, head, services
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.services import record
from dualtrack.app.ledger.verify import verify_home
from dualtrack.domain.audits.findings import Deviation
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.codec_types import encode_instant
from dualtrack.domain.ledger.skew import ClockSkew

HALF_A_YEAR = timedelta(days=174)


def told() -> list[tuple[str, str, str]]:
    """Item, kind and detail of every problem."""
    connection.close()
    problems = verify_home()["problems"]
    assert isinstance(problems, list)
    return [(p["item"], p["kind"], p["detail"]) for p in problems]


def add(name: str, now: datetime, actor: Actor) -> int:
    """One more entry; its place."""
    return record(Gadget(id=name, note="n"), actor=actor, now=now, action="add").seq


@contextmanager
def without_the_guard(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A program whose time may run backwards: what somebody with the key runs."""
    real = head.read
    with monkeypatch.context() as patch:
        patch.setattr(services.head, "read", lambda **how: evolve(real(**how), last_recorded_at=None))
        yield


def deviation(moment: datetime) -> Deviation:
    return Deviation(
        id="dev_1",
        control="AC-02",
        occurred_on=date(2026, 3, 1),
        description="d",
        noted_at=moment,
        noted_by="p",
    )


def test_an_entry_before_the_last_one_is_named(
    home: Home, now: datetime, alice: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = add("a", now, alice)
    with without_the_guard(monkeypatch):
        place = add("b", now - HALF_A_YEAR, alice)
    add("c", now, alice)
    checkpoints.checkpoint()
    early = encode_instant(now - HALF_A_YEAR)
    detail = f"its recorded_at {early} lies before that of entry {last}, {encode_instant(now)}"
    assert told() == [(f"entry {place}", "inconsistent", detail)]


def test_entries_that_contradict_an_anchor_are_named_with_it(
    home: Home, now: datetime, alice: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One after it that says it was before; one under it that says it was after. In order, neither shows."""
    first = add("a", now + HALF_A_YEAR, alice)
    with without_the_guard(monkeypatch), monkeypatch.context() as patch:
        patch.setattr(anchoring, "_require_after", lambda *_: None)
        anchor, _ = anchoring.kept_in_folder(actor=alice, now=now, folder=tmp_path)
        told_by = head.read().size - 1
        second = add("b", now - HALF_A_YEAR, alice)
    checkpoints.checkpoint()
    found = {item: (kind, detail) for item, kind, detail in told()}
    held, early = encode_instant(now), encode_instant(now - HALF_A_YEAR)
    late = encode_instant(now + HALF_A_YEAR)
    assert found[f"entry {first}"] == (
        "inconsistent",
        f"its recorded_at is {late}, and anchor {anchor.id} holds it since {held}",
    )
    assert found[f"entry {second}"] == (
        "inconsistent",
        f"its recorded_at {early} lies before that of entry {told_by}, {held};"
        f" its recorded_at is {early}, and entry {told_by} before it tells"
        f" that anchor {anchor.id} is held since {held}",
    )


def test_a_value_that_says_it_was_noted_before_is_named(home: Home, now: datetime, alice: Actor) -> None:
    """Written through the ordinary door, with a time that the program never gives."""
    add("a", now - timedelta(hours=1), alice)
    early = now - HALF_A_YEAR
    place = record(deviation(early), actor=alice, now=now, action="deviation.note").seq
    record(deviation(early), actor=alice, now=now, action="deviation.respond")
    checkpoints.checkpoint()
    detail = f"its noted_at is {encode_instant(early)}, and its recorded_at {encode_instant(now)}"
    assert told() == [(f"entry {place}", "inconsistent", detail)]


def test_a_later_entry_keeps_the_time_of_the_first_one(home: Home, now: datetime, alice: Actor) -> None:
    """A response is later than what it answers, and says when that was noted; another time is named."""
    record(deviation(now), actor=alice, now=now, action="deviation.note")
    later = now + HALF_A_YEAR
    record(deviation(now), actor=alice, now=later, action="deviation.respond")
    checkpoints.checkpoint()
    assert told() == []
    moved = now - timedelta(days=9)
    place = record(deviation(moved), actor=alice, now=later, action="deviation.respond").seq
    checkpoints.checkpoint()
    detail = f"its noted_at is {encode_instant(moved)}, and its recorded_at {encode_instant(later)}"
    assert told() == [(f"entry {place}", "inconsistent", detail)]


def test_a_clock_that_was_behind_and_told_as_such_gives_no_alarm(
    home: Home, now: datetime, alice: Actor
) -> None:
    add("a", now, alice)
    early = now - HALF_A_YEAR
    record(ClockSkew(id="skew_1", said=early, last=now), actor=alice, now=early, action="clock.behind")
    record(deviation(early), actor=alice, now=early, action="deviation.note")
    checkpoints.checkpoint()
    assert told() == []


def test_without_that_entry_it_is_named(home: Home, now: datetime, alice: Actor) -> None:
    add("a", now, alice)
    early = now - HALF_A_YEAR
    place = record(deviation(early), actor=alice, now=early, action="deviation.note").seq
    assert [(item, kind) for item, kind, _ in told()] == [(f"entry {place}", "inconsistent")]
