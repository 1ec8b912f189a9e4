"""Single bits turned over in every store of a home: each is found, and each by the name of its item.

Fifty bits are turned before each look, each in another item; nothing but these items may be named.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random  # noqa: TID251 - always seeded: a drill comes again

import pytest
from tests.drills.figures import Hand, drawn, parts
from tests.drills.flips import Flip, ledger_tables, of_file, recorded_tables, sign_ins
from tests.render.package import samples, test_tamper
from tests.trying import FULL

from dualtrack.app.ledger import checkpoints, verify_rows
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.verify import verify_home
from dualtrack.app.programme.counting import recount
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import Viewer
from dualtrack.render.package import check, verify

pytestmark = [
    pytest.mark.drill,
    pytest.mark.slow,
    pytest.mark.sqlite,  # rows by their place in its file, and text that is none; PostgreSQL takes neither
]

BATCH = 50
SIGN_INS = 3  # of them
FLIPS = 475 if FULL else 50  # of each kind, in one part: 4 kinds x 10 x 475 are 19,000
SINGLES = 100 if FULL else 8  # in one part: 1,000
CLEAN = 100 if FULL else 2  # in one part: 1,000
PACKED = 1_000 if FULL else 20  # in one part: 10,000
PARTS = 10
KINDS = ("lines", "leaves", "rows", "blobs")


@pytest.fixture
def signed(world: Home) -> Home:
    """The programme with its head signed, so that every store holds something."""
    recount(Viewer(actor=Actor("system:drill", "job"), operator=True))  # no invented counts
    checkpoints.checkpoint()
    return world


@pytest.fixture(autouse=True)
def remembered_signatures(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same signatures of a package are checked a thousand times over: work each out once."""
    monkeypatch.setattr(verify, "signed", test_tamper.SIGNED)


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
        return [*_of_sign_ins(home, seed, flips := list(found)[: BATCH - SIGN_INS]), *flips]
    store = blob_store()
    names = sorted(store.names())
    return [
        of_file(store.path(name), f"blob {name}", seed) for name in seed.sample(names, min(BATCH, len(names)))
    ]


def _of_sign_ins(home: Home, seed: Random, others: Sequence[Flip]) -> Iterator[Flip]:
    """Bits of sign-ins, where what they are compared with is as it was: else that is named in their place."""
    turned = {flip.item.partition("/")[2] for flip in others}
    for flip in sign_ins(home).flips(seed, SIGN_INS):
        if flip.item.partition("/")[2] not in turned:
            yield flip


@pytest.mark.parametrize("kind", KINDS)
@parts(PARTS)
def test_every_bit_of_a_batch_is_named_by_its_item_and_nothing_else_is(
    signed: Home, kind: str, part: int, figure: Hand
) -> None:
    turned, missed, extra, seed = 0, set[str](), set[str](), drawn("flips", kind, part)
    while turned < FLIPS:
        flips = batch(signed, kind, seed)[: FLIPS - turned]
        names, wanted = looked(flips), {flip.item for flip in flips}
        missed |= {f"after {turned}: {item}" for item in wanted - names}
        extra |= {f"after {turned}: {item}" for item in names - wanted}
        turned += len(flips)
    figure("bit flips", cases=turned, named=turned - len(missed), false_alarms=len(extra))
    assert (missed, extra) == (set(), set())


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


@parts(PARTS)
def test_a_bit_of_a_head_a_checkpoint_or_the_table_of_files_is_named(
    signed: Home, part: int, figure: Hand
) -> None:
    wrong, turned = [], zip(range(SINGLES), singles(signed, drawn("singles", part)), strict=False)
    for number, flip in turned:
        names = looked([flip])
        wrong += [] if names == {flip.item} else [(number, flip.item, names)]
    figure("bit flips", cases=SINGLES, named=SINGLES - len(wrong))
    assert wrong == []


@parts(PARTS)
def test_a_sound_home_gives_no_alarm(signed: Home, part: int, figure: Hand) -> None:
    alarms = [found for _ in range(CLEAN) if (found := verify_home()["problems"])]
    figure("sound homes", cases=CLEAN, false_alarms=len(alarms), control="each flip is one")
    assert alarms == []


@parts(PARTS)
def test_a_bit_of_a_package_is_named(tmp_path: Path, part: int, figure: Hand) -> None:
    whole, seed = samples.sample_zip(), drawn("packages", part)
    offsets = [seed.randrange(len(whole)) for _ in range(PACKED)]
    wrong = test_tamper.drill(whole, offsets, tmp_path / "p.zip")
    figure("bit flips in packages", cases=PACKED, named=PACKED - len(wrong))
    assert wrong == []


def test_control_a_verifier_that_does_not_look_at_the_zip_itself_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, figure: Hand
) -> None:
    monkeypatch.setattr(check, "framing_faults", _none)
    whole, seed = samples.sample_zip(), drawn("packages", 0)
    offsets = [seed.randrange(len(whole)) for _ in range(100)]
    missed = len(test_tamper.drill(whole, offsets, tmp_path / "p.zip"))
    assert missed
    figure("bit flips in packages", control=f"a verifier blind to the zip itself missed {missed} of 100")


def test_control_a_verifier_that_does_not_compare_rows_is_caught(
    signed: Home, monkeypatch: pytest.MonkeyPatch, figure: Hand
) -> None:
    monkeypatch.setattr(verify_rows, "_differences", _none)
    flips = batch(signed, "rows", drawn("flips", "rows", 0))
    missed = {flip.item for flip in flips} - looked(flips)
    assert missed
    figure("bit flips", control=f"a verifier that compares no rows missed {len(missed)} of {len(flips)}")


def _none(*args: object) -> list[str]:
    return []
