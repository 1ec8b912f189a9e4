"""How far anchors reach: the largest head that is held, its age, and how long what follows has waited."""

from datetime import UTC, datetime, timedelta

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from dualtrack.domain.ledger.anchor import WINDOW, Anchor, AnchorKind, exposure, newest
from dualtrack.domain.ledger.codec import decode, encode

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ONE = Anchor(
    id="anchor_1",
    kind=AnchorKind.WITNESS,
    size=12,
    root="00" * 32,
    holder="auditor.example",
    held_since=NOW - 5 * HOUR,
    files=("ab" * 32,),
)


def test_an_anchor_is_recorded_as_it_is() -> None:
    for value in (ONE, evolve(ONE, held_since=None, kind=AnchorKind.EMAIL)):
        assert decode("anchor", 2, encode(value)) == value


def test_an_anchor_from_before_there_were_buckets_lies_in_none() -> None:
    written = encode(ONE)
    del written["locked"]
    assert decode("anchor", 1, written) == ONE


@given(st.lists(st.tuples(st.integers(1, 9), st.none() | st.integers(0, 9)), max_size=6))
def test_the_newest_is_the_largest_that_is_held_and_of_those_the_one_held_longest(
    facts: list[tuple[int, int | None]],
) -> None:
    several = [
        evolve(ONE, id=str(n), size=size, held_since=None if age is None else NOW - age * HOUR)
        for n, (size, age) in enumerate(facts)
    ]
    held = [one for one in several if one.held_since is not None]
    found = newest(several)
    assert (found is None) == (not held)
    if found is not None:
        assert found.held_since is not None
        assert found.size == max(one.size for one in held)
        assert found.held_since == min(one.held_since for one in held if one.size == found.size)  # type: ignore[type-var]  # none of these is None
        assert newest(reversed(several)) == found


def test_what_waits_and_for_how_long() -> None:
    told = exposure(ONE, size=15, entries=3, first_uncovered=NOW - HOUR, now=NOW)
    assert (told.age, told.entries, told.window, told.too_long) == (5 * HOUR, 3, HOUR, False)
    late = exposure(ONE, size=15, entries=3, first_uncovered=NOW - WINDOW - HOUR, now=NOW)
    assert late.too_long
    assert not exposure(ONE, size=15, entries=3, first_uncovered=NOW - WINDOW, now=NOW).too_long


def test_without_an_anchor_all_waits_and_without_an_entry_nothing_does() -> None:
    none = exposure(None, size=2, entries=2, first_uncovered=NOW - 30 * HOUR, now=NOW)
    assert (none.newest, none.age, none.window, none.too_long) == (None, None, 30 * HOUR, True)
    empty = exposure(None, size=0, entries=0, first_uncovered=None, now=NOW)
    assert (empty.window, empty.too_long) == (None, False)


def test_a_clock_that_was_set_back_makes_no_negative_age() -> None:
    told = exposure(ONE, size=12, entries=1, first_uncovered=NOW + HOUR, now=NOW - 9 * HOUR)
    assert (told.age, told.window) == (timedelta(), timedelta())
