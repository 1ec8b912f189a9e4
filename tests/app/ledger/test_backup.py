"""A backup of a home in use: what is in it, what never is, and every way in which it cannot be taken."""

import errno
import json
import os
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from unittest.mock import DEFAULT, Mock

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from tests.app.ledger.conftest import Tamper
from tests.app.ledger.sample.values import Widget

from dualtrack.app.accounts.models import SetupToken
from dualtrack.app.ledger import backup, checkpoints, head, keys, snapshot
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.home_error import HomeError
from dualtrack.app.ledger.models import CheckpointRow
from dualtrack.app.ledger.services import record
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.note import parse_note
from dualtrack.domain.ledger.tree import Frontier
from dualtrack.render.backup.check import check
from dualtrack.render.backup.names import blob_name

TAKEN = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)
FILE = b"the one file"


@pytest.fixture
def two(home: Home, now: datetime, alice: Actor) -> Home:
    """Two entries, one file, nothing signed yet."""
    name, _ = blob_store().put(BytesIO(FILE))
    record(Widget(id="a", title="A"), actor=alice, now=now, action="add", blobs=(name,))
    record(Widget(id="b", title="B"), actor=alice, now=now, action="add")
    return home


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where the backup goes."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return folder / "b.zip"


def held(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as found:
        return {name: found.read(name) for name in found.namelist()}


def copied(path: Path, folder: Path) -> sqlite3.Connection:
    """The database of a backup, opened."""
    (folder / "copy.sqlite3").write_bytes(held(path)["db.sqlite3"])
    return sqlite3.connect(folder / "copy.sqlite3")


def refused(work: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(HomeError) as caught:
        work()
    return caught.value.code, caught.value.message


def test_it_holds_the_database_the_files_that_it_names_the_heads_and_the_keys(two: Home, out: Path) -> None:
    (name,) = blob_store().names()
    blob_store().put(BytesIO(b"named by no entry"))
    taken = backup.take(out, now=TAKEN)
    found = held(out)
    assert set(found) == {
        *(
            "BACKUP.md",
            "checkpoint",
            "manifest.json",
            "manifest.sig",
            "db.sqlite3",
            "home.json",
            "clock.json",
        ),
        *("keys/ledger.key", "keys/ledger.vkey", "checkpoints/000000000002.note", blob_name(name)),
    }
    assert found[blob_name(name)] == FILE
    assert found["keys/ledger.key"] == (two.keys_folder / "ledger.key").read_bytes()
    assert (taken.file, taken.bytes, taken.files) == (out, out.stat().st_size, len(found))
    assert taken.left_out == ()
    assert check(out, keys.verify).faults == []


def test_it_signs_first_and_says_what_it_is_of(two: Home, out: Path) -> None:
    assert CheckpointRow.objects.count() == 0
    facts = backup.take(out, now=TAKEN).facts
    signed = parse_note(held(out)["checkpoint"]).checkpoint()
    assert (signed.size, signed.root) == (2, head.read().frontier.root())
    assert (facts.size, facts.root, facts.checkpoint_size) == (2, signed.root.hex(), 2)
    assert (facts.home, facts.origin, facts.example, facts.database) == (two.id, two.origin, True, "sqlite")
    assert facts.taken_at == "2026-03-03T02:00:00.000000Z"
    assert (facts.tables["ledger_body"], facts.tables["ledger_blobrow"]) == (2, 1)


def test_nobody_else_may_read_it_and_nothing_else_is_left(two: Home, out: Path) -> None:
    backup.take(out, now=TAKEN)
    assert out.stat().st_mode & 0o777 == 0o600
    assert list(out.parent.iterdir()) == [out]


@pytest.mark.once
def test_the_home_is_as_it_was(two: Home, out: Path) -> None:
    checkpoints.checkpoint()
    before = head.read()
    backup.take(out, now=TAKEN)
    assert head.read() == before


def test_sessions_and_one_time_links_are_not_in_it(two: Home, out: Path, tmp_path: Path) -> None:
    Session.objects.create(session_key="the-secret-session", session_data="x", expire_date=TAKEN)
    SetupToken.objects.create(digest="the-secret-link", expires_at=TAKEN)
    backup.take(out, now=TAKEN)
    data = out.read_bytes()
    assert b"the-secret-session" not in data
    assert b"the-secret-link" not in data
    with closing(copied(out, tmp_path)) as found:
        assert found.execute("SELECT COUNT(*) FROM django_session").fetchone() == (0,)
    assert Session.objects.count() == SetupToken.objects.count() == 1
    assert snapshot.secrets() == (
        "account_emailconfirmation",
        "accounts_setuptoken",
        "django_session",
        "registers_importdraft",
    )


@pytest.mark.sqlite
def test_what_was_erased_is_not_in_it(two: Home, out: Path) -> None:
    marker = "erased-" * 40
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete=OFF")  # some builds of SQLite wipe what is deleted by themselves
    Session.objects.create(session_key="s", session_data=marker * 200, expire_date=TAKEN)
    Session.objects.all().delete()
    connection.close()
    assert marker.encode() in two.database_file.read_bytes()
    backup.take(out, now=TAKEN)
    assert marker.encode() not in out.read_bytes()


def test_triggers_come_along(two: Home, out: Path, tmp_path: Path) -> None:
    backup.take(out, now=TAKEN)
    with closing(copied(out, tmp_path)) as found, pytest.raises(sqlite3.DatabaseError, match="never altered"):
        found.execute("DELETE FROM ledger_leaf")


def test_a_head_that_the_copied_database_does_not_know_is_not_in_it(two: Home, out: Path) -> None:
    checkpoints.checkpoint()
    (two.checkpoints_folder / "000000000009.note").write_bytes(b"signed while the backup was taken")
    backup.take(out, now=TAKEN)
    assert [n for n in held(out) if n.startswith("checkpoints/")] == ["checkpoints/000000000002.note"]


def test_without_keys_the_public_one_alone_is_there(two: Home, out: Path) -> None:
    facts = backup.take(out, now=TAKEN, with_keys=False).facts
    assert not facts.keys
    assert [n for n in held(out) if n.startswith("keys/")] == ["keys/ledger.vkey"]
    assert (two.keys_folder / "ledger.key").read_bytes().strip() not in out.read_bytes()


@pytest.mark.parametrize("spoil", ["unlink", "change"])
def test_a_lost_or_changed_file_is_named_and_everything_else_is_saved(
    two: Home, out: Path, spoil: str
) -> None:
    (name,) = blob_store().names()
    path = blob_store().path(name)
    path.chmod(0o600)
    path.unlink() if spoil == "unlink" else path.write_bytes(b"another file")
    taken = backup.take(out, now=TAKEN)
    ((item, kind),) = [(f.item, f.kind) for f in taken.left_out]
    assert (item, kind) == (blob_name(name), "missing" if spoil == "unlink" else "changed")
    assert check(out, keys.verify).faults == []
    assert "db.sqlite3" in held(out)
    assert blob_name(name) not in held(out)


def test_a_ledger_that_contradicts_its_signature_is_saved_and_named(
    two: Home, out: Path, tamper: Tamper
) -> None:
    checkpoints.checkpoint()
    tamper("UPDATE ledger_head SET frontier = :edge", edge=Frontier().extend([bytes(32)] * 2).to_bytes())
    (fault,) = backup.take(out, now=TAKEN).left_out
    assert (fault.item, fault.kind) == ("ledger", "inconsistent")
    assert fault.detail == (
        "the ledger's head of size 2 contradicts the checkpoint of size 2; nothing was signed."
        " Run: dualtrack verify"
    )


def busy() -> bytes:
    """Another process writes all the while."""
    raise OperationalError("database is locked")


def test_a_busy_home_is_saved_under_the_signature_that_it_has(
    two: Home, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkpoints.checkpoint()
    monkeypatch.setattr(checkpoints, "checkpoint", busy)
    assert backup.take(out, now=TAKEN).facts.checkpoint_size == 2


def test_a_backup_asks_again_for_its_turn_to_sign(
    two: Home, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = [OperationalError("database is locked")] * (backup.TURNS - 1)
    turns = Mock(side_effect=[*taken, DEFAULT], wraps=checkpoints.checkpoint)
    monkeypatch.setattr(checkpoints, "checkpoint", turns)
    assert backup.take(out, now=TAKEN).facts.checkpoint_size == 2
    assert turns.call_count == backup.TURNS


def test_a_busy_home_that_nobody_signed_yet_says_so(
    two: Home, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoints, "checkpoint", busy)
    assert refused(lambda: backup.take(out, now=TAKEN)) == (
        "busy",
        "another process is writing to this home; try again in a moment",
    )
    assert list(out.parent.iterdir()) == []


def test_any_other_trouble_of_the_database_is_told(
    two: Home, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> bytes:
        raise OperationalError("disk I/O error")

    monkeypatch.setattr(checkpoints, "checkpoint", broken)
    with pytest.raises(OperationalError, match="disk I/O error"):
        backup.take(out, now=TAKEN)


@pytest.mark.parametrize("kind", ["file", "folder", "link"])
def test_it_writes_over_nothing(two: Home, out: Path, kind: str) -> None:
    if kind == "file":
        out.write_bytes(b"the backup of yesterday")
    elif kind == "folder":
        out.mkdir()
    else:
        out.symlink_to(out.parent / "nowhere")
    assert refused(lambda: backup.take(out, now=TAKEN)) == (
        "exists",
        f"{out}: is there already; a backup writes over nothing: choose another name",
    )
    assert list(out.parent.iterdir()) == [out]


@pytest.mark.once
def test_a_name_that_is_taken_meanwhile_stays_whose_it_is(
    two: Home, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = backup.write_backup

    def slowly(stream: object, what: object) -> object:
        out.write_bytes(b"somebody else's")
        return real(stream, what)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(backup, "write_backup", slowly)
    code, _ = refused(lambda: backup.take(out, now=TAKEN))
    assert (code, out.read_bytes()) == ("exists", b"somebody else's")
    assert list(out.parent.iterdir()) == [out]


@pytest.mark.once
def test_a_disk_without_links_is_written_to_all_the_same(
    two: Home, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", none)
    backup.take(out, now=TAKEN)
    assert check(out, keys.verify).faults == []
    assert list(out.parent.iterdir()) == [out]


def test_it_does_not_stand_in_the_home_that_it_is_to_outlive(two: Home, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(two.path)
    for inside in (two.path / "b.zip", two.path / "blobs" / "b.zip", tmp_path / "link" / "b.zip"):
        assert refused(lambda inside=inside: backup.take(inside, now=TAKEN)) == (  # type: ignore[misc]  # bound here
            "inside_home",
            f"{inside}: lies in the home that it is to outlive; choose a folder on another disk",
        )


def test_a_folder_that_is_not_there_is_named(two: Home, tmp_path: Path) -> None:
    out = tmp_path / "nowhere" / "b.zip"
    assert refused(lambda: backup.take(out, now=TAKEN)) == ("not_found", f"{out}: its folder does not exist")


FULL = "the disk is full: make room and try again; nothing was changed"


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        (errno.ENOSPC, "disk_full", FULL),
        (errno.EIO, "io_error", "Input/output error"),
        (errno.EROFS, "read_only", "the disk is read-only: choose another folder, or mount it for writing"),
    ],
)
@pytest.mark.parametrize("call", ["fsync", "mkdir", "fdopen"])
@pytest.mark.once
def test_a_disk_that_fails_leaves_nothing_and_the_next_try_succeeds(
    two: Home, out: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, code: str, text: str
) -> None:
    checkpoints.checkpoint()

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, call, fail)
        assert refused(lambda: backup.take(out, now=TAKEN)) == (code, f"{out}: {text}")
    assert list(out.parent.iterdir()) == []
    assert backup.last_taken(two) is None
    backup.take(out, now=TAKEN)
    assert check(out, keys.verify).faults == []


def test_a_disk_that_fills_up_while_the_database_is_copied(
    two: Home, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(folder: Path) -> None:
        (folder / "db.sqlite3").write_bytes(b"half")
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(snapshot, "take", full)
    with pytest.raises(OperationalError, match="database or disk is full"):
        backup.take(out, now=TAKEN)
    assert list(out.parent.iterdir()) == []


@pytest.mark.sqlite
def test_a_database_that_sqlite_calls_damaged_is_not_passed_on_as_a_backup(
    two: Home, out: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "db.sqlite3"
    shutil.copyfile(two.database_file, broken)
    connection.close()
    data = bytearray(two.database_file.read_bytes())
    page = int.from_bytes(data[16:18], "big")
    data[page + 8 : page * 2] = bytes(page - 8)
    broken.write_bytes(data)
    code, message = refused(lambda: snapshot.require_sound(broken))
    assert code == "damaged"
    assert message.startswith("db.sqlite3: SQLite calls the database damaged: ")
    broken.write_bytes(b"no database at all" * 100)
    assert refused(lambda: snapshot.require_sound(broken)) == (
        "damaged",
        "db.sqlite3: SQLite calls the database damaged: file is not a database",
    )


def test_the_home_remembers_when_it_was_backed_up(two: Home, out: Path) -> None:
    assert backup.last_taken(two) is None
    backup.take(out, now=TAKEN)
    assert backup.last_taken(two) == TAKEN
    said = json.loads((two.path / "backup.json").read_text())
    assert (said["file"], said["size"]) == (str(out), 2)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"taken_at": 7}', '{"taken_at": "yesterday"}'])
def test_a_note_that_cannot_be_read_is_none(two: Home, text: str) -> None:
    (two.path / "backup.json").write_text(text)
    assert backup.last_taken(two) is None


def test_a_full_home_disk_does_not_spoil_a_backup_on_another(
    two: Home, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(backup, "write", full)
    assert backup.take(out, now=TAKEN).left_out == ()
    assert check(out, keys.verify).faults == []
