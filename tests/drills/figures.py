"""What drills have in common: their length, their seed, and the figures that they hand in."""

import json
import os
from collections.abc import Callable
from random import Random  # noqa: TID251 - always seeded: a drill comes again

import pytest
from attrs import asdict, frozen
from tests.trying import FULL

SEED = os.environ.get("DRILLS_SEED", "1")
PROPERTY = "drill"  # of a test's report: what it hands in


@frozen(kw_only=True)
class Figure:
    """What one test of a drill did; the full form adds up those of all its parts."""

    drill: str
    cases: int = 0
    named: int | None = None  # altered, and named by exactly the items that were altered
    wrong: int | None = None  # lost though acknowledged, half there, not intact
    false_alarms: int | None = None  # named, and not altered
    control: str = ""  # what the broken build was caught by


Hand = Callable[..., None]


def handing_in(record_property: Callable[[str, object], None]) -> Hand:
    """What a test calls with its figure."""

    def hand(drill: str, **figure: object) -> None:
        found = Figure(drill=drill, **figure)  # type: ignore[arg-type]  # checked by attrs' own signature
        record_property(PROPERTY, json.dumps(asdict(found)))

    return hand


def parts(full: int, short: int = 1) -> pytest.MarkDecorator:
    """So many parts, each a test of its own: what an interruption loses is one of them."""
    return pytest.mark.parametrize("part", range(full if FULL else short))


def drawn(*of: object) -> Random:
    """What this part draws: the same each time for one seed, which is printed with a failure."""
    name = " ".join(map(str, (SEED, *of)))
    print(f"seed: {name!r} (DRILLS_SEED={SEED})")  # noqa: T201 - pytest shows it where the drill fails
    return Random(name)  # noqa: S311 - a drill comes again
