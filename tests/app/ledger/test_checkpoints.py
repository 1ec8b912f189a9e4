"""A head is signed once, and never against one that was signed before."""

from datetime import datetime

import pytest
from tests.app.ledger.conftest import Tamper
from tests.app.ledger.sample.values import Widget

from dualtrack.app.ledger import checkpoints, head, head_files, keys, queries
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.models import CheckpointRow
from dualtrack.app.ledger.services import record
from dualtrack.domain.ledger import note
from dualtrack.domain.ledger.actor import Actor


@pytest.fixture
def three(home: Home, now: datetime, alice: Actor) -> Home:
    """A home of three entries."""
    for number in range(3):
        record(Widget(id=f"w{number}", title="t"), actor=alice, now=now, action="add")
    return home


def test_the_note_is_signed_by_the_home_s_key(three: Home) -> None:
    signed = checkpoints.checkpoint()
    opened = note.open_note(signed, [keys.vkey(three.keys_folder)], keys.verify).checkpoint()
    assert (opened.origin, opened.size, opened.root) == (three.origin, 3, head.read().frontier.root())
    assert head_files.file_of(three.checkpoints_folder, 3).read_bytes() == signed
    assert bytes(CheckpointRow.objects.get(size=3).note) == signed
    assert queries.newest_checkpoint() == opened


def test_the_same_head_is_signed_once(three: Home) -> None:
    assert checkpoints.checkpoint() == checkpoints.checkpoint()
    assert CheckpointRow.objects.count() == 1


def test_a_later_head_is_signed_after_a_check(three: Home, now: datetime, alice: Actor) -> None:
    checkpoints.checkpoint()
    record(Widget(id="w3", title="t"), actor=alice, now=now, action="add")
    assert note.parse_note(checkpoints.checkpoint()).checkpoint().size == 4
    assert [row.size for row in CheckpointRow.objects.order_by("size")] == [3, 4]


def test_an_empty_ledger_may_be_signed(home: Home) -> None:
    assert queries.newest_checkpoint() is None
    assert note.parse_note(checkpoints.checkpoint()).checkpoint().size == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_leaf SET hash = zeroblob(32) WHERE seq = 3",
        "UPDATE ledger_checkpointrow SET frontier = x'0000000000000000'",
    ],
)
def test_a_head_that_contradicts_is_never_signed(
    three: Home, tamper: Tamper, now: datetime, alice: Actor, statement: str
) -> None:
    checkpoints.checkpoint()
    record(Widget(id="w3", title="t"), actor=alice, now=now, action="add")
    tamper(statement)
    with pytest.raises(
        checkpoints.CheckpointRefusedError, match="contradicts the checkpoint of size 3; nothing was"
    ):
        checkpoints.checkpoint()
    assert CheckpointRow.objects.count() == 1


def test_a_head_of_the_same_size_that_contradicts_is_refused(three: Home, tamper: Tamper) -> None:
    checkpoints.checkpoint()
    tamper("UPDATE ledger_head SET frontier = CAST(substr(frontier, 1, 8) || zeroblob(64) AS BLOB)")
    with pytest.raises(checkpoints.CheckpointRefusedError, match="head of size 3 contradicts"):
        checkpoints.checkpoint()


def test_a_checkpoint_that_cannot_be_filed_is_not_kept(three: Home) -> None:
    three.checkpoints_folder.rmdir()
    with pytest.raises(FileNotFoundError):
        checkpoints.checkpoint()
    assert CheckpointRow.objects.count() == 0
