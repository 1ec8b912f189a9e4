"""Rows deleted, inserted, swapped, duplicated, whole tables emptied: each is named, and nothing else is."""

from collections.abc import Callable
from pathlib import Path
from random import Random  # noqa: TID251 - always seeded: a drill comes again

import pytest
from tests.drills import altered
from tests.drills.altered import Altered, alter, laid_aside
from tests.drills.figures import Hand, drawn, parts
from tests.trying import FULL

from dualtrack.app.accounts import verifying_sign_ins
from dualtrack.app.accounts.links import make_password_token
from dualtrack.app.ledger import checkpoints, clock, verify_rows
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.services import record
from dualtrack.app.ledger.verify import verify_home
from dualtrack.app.programme.counting import recount
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.registers.things import Asset, AssetKind

pytestmark = [pytest.mark.drill, pytest.mark.slow]

BATCH = 50
ROUNDS = 5 if FULL else 1  # in one part
PARTS = 4
WHO = Actor("system:drill", "job")
Way = Callable[[Home, Random, int], Altered]
WAYS: dict[str, Way] = {
    "rows": altered.of_rows,
    "entries": altered.of_entries,
    "leaves": altered.of_leaves,
    "heads and files": altered.of_stores,
    "sign-ins": altered.of_sign_ins,
    "whole tables": altered.of_whole_tables,
}


@pytest.fixture
def signed(world: Home) -> Home:
    """The programme with two signed heads, so that every store holds something."""
    recount(Viewer(actor=WHO, operator=True))  # no invented counts
    checkpoints.checkpoint()
    record(
        Asset(id="more", kind=AssetKind.INFRASTRUCTURE, name="More"), actor=WHO, now=clock.now(), action="add"
    )
    make_password_token(actor=WHO, now=clock.now(), person="lead")
    checkpoints.checkpoint()
    return world


def named() -> set[str]:
    """What verifying names."""
    problems = verify_home()["problems"]
    assert isinstance(problems, list)
    return {problem["item"] for problem in problems}


@pytest.mark.parametrize("way", WAYS)
@parts(PARTS)
def test_every_altered_row_is_named_and_nothing_else_is(
    signed: Home, tmp_path: Path, way: str, part: int, figure: Hand
) -> None:
    rows, missed, extra, seed = 0, set[str](), set[str](), drawn("rows", way, part)
    for number in range(ROUNDS):
        what = WAYS[way](signed, seed, BATCH)
        with laid_aside(signed, tmp_path / "aside"):
            alter(signed, what)
            names = named()
        missed |= {f"round {number}: {item}" for item in what.items - names}
        extra |= {f"round {number}: {item}" for item in names - what.items}
        rows += what.rows
    figure("altered rows", cases=rows, named=rows - len(missed), false_alarms=len(extra))
    assert (missed, extra) == (set(), set())
    assert named() == set(), "it is what it was"


def test_control_a_verifier_that_looks_for_no_missing_row_is_caught(
    signed: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, figure: Hand
) -> None:
    monkeypatch.setattr(verify_rows, "_check_missing", lambda *_: None)
    what = altered.of_rows(signed, drawn("control"), BATCH)
    with laid_aside(signed, tmp_path / "aside"):
        alter(signed, what)
        missed = what.items - named()
    assert missed
    figure("altered rows", control=f"a verifier blind to missing rows missed {len(missed)} of {what.rows}")


def test_control_a_verifier_that_takes_a_sign_in_as_it_stands_is_caught(
    signed: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, figure: Hand
) -> None:
    monkeypatch.setattr(verifying_sign_ins, "faults", lambda *_, **__: ())
    what = altered.of_sign_ins(signed, drawn("control of sign-ins"), BATCH)
    with laid_aside(signed, tmp_path / "aside"):
        alter(signed, what)
        missed = what.items - named()
    assert missed
    figure("altered rows", control=f"a verifier blind to sign-ins missed {len(missed)} of {what.rows}")
