"""A database that was put back signs nothing against what was signed before, and is named for what it is."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection, transaction
from tests import databases
from tests.app.ledger.conftest import Tamper
from tests.app.ledger.sample.values import Gadget

from dualtrack.app.ledger import checkpoints, head_files, keys, queries
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.models import CheckpointRow
from dualtrack.app.ledger.services import record
from dualtrack.app.ledger.verify import verify_home
from dualtrack.domain.ledger import note
from dualtrack.domain.ledger.actor import Actor


def grow(now: datetime, alice: Actor, *names: str) -> None:
    """One entry for each name."""
    for name in names:
        record(Gadget(id=name, note="n"), actor=alice, now=now, action="add")


def problems() -> list[tuple[str, str, str]]:
    """Item, kind and detail of every problem."""
    connection.close()
    found = verify_home()["problems"]
    assert isinstance(found, list)
    return [(each["item"], each["kind"], each["detail"]) for each in found]


class Shelf:
    """The database at an earlier moment, and how to put it back."""

    def __init__(self, home: Home, folder: Path) -> None:
        self.home, self.file = home, folder / "earlier.sqlite3"

    def take(self) -> None:
        """Lay it aside as a careless backup does."""
        databases.saved(self.home.path, self.file)

    def put_back(self) -> None:
        """The earlier one in place of today's; every other file of the home stays."""
        databases.put_back(self.home.path, self.file)


@pytest.fixture
def shelf(home: Home, tmp_path: Path, now: datetime, alice: Actor) -> Iterator[Shelf]:
    """A home of two signed entries, taken aside; then two more, signed too."""
    shelf = Shelf(home, tmp_path)
    grow(now, alice, "a", "b")
    checkpoints.checkpoint()
    shelf.take()
    grow(now, alice, "c", "d")
    checkpoints.checkpoint()
    yield shelf
    connection.close()


def refusal() -> checkpoints.CheckpointRefusedError:
    """Why nothing is signed; nothing is."""
    before = list(CheckpointRow.objects.values_list("size", flat=True))
    with pytest.raises(checkpoints.CheckpointRefusedError) as caught:
        checkpoints.checkpoint()
    assert list(CheckpointRow.objects.values_list("size", flat=True)) == before
    return caught.value


def test_an_older_database_under_a_newer_checkpoint_is_refused_and_named(shelf: Shelf) -> None:
    shelf.put_back()
    refused = refusal()
    assert refused.code == "rolled_back"
    assert str(refused) == (
        "the ledger has 2 entries, and a head of size 4 was signed before (keys/ledger.head): an older"
        " database was put back; nothing was signed. Bring the newer one back; dualtrack verify tells more"
    )
    detail = "a checkpoint of size 4 was signed, the ledger has 2"
    assert problems() == [("ledger", "rolled_back", detail)]


@pytest.mark.parametrize("kept", ["keys", "checkpoints"])
def test_either_trace_of_the_newer_head_is_enough(shelf: Shelf, kept: str) -> None:
    shelf.put_back()
    if kept == "keys":
        shutil.rmtree(shelf.home.checkpoints_folder)
        shelf.home.checkpoints_folder.mkdir()
    else:
        (shelf.home.keys_folder / head_files.LARGEST).unlink()
    assert refusal().code == "rolled_back"
    assert ("ledger", "rolled_back") in [(item, kind) for item, kind, _ in problems()]


def test_an_older_database_that_grew_past_the_newer_head_never_signs_a_second_history(
    shelf: Shelf, now: datetime, alice: Actor
) -> None:
    shelf.put_back()
    grow(now, alice, "x", "y", "z")
    refused = refusal()
    assert refused.code == "inconsistent"
    assert str(refused) == (
        "the ledger's head of size 5 contradicts the checkpoint of size 4; nothing was signed."
        " Run: dualtrack verify"
    )
    detail = "the entries before it are not those it was signed over"
    assert problems() == [("checkpoint 4", "inconsistent", detail)]


def test_the_same_size_with_another_history_is_refused(shelf: Shelf, now: datetime, alice: Actor) -> None:
    shelf.put_back()
    grow(now, alice, "x", "y")
    assert refusal().code == "inconsistent"


def test_the_newer_database_brought_again_signs_on(shelf: Shelf, now: datetime, alice: Actor) -> None:
    (aside := shelf.file.parent / "newer").mkdir()
    newer = Shelf(shelf.home, aside)
    newer.take()
    shelf.put_back()
    assert refusal().code == "rolled_back"
    newer.put_back()
    grow(now, alice, "e")
    checkpoints.checkpoint()
    assert problems() == []


