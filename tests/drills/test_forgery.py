"""The ledger written anew and signed again with its own key, and an older home put back in its place.

By itself such a home is whole: that is why somebody outside holds a head. What lies before a head that is
held is detected; what lies after the last one is not, by construction, and the figures say so.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.drills.altered import Altered, alter, keep, laid_aside, put_back
from tests.drills.figures import Hand, drawn, parts
from tests.forging import rewritten
from tests.trying import FULL

from dualtrack.app.ledger import checkpoints, clock, head
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.models import Body
from dualtrack.app.ledger.services import record
from dualtrack.app.ledger.verify import verify_home
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.registers.things import Asset, AssetKind

pytestmark = [pytest.mark.drill, pytest.mark.slow]

FORGERIES = 50 if FULL else 2  # in one part
ROUNDS = 25 if FULL else 1
PARTS = 4
KEPT = "kept.note"
Named = list[tuple[str, str]]


def grow(name: str, count: int) -> None:
    """So many facts more."""
    for number in range(count):
        thing = Asset(id=f"{name}-{number}", kind=AssetKind.INFRASTRUCTURE, name=name)
        record(thing, actor=Actor("system:drill", "job"), now=clock.now(), action="add")


def told(held: Sequence[tuple[str, bytes]] = ()) -> Named:
    """Item and kind of every problem, but for the invented counts of the programme."""
    problems = verify_home(held=held)["problems"]
    assert isinstance(problems, list)
    found = [(problem["item"], problem["kind"]) for problem in problems]
    return [(item, kind) for item, kind in found if not item.startswith("checkday/")]


def forged(home: Home, folder: Path, places: Sequence[int], held: bytes) -> tuple[list[Named], list[Named]]:
    """What verifying says of each entry that was rewritten: with the head that is held, and without it."""
    within, alone = [], []
    for place in places:
        with laid_aside(home, folder):
            alter(home, Altered(tuple(rewritten(home, place)), frozenset(), 1))
            within.append(told([(KEPT, held)]))
            alone.append(told())
    return within, alone


@parts(PARTS)
def test_an_entry_that_was_rewritten_is_detected_by_a_head_that_is_held(
    world: Home, tmp_path: Path, part: int, figure: Hand
) -> None:
    """Before the head: detected, each time. After it: undetected, each time; so heads are given out often."""
    held = checkpoints.checkpoint()
    anchored = head.read().size
    grow("after", 5)
    checkpoints.checkpoint()
    seed = drawn("forgery", part)
    before = [seed.randrange(anchored) for _ in range(FORGERIES)]
    within, alone = forged(world, tmp_path / "aside", before, held)
    found = within.count([(KEPT, "inconsistent")])
    figure("forgery with the key", cases=FORGERIES, named=found)
    assert within == [[(KEPT, "inconsistent")]] * FORGERIES
    assert alone == [[]] * FORGERIES, "the key alone makes it whole"
    after = [seed.randrange(anchored, Body.objects.count()) for _ in range(FORGERIES // 2)]
    within, _ = forged(world, tmp_path / "aside", after, held)
    assert within == [[]] * len(after)
    figure("forgery with the key", control="after the last head that is held, every one passed")


@parts(PARTS)
def test_an_older_home_in_place_of_today_s_is_detected_by_a_head_that_is_held(
    world: Home, tmp_path: Path, part: int, figure: Hand
) -> None:
    """Database, heads and keys put back together are whole; the database alone contradicts the heads."""
    checkpoints.checkpoint()
    seed = drawn("rollback", part)
    for number in range(ROUNDS):
        keep(world, tmp_path / "older")
        grow(f"r{part}-{number}", seed.randrange(1, 6))
        held = [(KEPT, checkpoints.checkpoint())]
        keep(world, tmp_path / "today")
        put_back(world, tmp_path / "older")
        assert told() == [], "by itself it is whole"
        assert told(held) == [(KEPT, "rolled_back")]
        put_back(world, tmp_path / "today")
        put_back(world, tmp_path / "older", kept=())
        assert told() == [("ledger", "rolled_back")]
        put_back(world, tmp_path / "today")
        assert told(held) == []
    control = "without a head that is held, an older home passed each time"
    figure("rollback", cases=2 * ROUNDS, named=2 * ROUNDS, control=control)
