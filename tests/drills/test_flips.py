"""Single bits turned over in every store of a home: each is found, and each by the name of its item.

Fifty bits are turned before each look, each in another item; nothing but these items may be named.
"""

import os
from collections.abc import Iterator, Sequence
from random import Random  # noqa: TID251 - always seeded: a drill comes again

import pytest
from tests.drills.flips import Flip, ledger_tables, of_file, recorded_tables

from dualtrack.app.ledger import checkpoints, verify_rows
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.verify import verify_home
from dualtrack.app.programme.counting import recount
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import Viewer

pytestmark = [pytest.mark.drill, pytest.mark.slow, pytest.mark.sqlite]

FULL = os.environ.get("DRILLS") == "full"
BATCH = 50
ROUNDS = 100 if FULL else 1  # batches of each kind; 4 kinds of 50 bits
SINGLES = 1_000 if FULL else 24
CLEAN = 1_000 if FULL else 3
KINDS = ("lines", "leaves", "rows", "blobs")


@pytest.fixture
def signed(world: Home) -> Home:
    """The programme with its head signed, so that every store holds something."""
    recount(Viewer(actor=Actor("system:drill", "job"), operator=True))  # no invented counts
    checkpoints.checkpoint()
    return world


def looked(flips: Sequence[Flip]) -> set[str]:
    """What verifying names while these bits are turned over."""
    for flip in flips:
        flip.turn()
    try:
        problems = verify_home()["problems"]
    finally:
        for flip in flips:
            flip.back()
    assert isinstance(problems, list)
    return {problem["item"] for problem in problems}


def batch(home: Home, kind: str, seed: Random) -> list[Flip]:
    """Bits of one kind of store, each in another item."""
    if kind in ("lines", "leaves"):
        return list(ledger_tables(home)[kind].flips(seed, BATCH))
    if kind == "rows":
        tables = recorded_tables(home)
        found = (flip for table in tables for flip in table.flips(seed, 1 + BATCH // len(tables)))
        return list(found)[:BATCH]
    store = blob_store()
    names = sorted(store.names())
    return [
        of_file(store.path(name), f"blob {name}", seed) for name in seed.sample(names, min(BATCH, len(names)))
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_every_bit_of_a_batch_is_named_by_its_item_and_nothing_else_is(signed: Home, kind: str) -> None:
    turned = 0
    for number in range(ROUNDS):
        flips = batch(signed, kind, Random(f"{kind} {number}"))  # noqa: S311 - a drill comes again
        assert looked(flips) == {flip.item for flip in flips}, f"round {number}"
        turned += len(flips)
    assert turned >= ROUNDS


def singles(home: Home, seed: Random) -> Iterator[Flip]:
    """Bits of the few items that everything hangs on, one at a time."""
    tables = ledger_tables(home)
    notes = sorted(home.checkpoints_folder.glob("*.note"))
    while True:
        yield from tables["heads"].flips(seed, 1)
        yield from tables["checkpoints"].flips(seed, 1)
        yield from tables["files"].flips(seed, 1)
        note = seed.choice(notes)
        yield of_file(note, f"checkpoints/{note.name}", seed)


def test_a_bit_of_a_head_a_checkpoint_or_the_table_of_files_is_named(signed: Home) -> None:
    seed = Random("singles")  # noqa: S311 - a drill comes again
    for number, flip in zip(range(SINGLES), singles(signed, seed), strict=False):
        assert looked([flip]) == {flip.item}, f"flip {number}"


def test_a_sound_home_gives_no_alarm(signed: Home) -> None:
    for number in range(CLEAN):
        assert verify_home()["problems"] == [], f"look {number}"


def test_control_a_verifier_that_does_not_compare_rows_is_caught(
    signed: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify_rows, "_differences", _none)
    flips = batch(signed, "rows", Random("rows 0"))  # noqa: S311 - a drill comes again
    assert looked(flips) != {flip.item for flip in flips}


def _none(*args: object) -> list[str]:
    return []