def test_a_smaller_head_than_the_table_s_newest_is_a_rollback(shelf: Shelf, tamper: Tamper) -> None:
    tamper("UPDATE ledger_head SET size = 1, frontier = CAST(x'0000000000000001' || zeroblob(32) AS BLOB)")
    (shelf.home.keys_folder / head_files.LARGEST).unlink()
    for file in shelf.home.checkpoints_folder.iterdir():
        file.unlink()
    refused = refusal()
    assert (refused.code, "head of size 4 was signed before (checkpoint 4)" in str(refused)) == (
        "rolled_back",
        True,
    )


def cut_off(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """End the next signing where that step would begin, as a power cut does."""

    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        if name == "row":
            patch.setattr(CheckpointRow.objects, "create", die)
        else:
            real = head_files.write
            patch.setattr(
                head_files, "write", lambda file, data: die() if name in file.name else real(file, data)
            )
        with pytest.raises(KeyboardInterrupt):
            checkpoints.checkpoint()


@pytest.mark.parametrize("step", ["ledger.head", "000000000004.note", "row"])
def test_a_signing_that_was_cut_off_is_no_alarm_and_is_completed_by_the_next(
    home: Home, now: datetime, alice: Actor, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    grow(now, alice, "a", "b")
    checkpoints.checkpoint()
    grow(now, alice, "c", "d")
    cut_off(monkeypatch, step)
    assert problems() == []
    assert not CheckpointRow.objects.filter(size=4).exists()
    grow(now, alice, "e")
    checkpoints.checkpoint()
    sizes = list(CheckpointRow.objects.order_by("size").values_list("size", flat=True))
    assert sizes == ([2, 5] if step == "ledger.head" else [2, 4, 5])
    assert [int(file.stem) for file in sorted(home.checkpoints_folder.iterdir())] == sizes
    assert problems() == []


def test_a_cut_off_first_signing_is_completed_with_the_same_note(
    home: Home, now: datetime, alice: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    grow(now, alice, "a")
    cut_off(monkeypatch, "row")
    filed = (home.keys_folder / head_files.LARGEST).read_bytes()
    assert checkpoints.checkpoint() == filed
    assert bytes(CheckpointRow.objects.get(size=1).note) == filed
    assert queries.newest_checkpoint() == note.parse_note(filed).checkpoint()


def test_what_can_be_taken_back_is_never_signed(home: Home, now: datetime, alice: Actor) -> None:
    with transaction.atomic():
        grow(now, alice, "a")
        with pytest.raises(RuntimeError, match="durable atomic block cannot be nested"):
            checkpoints.checkpoint()
    assert list(home.checkpoints_folder.iterdir()) == []
    assert not (home.keys_folder / head_files.LARGEST).exists()


def test_a_largest_head_that_cannot_be_read_stops_the_signing(
    shelf: Shelf, now: datetime, alice: Actor
) -> None:
    (shelf.home.keys_folder / head_files.LARGEST).write_bytes(b"nothing of the kind\n")
    grow(now, alice, "e")
    refused = refusal()
    assert (refused.code, str(refused)) == (
        "inconsistent",
        "keys/ledger.head: note: expected text, a blank line and signature lines; nothing was signed."
        " Restore it from a backup",
    )


def _other(here: Home, size: int, root: bytes = bytes(32)) -> bytes:
    key = keys.signing_key(here.keys_folder)
    head = note.Checkpoint(origin=here.origin, size=size, root=root)
    return note.sign(head, here.origin, key.sign, keys.public_bytes(key))


def test_another_largest_head_of_the_same_size_stops_the_signing(shelf: Shelf) -> None:
    (shelf.home.keys_folder / head_files.LARGEST).write_bytes(_other(shelf.home, 4))
    assert refusal().code == "inconsistent"
    detail = "is another head of size 4 than the checkpoint"
    assert problems() == [("keys/ledger.head", "inconsistent", detail)]


def test_the_largest_head_is_verified_with_the_others(shelf: Shelf) -> None:
    beside = shelf.home.keys_folder / head_files.LARGEST
    beside.write_bytes(head_files.file_of(shelf.home.checkpoints_folder, 2).read_bytes())
    assert problems() == [
        ("keys/ledger.head", "changed", "is the head of size 2; one of 4 was signed"),
    ]
    beside.write_bytes(b"x")
    assert [(item, kind) for item, kind, _ in problems()] == [("keys/ledger.head", "signature")]
    beside.unlink()
    assert problems() == [
        ("keys/ledger.head", "missing", "the largest head that the key signed is not kept beside it")
    ]
