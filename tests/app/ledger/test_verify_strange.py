"""Links, pipes and folders in the places of a home's files: `verify` and a backup name them, none waits."""

import json
import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection
from tests.app.ledger.sample.values import Gadget, Widget
from tests.app.ledger.test_plain_files import STRANGE, never_waits

from dualtrack.app.ledger import backup, checkpoints, clock, keys, lock
from dualtrack.app.ledger import home as homes
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.home_error import HomeError
from dualtrack.app.ledger.refusals import CheckpointRefusedError
from dualtrack.app.ledger.services import record
from dualtrack.app.ledger.verify import verify_home
from dualtrack.domain.ledger.actor import Actor
from dualtrack.render.backup.check import check
from dualtrack.render.backup.names import blob_name

__all__ = ["never_waits"]

LINK = "is a symbolic link and no file; it is not opened"


@pytest.fixture
def one(home: Home, alice: Actor) -> str:
    """A home of one entry that names one file, signed; the name of the file."""
    name, _ = blob_store().put(BytesIO(b"the one file"))
    record(Widget(id="a", title="A"), actor=alice, now=clock.now(), action="add", blobs=(name,))
    checkpoints.checkpoint()
    return name


def told() -> list[tuple[str, str, str]]:
    """Item, kind and detail of every problem."""
    connection.close()
    problems = verify_home()["problems"]
    assert isinstance(problems, list)
    return [(each["item"], each["kind"], each["detail"]) for each in problems]


def as_link(file: Path) -> None:
    """The same bytes, reached by a link."""
    moved = file.with_name(f"{file.name}.moved")
    file.rename(moved)
    file.symlink_to(moved)


@pytest.mark.parametrize(("make", "said"), STRANGE)
def test_a_blob_that_is_no_file_is_named_and_left_out_of_the_backup(
    home: Home, one: str, tmp_path: Path, make: Callable[[Path], object], said: str
) -> None:
    file = blob_store().path(one)
    file.unlink()
    make(file)
    assert told() == [(f"blob {one}", "changed", said)]
    taken = backup.take(tmp_path / "b.zip", now=clock.now())
    assert [(f.item, f.kind, f.detail) for f in taken.left_out] == [(blob_name(one), "changed", said)]
    assert check(tmp_path / "b.zip", keys.verify).faults == []


def test_a_folder_of_blobs_that_is_a_link_is_named_by_its_files(home: Home, one: str, tmp_path: Path) -> None:
    as_link(blob_store().path(one).parent)
    said = f"its folder {one[:2]} is a symbolic link and no folder; it is not opened"
    assert told() == [(f"blob {one}", "changed", said)]
    taken = backup.take(tmp_path / "b.zip", now=clock.now())
    assert [(f.item, f.kind, f.detail) for f in taken.left_out] == [(blob_name(one), "changed", said)]


def test_a_folder_that_is_a_link_and_would_hold_nothing_of_ours_is_extra(one: str, tmp_path: Path) -> None:
    other = "00" if one[:2] != "00" else "01"
    (blob_store().root / other).symlink_to(tmp_path)
    assert told() == [(f"blobs/{other}", "extra", "is a symbolic link and no folder; it is not opened")]


@pytest.mark.sqlite  # the tests give a home under another name another database on PostgreSQL
def test_a_home_and_its_stores_may_be_links_themselves(
    home: Home, one: str, tmp_path: Path, connect: Callable[[Path], Home]
) -> None:
    for name in ("blobs", "lake"):
        (home.path / name).rename(tmp_path / name)
        (home.path / name).symlink_to(tmp_path / name)
    (tmp_path / "by another name").symlink_to(home.path)
    connection.close()
    connect(tmp_path / "by another name")
    assert told() == []
    with blob_store().open(one) as stream:
        assert stream.read() == b"the one file"


@pytest.mark.parametrize(
    "name", ["checkpoints/000000000001.note", "keys/ledger.head", "keys/ledger.key", "keys/django.key"]
)
@pytest.mark.parametrize(("make", "said"), STRANGE[1:4])
def test_a_signed_head_or_a_key_that_is_no_file_is_named(
    home: Home, one: str, name: str, make: Callable[[Path], object], said: str
) -> None:
    (home.path / name).unlink()
    make(home.path / name)
    homes.forget()
    homes.examine(home.path)
    secret = name.endswith(".key")
    expected = (name, "changed", f"{said}; restore it from a backup" if secret else said)
    assert told() == [expected]
    if secret:
        with pytest.raises(HomeError) as caught:
            homes.open_home(home.path)
        assert caught.value.code == "not_a_file"
        assert caught.value.message == (
            f"{home.path / name}: {said}; restore it from a backup,"
            " after dualtrack verify told what else is wrong"
        )


def test_nothing_is_signed_beside_a_largest_head_that_is_a_link(home: Home, one: str, alice: Actor) -> None:
    as_link(home.keys_folder / "ledger.head")
    record(Gadget(id="g", note="n"), actor=alice, now=clock.now(), action="add")
    with pytest.raises(CheckpointRefusedError) as caught:
        checkpoints.checkpoint()
    assert str(caught.value) == (f"keys/ledger.head: {LINK}; nothing was signed. Restore it from a backup")


def test_a_mark_and_a_clock_that_are_links_are_told(home: Home, one: str) -> None:
    as_link(home.clock_file)
    assert told()[0] == ("clock.json", "changed", f"{LINK}; restore it from a backup")
    as_link(home.path / "home.json")
    with pytest.raises(HomeError, match=r"home\.json: cannot be read: .*is a symbolic link and no file"):
        homes.open_home(home.path)


def test_a_small_file_that_is_a_link_is_left_out_of_the_backup_and_named(
    home: Home, one: str, tmp_path: Path
) -> None:
    as_link(home.checkpoints_folder / "000000000001.note")
    taken = backup.take(tmp_path / "b.zip", now=clock.now())
    assert [(f.item, f.kind, f.detail) for f in taken.left_out] == [
        ("checkpoints/000000000001.note", "changed", LINK)
    ]


def test_the_lock_writes_into_nothing_that_a_link_leads_to(home: Home, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("kept")
    home.lock_file.symlink_to(precious)
    with pytest.raises(HomeError) as caught, lock.hold(home):
        pass
    assert caught.value.message == f"{home.lock_file}: {LINK}"
    assert precious.read_text() == "kept"


def test_when_it_was_backed_up_is_not_waited_for(home: Home) -> None:
    os.mkfifo(home.path / backup.LAST)
    assert backup.last_taken(home) is None
    assert json.loads((home.path / "home.json").read_text())["example"] is True
