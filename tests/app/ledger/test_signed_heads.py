"""Signed heads hang together, whoever writes beside; a failing disk signs nothing, a clock goes forward."""

import os
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from tests.app.ledger.conftest import Tamper
from tests.app.ledger.sample.values import Gadget, Widget
from tests.conftest import NOW
from tests.each import each

from dualtrack.app.ledger import checkpoints, clock, head, head_files, keys, queries
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.home_error import HomeError
from dualtrack.app.ledger.models import CheckpointRow
from dualtrack.app.ledger.services import Change, exclusive, record, record_many
from dualtrack.app.ledger.verify import verify_home
from dualtrack.domain.ledger import note
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.tree import (
    consistency_proof,
    inclusion_proof,
    verify_consistency,
    verify_inclusion,
)

_WRITER = """
import django, sys
from django.conf import settings
django.setup()
from django.apps import apps
apps.set_installed_apps([*settings.INSTALLED_APPS, "tests.app.ledger.sample.apps.SampleConfig"])
from dualtrack.app.ledger import clock
from dualtrack.app.ledger.services import record
from dualtrack.domain.ledger.actor import Actor
from tests.app.ledger.sample.values import Gadget
print("ready", flush=True)
for number in range(30):
    record(Gadget(id=f"o{number}", note="o"), actor=Actor("person:ben", "job"), now=clock.now(), action="add")
"""


def grow(alice: Actor, first: int, count: int) -> None:
    """So many entries more, in one transaction."""
    changes = [Change(value=Gadget(id=f"g{first + n}", note="n"), action="add") for n in range(count)]
    record_many(changes, actor=alice, now=NOW)


def opened(here: Home) -> list[note.Checkpoint]:
    """Every signed head, by size, its signature checked."""
    vkey = keys.vkey(here.keys_folder)
    rows = CheckpointRow.objects.order_by("size").values_list("note", flat=True)
    return [note.open_note(bytes(row), [vkey], keys.verify).checkpoint() for row in rows]


def test_every_signed_head_is_proven_to_every_later_one(home: Home, now: datetime, alice: Actor) -> None:
    size = 0
    for count in (1, 1, 3, 8, 2, 17):
        grow(alice, size, count)
        size += count
        checkpoints.checkpoint()
    leaves, points = list(queries.leaves()), opened(home)
    assert [point.size for point in points] == [1, 2, 5, 13, 15, 32]
    for place, old in enumerate(points):
        for new in points[place:]:
            proof = consistency_proof(leaves[: new.size], old.size)
            assert verify_consistency(
                old_size=old.size, old_root=old.root, size=new.size, root_hash=new.root, proof=proof
            )
    newest = points[-1]
    for index in (0, 14, 31):
        proof = inclusion_proof(leaves, index)
        assert verify_inclusion(
            leaf=leaves[index], index=index, size=newest.size, proof=proof, root_hash=newest.root
        )
    assert queries.newest_checkpoint() == newest


