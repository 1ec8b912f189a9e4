"""What a home says of itself: each bit of its mark and its clock, and what the ledger cannot tell of them."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from tests.app.ledger.sample.values import Gadget
from tests.conftest import NOW

from dualtrack.app.ledger import checkpoints, clock
from dualtrack.app.ledger import home as homes
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.home_error import HomeError
from dualtrack.app.ledger.services import record
from dualtrack.app.ledger.verify import verify_home
from dualtrack.app.ledger.verify_mark import check_mark, whose
from dualtrack.app.ledger.verify_report import Report
from dualtrack.app.ledger.verify_tree import Walk
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.codec_types import decode_instant, encode_instant

Told = list[tuple[str, str, str]]
WRITTEN = "is not as the program writes it"
BEGAN = Walk(
    first={"recorded_at": encode_instant(NOW), "value": {"example": True}},
    last_recorded_at=encode_instant(NOW),
)


def told(here: Home, seen: Walk = BEGAN) -> Told:
    """What is named of the two files; an error where the home is refused as a whole."""
    report = Report()
    check_mark(report, whose(report, here), seen)
    return [(one.item, one.kind, one.detail) for one in report.problems]


def again(here: Home) -> Home | None:
    """The home as its mark is now; None where it is refused."""
    try:
        return homes.examine(here.path)
    except HomeError:
        return None


def marked(here: Home, **said: object) -> Home:
    """The home with another mark, written as the program writes it."""
    file = here.path / "home.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | said, indent=1) + "\n")
    found = again(here)
    assert found is not None
    return found


def turned(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def test_every_bit_of_the_mark_is_seen_but_those_that_leave_another_time(home: Home) -> None:
    file = home.path / "home.json"
    before = file.read_bytes()
    missed: list[datetime] = []
    for bit in range(8 * len(before)):
        file.write_bytes(turned(before, bit))
        here = again(home)
        problems = [] if here is None else told(here)
        assert {item for item, _, _ in problems} <= {"home.json"}
        if here is not None and not problems:
            assert (here.id, here.example) == (home.id, home.example)
            missed.append(decode_instant(here.created))
    file.write_bytes(before)
    assert missed
    assert NOW not in missed


def test_every_bit_of_the_clock_is_seen_but_those_that_leave_another_time(home: Home) -> None:
    before = home.clock_file.read_bytes()
    missed: list[datetime] = []
    for bit in range(8 * len(before)):
        home.clock_file.write_bytes(turned(before, bit))
        if not told(home) and clock.fault(home) is None:
            missed.append(clock.frozen(home))
    assert missed
    assert NOW not in missed


@pytest.mark.parametrize("first", [BEGAN.first, None])
def test_an_example_that_is_passed_off_as_real_is_named_even_before_its_first_entry(
    home: Home, first: dict[str, object] | None
) -> None:
    detail = "says otherwise than the ledger's name whether this is an example"
    assert told(marked(home, example=False), Walk(first=first)) == [("home.json", "changed", detail)]


def test_another_name_with_it_does_not_help(home: Home) -> None:
    detail = f"says home_a; the ledger and the key are those of {home.origin}"
    assert told(marked(home, example=False, id="home_a"))[0] == ("home.json", "changed", detail)


@pytest.mark.sqlite  # a column of PostgreSQL holds no bytes that are no text
def test_a_head_whose_name_is_no_text_is_named_and_says_nothing_of_the_mark(
    home: Home, tamper: Callable[..., None]
) -> None:
    tamper("UPDATE ledger_head SET origin = CAST(x'ff' AS TEXT)")
    assert told(home) == []
    assert [one["item"] for one in verify_home()["problems"]] == ["head"]


def test_the_mark_is_held_against_the_first_entry(home: Home) -> None:
    said = "says otherwise than the first entry whether this is an example"
    assert told(home, Walk(first={"value": {"example": False}})) == [("home.json", "changed", said)]
    for value in (None, "x", {"id": "w"}):
        assert told(home, Walk(first={"value": value})) == []


@pytest.mark.parametrize(
    ("said", "detail"),
    [
        ({"more": 1}, WRITTEN),
        ({"format": 0}, WRITTEN),
    ],
)
def test_a_mark_that_was_written_by_hand_is_named(home: Home, said: dict[str, object], detail: str) -> None:
    assert told(marked(home, **said)) == [("home.json", "changed", detail)]


def test_a_home_that_was_made_after_its_first_entry_is_named(real_home: Home) -> None:
    made = encode_instant(NOW + timedelta(days=2))
    began = Walk(first={"recorded_at": encode_instant(NOW)})
    assert told(marked(real_home, created=made), began) == [
        (
            "home.json",
            "changed",
            "says that the home was made at 2026-03-04T09:00:00.000000Z, after its first entry, of"
            " 2026-03-02T09:00:00.000000Z",
        )
    ]


def test_a_mark_without_a_time_is_named(home: Home) -> None:
    ((item, kind, detail),) = told(marked(home, created="yesterday"))
    assert (item, kind) == ("home.json", "changed")
    assert detail.startswith("does not say when the home was made: ")


def test_a_real_home_has_no_clock(real_home: Home) -> None:
    assert told(real_home, Walk()) == []
    clock.write(real_home, NOW)
    assert told(real_home, Walk()) == [
        ("clock.json", "extra", "a home that is no example has no clock of its own")
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda file: file.write_text(file.read_text().replace("true", "false")),
        lambda file: file.write_text(file.read_text().replace("home_example", "home_examplf")),
    ],
)
def test_a_whole_home_of_another_mark_names_that_and_nothing_else(
    home: Home, alice: Actor, change: Callable[[Path], object]
) -> None:
    record(Gadget(id="g", note="n"), actor=alice, now=NOW, action="add")
    checkpoints.checkpoint()
    change(home.path / "home.json")
    again(home)
    connection.close()
    problems = verify_home()["problems"]
    assert isinstance(problems, list)
    assert [each["item"] for each in problems] == ["home.json"]
