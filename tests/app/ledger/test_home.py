"""A home is made whole or not at all, and opened only when it is sound."""

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from tests.conftest import NOW
from tests.each import each

from dualtrack.app.ledger import head, keys, lifecycle, lock
from dualtrack.app.ledger import home as homes
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.home_error import HomeError


def refused(work: Callable[[], object]) -> tuple[str, str]:
    """Code and message of the refusal."""
    with pytest.raises(HomeError) as caught:
        work()
    assert str(caught.value) == caught.value.message
    return caught.value.code, caught.value.message


def test_a_new_home_has_its_folders_its_keys_and_its_mark(tmp_path: Path) -> None:
    here = homes.create(tmp_path / "a" / "home", now=NOW)
    assert sorted(p.name for p in here.path.iterdir()) == [
        "access",
        "blobs",
        "checkpoints",
        "home.json",
        "keys",
        "lake",
    ]
    assert json.loads((here.path / "home.json").read_text()) == {
        "format": 1,
        "id": here.id,
        "example": False,
        "created": "2026-03-02T09:00:00.000000Z",
    }
    assert here.id.startswith("home_")
    assert here.origin == f"dualtrack/{here.id}"
    for name in ("ledger.key", "django.key"):
        assert (here.keys_folder / name).stat().st_mode & 0o777 == 0o600
    assert here.path.stat().st_mode & 0o777 == 0o700
    assert [p.name for p in here.path.parent.iterdir()] == ["home"]


def test_two_homes_share_no_key_and_two_examples_share_the_signing_key_alone(tmp_path: Path) -> None:
    def made(name: str, *, example: bool) -> tuple[str, str]:
        folder = homes.create(tmp_path / name, now=NOW, example=example).keys_folder
        return (folder / "ledger.key").read_text(), (folder / "django.key").read_text()

    real, other = made("a", example=False), made("b", example=False)
    assert not set(real) & set(other)
    first, second = made("c", example=True), made("d", example=True)
    assert first[0] == second[0]
    assert first[1] != second[1]


def test_an_empty_folder_may_become_a_home(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    assert homes.create(tmp_path / "home", now=NOW).path == tmp_path / "home"


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"x")
    code, message = refused(lambda: homes.create(tmp_path, now=NOW))
    assert (code, message) == (
        "not_ours",
        f"{tmp_path}: holds other things (photo.jpg); choose an empty folder",
    )
    assert [p.name for p in tmp_path.iterdir()] == ["photo.jpg"]
    code, message = refused(lambda: homes.create(tmp_path / "photo.jpg", now=NOW))
    assert (code, message) == ("not_ours", f"{tmp_path / 'photo.jpg'}: is a file; a home is a folder")


def test_a_home_is_never_made_over_a_home(tmp_path: Path) -> None:
    here = homes.create(tmp_path / "home", now=NOW)
    key = (here.keys_folder / "ledger.key").read_text()
    code, message = refused(lambda: homes.create(here.path, now=NOW))
    assert (code, message) == (
        "exists",
        f"{here.path}: holds a programme already; choose another folder with --home",
    )
    assert (here.keys_folder / "ledger.key").read_text() == key


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        (errno.ENOSPC, "disk_full", "the disk is full: make room and try again; nothing was changed"),
        (errno.EROFS, "read_only", "the disk is read-only: choose another folder, or mount it for writing"),
        (errno.EACCES, "read_only", "no right to write here: choose another folder, or change its owner"),
        (errno.EIO, "io_error", "Input/output error"),
    ],
)
def test_a_failing_disk_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str, text: str
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(keys, "_write", fail)
    assert refused(lambda: homes.create(tmp_path / "home", now=NOW)) == (code, f"{tmp_path / 'home'}: {text}")
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_cannot_be_prepared_takes_the_new_home_with_it(
    tmp_path: Path, real_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(lifecycle, "call_command", fail)
    with pytest.raises(OSError, match="full"):
        lifecycle.build(tmp_path / "new", now=NOW)
    assert not (tmp_path / "new").exists()


def test_opening_what_is_no_home(tmp_path: Path) -> None:
    absent = tmp_path / "absent"
    assert refused(lambda: homes.open_home(absent)) == (
        "not_found",
        f"{absent}: no home here; make one with dualtrack init, or name it with --home",
    )
    assert refused(lambda: homes.open_home(tmp_path)) == (
        "not_found",
        f"{tmp_path}: is empty; name the home with --home",
    )
    (tmp_path / "x").touch()
    assert refused(lambda: homes.open_home(tmp_path)) == (
        "not_ours",
        f"{tmp_path}: is not a Dualtrack home: it holds other things; name the home with --home",
    )


@each(
    ("mark", "code", "message"),
    [
        ("{", "damaged", "not JSON"),
        ("[]", "damaged", "expected format, id, example and created"),
        ('{"format": "1"}', "damaged", "expected format, id, example and created"),
        (
            '{"format": 2, "id": "h", "example": false, "created": ""}',
            "newer_format",
            "install a newer Dualtrack",
        ),
    ],
)
def test_opening_a_home_with_another_mark(tmp_path: Path, mark: str, code: str, message: str) -> None:
    here = homes.create(tmp_path / "home", now=NOW)
    (here.path / "home.json").write_text(mark)
    found, text = refused(lambda: homes.open_home(here.path))
    assert found == code
    assert message in text
    assert str(here.path) in text


def test_keys_that_others_may_read_are_refused(tmp_path: Path) -> None:
    here = homes.create(tmp_path / "home", now=NOW)
    file = here.keys_folder / "ledger.key"
    file.chmod(0o640)
    assert refused(lambda: homes.open_home(here.path)) == (
        "key_permissions",
        f"{file}: others may read it (mode 640); run: chmod 600 {file}",
    )
    file.unlink()
    assert refused(lambda: homes.open_home(here.path)) == (
        "damaged",
        f"{file}: is missing; restore it from a backup, after dualtrack verify told what else is wrong",
    )


def test_a_home_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = homes.create(tmp_path / "home", now=NOW)
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write anywhere, so the answer is given
    assert refused(lambda: homes.open_home(here.path)) == (
        "read_only",
        f"{here.path}: cannot be written; change its owner or its mode",
    )


def test_a_second_server_is_told_who_holds_the_home(tmp_path: Path) -> None:
    here = homes.create(tmp_path / "home", now=NOW)
    with lock.hold(here):
        assert refused(lambda: lock.hold(here).__enter__()) == (
            "in_use",
            f"{here.path}: in use by a server, process {os.getpid()}; stop it first",
        )
    with lock.hold(here):
        assert here.lock_file.read_text() == f"{os.getpid()}\n"


def test_a_lock_on_a_failing_disk(tmp_path: Path) -> None:
    here = homes.create(tmp_path / "home", now=NOW)
    here.lock_file.mkdir()
    code, message = refused(lambda: lock.hold(here).__enter__())
    assert (code, message) == ("io_error", f"{here.lock_file}: is a folder and no file; it is not opened")


def test_the_current_home_is_none_before_there_is_one(home: Home, connect: Callable[[Path], Home]) -> None:
    assert homes.current() == home
    (home.path / "home.json").rename(home.path / "aside")
    homes.forget()
    with pytest.raises(HomeError, match="is not a Dualtrack home"):
        homes.current_or_none()


def test_migrating_twice_changes_nothing(home: Home) -> None:
    before = head.read()
    call_command("migrate", verbosity=0)
    assert head.read() == before
