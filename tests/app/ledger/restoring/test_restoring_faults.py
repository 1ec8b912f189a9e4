"""Whatever fails on the way: nothing half-made is left, and the process has its own home again."""

import errno
import os
import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from attrs import evolve
from django.conf import settings
from django.db import connection, connections
from tests.app.ledger.restoring.hands import BLOB, FILE, TAKEN, forged, held, nothing, refused, restore, write

from dualtrack.app.ledger import backup, head, restoring, unpacking
from dualtrack.app.ledger import home as homes
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.home import Home
from dualtrack.render.backup import names
from dualtrack.render.backup.manifest import manifest_bytes, parse

pytestmark = pytest.mark.once


def test_a_damaged_database_in_a_sound_archive_is_refused(two: Home, file: Path, target: Path) -> None:
    forged(file, two, database=b"SQLite format 3\x00" + bytes(8000))
    code, message = refused(lambda: restore(file, target))
    assert code == "damaged"
    assert message.startswith("db.sqlite3: SQLite calls the database damaged: ")
    assert nothing(target)


def test_a_home_of_a_newer_format_is_refused(two: Home, file: Path, target: Path) -> None:
    forged(file, two, mark=held(file)["home.json"].replace(b'"format": 1', b'"format": 9'))
    code, message = refused(lambda: restore(file, target))
    assert code == "newer_format"
    assert message.endswith("has format 9, this program knows up to 1; install a newer Dualtrack")


@pytest.mark.sqlite  # PostgreSQL's are refused when the backup is taken: test_copying
def test_tables_of_a_newer_program_are_refused(two: Home, file: Path, target: Path, tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('ledger', '0999_later', '2026-03-01')"
        )
    later = tmp_path / "later.zip"
    backup.take(later, now=TAKEN)
    assert refused(lambda: restore(later, target)) == (
        "newer_program",
        f"{later}: was made by Dualtrack 0.1.0 and holds tables that this one (0.1.0) does not know"
        " (ledger.0999_later); install a newer Dualtrack; nothing was restored",
    )
    assert nothing(target)


@pytest.mark.parametrize(
    ("name", "variable"),
    [
        ("blobs", "DUALTRACK_BLOBS"),
        ("lake", "DUALTRACK_LAKE"),
        pytest.param("database_url", "DATABASE_URL", marks=pytest.mark.sqlite),  # else it leads to a server
    ],
)
def test_a_setting_that_leads_elsewhere_is_named(file: Path, target: Path, name: str, variable: str) -> None:
    settings.DUALTRACK = settings.DUALTRACK.model_copy(update={name: f"sqlite:///{target.parent}/x"})
    assert refused(lambda: restore(file, target)) == (
        "elsewhere",
        f"{variable} is set, and a backup is restored into one folder: unset it, restore,"
        " then move what it names and set it again",
    )


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        (errno.ENOSPC, "disk_full", "the disk is full: make room and try again; nothing was changed"),
        (errno.EIO, "io_error", "Input/output error"),
    ],
)
@pytest.mark.parametrize("call", ["fsync", "fdopen", "mkdir"])
def test_a_disk_that_fails_leaves_nothing_and_the_next_try_succeeds(
    file: Path, target: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, code: str, text: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, call, fail)
        assert refused(lambda: restore(file, target)) == (code, f"{target}: {text}")
    assert nothing(target)
    assert restore(file, target).verified["intact"]


def test_a_disk_that_is_too_small_is_told_before_anything_is_written(
    file: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def small(_: object) -> object:
        return shutil._ntuple_diskusage(1 << 30, 1 << 30, 1000)  # type: ignore[attr-defined]  # its own type

    needed = sum(len(data) for name, data in held(file).items() if names.of_home(name))
    monkeypatch.setattr(shutil, "disk_usage", small)
    code, message = refused(lambda: restore(file, target))
    assert (code, message) == (
        "disk_full",
        f"{target.parent}: {needed // 2**20 + 1} MB are needed and 0 MB are free:"
        " make room and try again; nothing was restored",
    )
    assert nothing(target)


def test_a_file_that_changes_between_check_and_copy_is_refused(
    file: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = unpacking.unpack

    def late(found: restoring.Checked, folder: Path, keys_from: Path | None) -> None:
        data = file.read_bytes()
        at = data.index(FILE)
        file.write_bytes(data[:at] + b"X" + data[at + 1 :])
        real(found, folder, keys_from)

    monkeypatch.setattr(restoring, "unpack", late)
    assert refused(lambda: restore(file, target)) == (
        "damaged",
        f"{file}: {BLOB}: its bytes changed while it was read; nothing was restored",
    )
    assert nothing(target)


def test_whatever_fails_the_process_has_its_own_home_again(
    two: Home, file: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = connections.settings["default"]["NAME"]

    def stop() -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(restoring, "verify_home", stop)
    with pytest.raises(KeyboardInterrupt):
        restore(file, target)
    assert nothing(target)
    assert homes.current() == two
    assert connections.settings["default"]["NAME"] == before
    assert head.read().size == 2


def test_a_backup_of_a_tampered_home_is_restored_and_says_what_is_wrong(
    two: Home, target: Path, tmp_path: Path
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sample_widgetrow SET title = 'bent' WHERE id = 'a'")
    file = tmp_path / "bent.zip"
    backup.take(file, now=TAKEN)
    verified = restore(file, target).verified
    assert not verified["intact"]
    problems = verified["problems"]
    assert isinstance(problems, list)
    assert [(p["item"], p["kind"]) for p in problems] == [("sample_widgetrow/a", "changed")]


def test_a_blob_that_the_home_had_lost_is_named_after_restoring(
    two: Home, target: Path, tmp_path: Path
) -> None:
    blob_store().path(sha256(FILE).hexdigest()).unlink()
    file = tmp_path / "poor.zip"
    assert len(backup.take(file, now=TAKEN).left_out) == 1
    problems = restore(file, target).verified["problems"]
    assert isinstance(problems, list)
    assert [(p["item"], p["kind"]) for p in problems] == [(f"blob {sha256(FILE).hexdigest()}", "missing")]


def test_evolving_facts_needs_the_key(two: Home, file: Path, target: Path) -> None:
    files = held(file)
    manifest = parse(files[names.MANIFEST])
    files[names.MANIFEST] = manifest_bytes(evolve(manifest.facts, size=9), manifest.files.values())
    write(file, files)
    assert refused(lambda: restore(file, target)) == (
        "damaged",
        f"{file}: manifest.json: has not the SHA-256 that manifest.sig signs; nothing was restored",
    )
