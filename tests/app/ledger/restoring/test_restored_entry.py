"""A home that was put back says so in its ledger: after the proof, before it has its name, and signed."""

from pathlib import Path

import pytest
from tests.app.ledger.conftest import Tamper
from tests.app.ledger.restoring.hands import TAKEN, WHEN, WHO, nothing, refused, restore
from tests.app.ledger.sample.values import Widget

from dualtrack import __version__
from dualtrack.app.ledger import backup, head, keys, queries, restorations
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.models import RestorationRow
from dualtrack.app.ledger.services import record
from dualtrack.app.ledger.verify import verify_home
from dualtrack.domain.ledger import note
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.codec import decode
from dualtrack.domain.ledger.entry import Entry
from dualtrack.domain.ledger.restoration import Restoration


def test_the_entry_names_the_backup_and_who_put_it_back(two: Home, file: Path, target: Path) -> None:
    before = head.read()
    restored = restore(file, target)
    entry = restored.entry
    assert isinstance(entry, Entry)
    assert (entry.seq, entry.actor, entry.via) == (2, WHO.id, "cli")
    assert (entry.action, entry.recorded_at) == ("home.restored", WHEN)
    assert entry.value is not None
    root = before.frontier.root().hex()
    assert decode(entry.type, entry.tv, entry.value) == Restoration(
        id=entry.object.removeprefix("restoration/"),
        taken_at=TAKEN,
        program=__version__,
        size=2,
        root=root,
        checkpoint_size=2,
        checkpoint_root=root,
    )
    assert list(queries.entries(2)) == [entry]


@pytest.mark.once
def test_what_was_proved_is_the_backup_s_own_head_and_the_entry_comes_after(
    two: Home, file: Path, target: Path
) -> None:
    before = head.read()
    restored = restore(file, target)
    assert restored.verified["root"] == restored.facts.root == before.frontier.root().hex()
    now = verify_home()
    assert (now["intact"], now["size"], now["newest_checkpoint"], now["unsigned_entries"]) == (True, 3, 3, 0)
    (signed,) = [f for f in (target / "checkpoints").iterdir() if f.name == "000000000003.note"]
    opened = note.open_note(signed.read_bytes(), [keys.vkey(target / "keys")], keys.verify)
    assert opened.checkpoint().root == head.read().frontier.root()


@pytest.mark.once
def test_each_restoring_leaves_its_own(two: Home, file: Path, target: Path, tmp_path: Path) -> None:
    restore(file, target)
    again = tmp_path / "second.zip"
    backup.take(again, now=TAKEN)
    restored = restore(again, target.with_name("third"))
    assert isinstance(restored.entry, Entry)
    assert restored.entry.seq == 3
    assert list(RestorationRow.objects.order_by("seq").values_list("size", flat=True)) == [2, 3]
    assert verify_home()["intact"]


def test_a_ledger_that_contradicts_what_was_signed_gets_no_entry(
    two: Home, target: Path, tmp_path: Path, tamper: Tamper
) -> None:
    """It is restored and named for what it is; it is not written on as if it were sound."""
    tamper("UPDATE ledger_checkpointrow SET frontier = x'00'")
    file = tmp_path / "bent.zip"
    assert backup.take(file, now=TAKEN).left_out
    restored = restore(file, target)
    assert restored.entry == (
        "the ledger's head of size 2 contradicts the checkpoint of size 2; nothing was signed."
        " Run: dualtrack verify"
    )
    assert not restored.verified["intact"]
    assert head.read().size == 2
    assert not RestorationRow.objects.exists()


@pytest.mark.once
def test_where_the_entry_cannot_be_written_no_home_is_there(
    file: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> Entry:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(restorations, "record", full)
    assert refused(lambda: restore(file, target)) == (
        "disk_full",
        f"{target}: the disk is full: make room and try again; nothing was changed",
    )
    assert nothing(target)


@pytest.mark.once
def test_whoever_is_not_known_restores_nothing(file: Path, target: Path) -> None:
    def nobody() -> Actor:
        raise LookupError("no such person in this home")

    with pytest.raises(LookupError):
        restore(file, target, actor=nobody)
    assert nothing(target)


@pytest.mark.once
def test_time_does_not_run_backwards_for_it(two: Home, target: Path, tmp_path: Path, alice: Actor) -> None:
    record(Widget(id="z", title="Z"), actor=alice, now=WHEN.replace(year=2027), action="add")
    backup.take(tmp_path / "ahead.zip", now=TAKEN)
    entry = restore(tmp_path / "ahead.zip", target).entry
    assert isinstance(entry, Entry)
    assert entry.recorded_at == WHEN.replace(year=2027)