def test_heads_are_signed_while_another_process_writes(home: Home, now: datetime, alice: Actor) -> None:
    environ = os.environ | {
        "DUALTRACK_HOME": str(home.path),
        "DJANGO_SETTINGS_MODULE": "dualtrack.app.settings",
    }
    with subprocess.Popen(
        [sys.executable, "-c", _WRITER], env=environ, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        number = 0
        while writer.poll() is None:
            record(Widget(id=f"w{number}", title="t"), actor=alice, now=now, action="add")
            checkpoints.checkpoint()
            number += 1
            time.sleep(0.005)  # SQLite's lock is not fair: without a pause the other may wait in vain
    assert writer.returncode == 0
    checkpoints.checkpoint()
    sizes = [point.size for point in opened(home)]
    assert sizes == sorted(set(sizes))
    assert sizes[-1] == head.read().size == 30 + number
    assert verify_home()["intact"] is True


@pytest.mark.parametrize(
    ("statement", "size"),
    [
        ("UPDATE ledger_leaf SET hash = zeroblob(32) WHERE seq = 4", 5),
        ("DELETE FROM ledger_leaf WHERE seq = 3", 5),
        ("UPDATE ledger_head SET frontier = CAST(substr(frontier, 1, 8) || zeroblob(64) AS BLOB)", 5),
        ("UPDATE ledger_checkpointrow SET frontier = x'0000000000000000'", 5),
        ("UPDATE ledger_checkpointrow SET frontier = x'01'", 5),
    ],
)
def test_a_head_that_contradicts_is_refused_in_these_words(
    home: Home, now: datetime, alice: Actor, tamper: Tamper, statement: str, size: int
) -> None:
    grow(alice, 0, 3)
    checkpoints.checkpoint()
    grow(alice, 3, 2)
    tamper(statement)
    with pytest.raises(checkpoints.CheckpointRefusedError) as caught:
        checkpoints.checkpoint()
    assert str(caught.value) == (
        f"the ledger's head of size {size} contradicts the checkpoint of size 3; nothing was signed."
        " Run: dualtrack verify"
    )
    assert [path.name for path in home.checkpoints_folder.iterdir()] == ["000000000003.note"]


def test_a_checkpoint_row_with_another_note_is_not_signed_after(
    home: Home, now: datetime, alice: Actor, tamper: Tamper
) -> None:
    grow(alice, 0, 2)
    checkpoints.checkpoint()
    key = keys.signing_key(home.keys_folder)
    other = note.Checkpoint(origin=home.origin, size=2, root=bytes(32))
    forged = note.sign(other, home.origin, key.sign, keys.public_bytes(key))
    grow(alice, 2, 1)
    tamper(f"UPDATE ledger_checkpointrow SET note = x'{forged.hex()}'")
    with pytest.raises(checkpoints.CheckpointRefusedError, match="head of size 3 contradicts"):
        checkpoints.checkpoint()


@pytest.mark.parametrize("call", ["fsync", "open"])
def test_a_failing_disk_signs_nothing(
    home: Home, now: datetime, alice: Actor, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    grow(alice, 0, 2)
    real = os.open

    def fail(*asked: Any, **more: Any) -> int:
        if call == "open" and not asked[1] & os.O_WRONLY:
            return real(*asked, **more)  # a full disk can be read
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, call, fail)
        with pytest.raises(OSError, match="No space left"):
            checkpoints.checkpoint()
    assert not CheckpointRow.objects.exists()
    checkpoints.checkpoint()
    assert [point.size for point in opened(home)] == [2]
    assert verify_home()["intact"] is True


def test_the_note_is_durable_before_its_name_and_its_name_before_the_return(
    home: Home, now: datetime, alice: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    real, folder = os.fsync, home.checkpoints_folder

    def fsync(handle: int) -> None:
        target = Path(f"/proc/self/fd/{handle}").readlink()
        if folder in (target, target.parent):
            calls.append("folder" if target == folder else "note")
            calls.append("named" if any(folder.glob("*.note")) else "unnamed")
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    grow(alice, 0, 1)
    checkpoints.checkpoint()
    assert calls == ["note", "unnamed", "folder", "named"]
    assert [path.name for path in folder.iterdir()] == ["000000000001.note"]


@each("size", [0, 7, 10**12])
def test_files_of_heads_sort_as_their_sizes(size: int) -> None:
    name = head_files.file_of(Path("x"), size).name
    assert name == f"{size:012d}.note"


def test_a_clock_set_in_one_thread_is_not_another_s(home: Home) -> None:
    found: list[datetime] = []
    with clock.use(NOW + timedelta(days=1)):
        thread = threading.Thread(target=lambda: found.append(clock.now()))
        thread.start()
        thread.join()
        assert clock.now() == NOW + timedelta(days=1)
    assert found == [NOW]


def test_a_time_of_another_zone_is_the_same_moment(home: Home) -> None:
    east = (NOW + timedelta(hours=1)).astimezone(timezone(timedelta(hours=9)))
    with clock.use(east):
        assert clock.now() == east
        assert clock.now().tzinfo is UTC
    clock.move(east)
    assert clock.now() == east
    clock.move(east)  # where it stands already
    assert [path.name for path in home.path.glob("clock*")] == ["clock.json"]


def test_the_clock_is_as_it_was_after_an_error(home: Home) -> None:
    with pytest.raises(KeyError), clock.use(NOW + timedelta(days=9)):
        raise KeyError
    assert clock.now() == NOW


def test_a_refused_move_writes_nothing(home: Home, real_home: Home) -> None:
    with pytest.raises(clock.ClockRefusedError) as caught:
        clock.move(NOW)
    assert str(caught.value) == (
        f"{real_home.path}: the clock of this home cannot be set; only an example home has a clock of its own"
    )
    assert not real_home.clock_file.exists()


def test_a_clock_file_in_another_spelling_is_refused(home: Home) -> None:
    home.clock_file.write_text('{"now": "2026-03-02"}')
    with pytest.raises(
        HomeError, match="holds no time; restore it from a backup, after dualtrack verify told"
    ):
        clock.now()


def test_what_is_read_and_written_exclusively_is_one_step(now: datetime, alice: Actor) -> None:
    with exclusive():
        before = head.read().size
        entry = record(Widget(id="w", title=str(before)), actor=alice, now=now, action="add")
        assert entry.seq == before
    assert connection.in_atomic_block is False


@pytest.mark.parametrize("hours", [-48, -1, 0, 1])
def test_the_ledger_s_time_is_never_before_its_last(now: datetime, alice: Actor, hours: int) -> None:
    first = record(Widget(id="w", title="a"), actor=alice, now=now, action="add")
    later = record(Widget(id="w", title="b"), actor=alice, now=now + timedelta(hours=hours), action="edit")
    assert later.recorded_at == now + timedelta(hours=max(hours, 0))
    assert head.read().last_recorded_at == later.recorded_at >= first.recorded_at
