"""Whatever can be wrong with a home, its lock, keys and settings: one code, one message, nothing left."""

import errno
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import pytest
from pydantic import ValidationError
from tests.conftest import NOW
from tests.each import each

from dualtrack.app.ledger import database_address, entropy, keys, lock
from dualtrack.app.ledger import home as homes
from dualtrack.app.ledger.configuration import Configuration, unknown_variables, variables
from dualtrack.app.ledger.database_address import database
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.home_error import HomeError, from_os_error
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.domain.ledger import note

MARK = {"format": 1, "id": "home_a", "example": False, "created": "2026-03-02T09:00:00.000000Z"}
EXPECTED = "expected format, id, example and created; restore it from a backup"


def refused(work: Callable[[], object]) -> tuple[str, str]:
    """Code and message of the refusal."""
    with pytest.raises(HomeError) as caught:
        work()
    return caught.value.code, caught.value.message


def failing(number: int) -> Callable[..., None]:
    """A call of the operating system that fails like this."""

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        (errno.ENOSPC, "disk_full", "the disk is full: make room and try again; nothing was changed"),
        (
            errno.EDQUOT,
            "disk_full",
            "the disk quota is used up: make room and try again; nothing was changed",
        ),
        (errno.EROFS, "read_only", "the disk is read-only: choose another folder, or mount it for writing"),
        (errno.EACCES, "read_only", "no right to write here: choose another folder, or change its owner"),
        (errno.EPERM, "read_only", "no right to write here: choose another folder, or change its owner"),
        (errno.EIO, "io_error", "Input/output error"),
        (errno.ENAMETOOLONG, "io_error", "File name too long"),
    ],
)
@pytest.mark.parametrize("call", ["mkdir", "iterdir", "write_text", "chmod", "replace"])
def test_each_failure_of_the_disk_at_each_step_of_making_a_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str, text: str, call: str
) -> None:
    target = tmp_path / "home"
    target.mkdir()
    with monkeypatch.context() as patch:
        patch.setattr(Path, call, failing(number))
        found = refused(lambda: homes.create(target, now=NOW))
    assert found == (code, f"{target}: {text}")
    assert list(tmp_path.iterdir()) == [target]
    assert list(target.iterdir()) == []
    assert homes.create(target, now=NOW).path == target


def test_an_error_without_a_number_keeps_its_words() -> None:
    found = from_os_error(OSError("the cable is out"), "/srv/x")
    assert (found.code, found.message) == ("io_error", "/srv/x: the cable is out")


def test_a_home_below_a_file_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code, message = refused(lambda: homes.create(tmp_path / "file" / "home", now=NOW))
    assert code == "io_error"
    assert message.startswith(f"{tmp_path / 'file' / 'home'}: ")


@each(
    ("names", "shown"),
    [(["b", "a"], "a, b"), (["d", "c", "b", "a"], "a, b, c"), ([".hidden"], ".hidden")],
)
def test_three_of_the_things_that_are_there_are_named(tmp_path: Path, names: list[str], shown: str) -> None:
    for name in names:
        (tmp_path / name).touch()
    assert refused(lambda: homes.create(tmp_path, now=NOW)) == (
        "not_ours",
        f"{tmp_path}: holds other things ({shown}); choose an empty folder",
    )


@each(
    ("text", "code", "reason"),
    [
        ("", "damaged", "not JSON (Expecting value: line 1 column 1 (char 0)); restore it from a backup"),
        ("null", "damaged", EXPECTED),
        ('"home"', "damaged", EXPECTED),
        (json.dumps({**MARK, "format": "1"}), "damaged", EXPECTED),
        (json.dumps({**MARK, "format": None}), "damaged", EXPECTED),
        *((json.dumps({k: v for k, v in MARK.items() if k != name}), "damaged", EXPECTED) for name in MARK),
    ],
)
def test_a_mark_that_cannot_be_trusted(tmp_path: Path, text: str, code: str, reason: str) -> None:
    here = homes.create(tmp_path / "home", now=NOW)
    file = here.path / "home.json"
    file.write_text(text)
    assert refused(lambda: homes.open_home(here.path)) == (code, f"{file}: {reason}")


def test_a_mark_of_a_later_program(tmp_path: Path) -> None:
    here = homes.create(tmp_path / "home", now=NOW)
    (here.path / "home.json").write_text(json.dumps({**MARK, "format": 9, "more": 1}))
    assert refused(lambda: homes.open_home(here.path)) == (
        "newer_format",
        f"{here.path}: has format 9, this program knows up to 1; install a newer Dualtrack",
    )


@each("spoil", [lambda file: file.write_bytes(b"\xff"), lambda file: file.mkdir()])
def test_a_mark_that_cannot_be_read(tmp_path: Path, spoil: Callable[[Path], object]) -> None:
    here = homes.create(tmp_path / "home", now=NOW)
    file = here.path / "home.json"
    file.unlink()
    spoil(file)
    code, message = refused(lambda: homes.open_home(here.path))
    assert code == "unreadable"
    assert message.startswith(f"{file}: cannot be read: ")


@each("said", ["true", 1, None, "yes"])
def test_only_true_makes_an_example(tmp_path: Path, said: object) -> None:
    here = homes.create(tmp_path / "home", now=NOW, example=True)
    assert homes.open_home(here.path).example
    (here.path / "home.json").write_text(json.dumps({**MARK, "example": said}))
    assert not homes.open_home(here.path).example


def test_no_home_is_none_and_a_damaged_one_is_an_error(home: Home) -> None:
    assert homes.current_or_none() == home
    (home.path / "home.json").write_text("{")
    assert homes.current_or_none() == home  # read once
    homes.forget()
    with pytest.raises(HomeError, match="not JSON"):
        homes.current_or_none()
    home.path.rename(home.path.with_name("moved"))
    homes.forget()
    assert homes.current_or_none() is None


@each("mode", [0o604, 0o640, 0o660, 0o777, 0o601])
@each("name", [keys.SIGNING, keys.SESSIONS])
def test_either_key_that_others_may_read(tmp_path: Path, mode: int, name: str) -> None:
    file = homes.create(tmp_path / "home", now=NOW).keys_folder / name
    file.chmod(mode)
    assert refused(lambda: homes.open_home(tmp_path / "home")) == (
        "key_permissions",
        f"{file}: others may read it (mode {mode:o}); run: chmod 600 {file}",
    )


@each("text", ["", "zz", "00" * 31, "00" * 33, "é"])
def test_a_signing_key_that_is_none(tmp_path: Path, text: str) -> None:
    here = homes.create(tmp_path / "home", now=NOW)
    file = here.keys_folder / keys.SIGNING
    file.write_text(text)
    assert refused(lambda: keys.signing_key(here.keys_folder)) == (
        "damaged",
        f"{file}: no Ed25519 key; restore it from a backup",
    )


def test_keys_are_never_written_over(tmp_path: Path) -> None:
    here = homes.create(tmp_path / "home", now=NOW)
    before = {file.name: file.read_bytes() for file in here.keys_folder.iterdir()}
    with pytest.raises(FileExistsError):
        keys.make(here.keys_folder, here.origin, example=False)
    assert {file.name: file.read_bytes() for file in here.keys_folder.iterdir()} == before


def test_the_public_key_is_the_private_one_s_under_the_ledger_s_name(tmp_path: Path) -> None:
    here = homes.create(tmp_path / "home", now=NOW)
    told = note.parse_vkey(keys.vkey(here.keys_folder))
    private = keys.signing_key(here.keys_folder)
    assert (told.name, told.public_key) == (here.origin, keys.public_bytes(private))
    signature = private.sign(b"text")
    assert keys.verify(told.public_key, b"text", signature)
    assert not keys.verify(told.public_key, b"other", signature)
    assert not keys.verify(told.public_key, b"text", b"short")
    assert not keys.verify(b"no key", b"text", signature)


def test_every_folder_of_a_home_is_its_owner_s_alone(tmp_path: Path) -> None:
    here = homes.create(tmp_path / "home", now=NOW, example=True)
    for path in (here.path, *(p for p in here.path.iterdir() if p.is_dir())):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700
    assert (here.database_file.name, here.lock_file.name) == ("db.sqlite3", "lock")
    assert json.loads(here.clock_file.read_text()) == {"now": "2026-03-02T09:00:00.000000Z"}
    assert here.origin == "dualtrack/home_example"


def test_the_hold_is_let_go_after_an_error_and_by_a_killed_process(tmp_path: Path) -> None:
    here = homes.create(tmp_path / "home", now=NOW)
    with pytest.raises(RuntimeError), lock.hold(here):
        raise RuntimeError
    assert here.lock_file.read_text() == ""
    code = (
        "import sys, fcntl, time; stream = open(sys.argv[1], 'a+'); fcntl.flock(stream, fcntl.LOCK_EX);"
        " print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(here.lock_file)], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        assert refused(lambda: lock.hold(here).__enter__()) == (
            "in_use",
            f"{here.path}: in use by a server, process unknown; stop it first",
        )
        other.kill()
    with lock.hold(here):
        assert here.lock_file.read_text() == f"{os.getpid()}\n"


def test_a_lock_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    here = homes.create(tmp_path / "home", now=NOW)
    here.lock_file.mkdir()
    assert refused(lambda: lock.hold(here).__enter__()) == (
        "io_error",
        f"{here.lock_file}: is a folder and no file; it is not opened",
    )


def test_an_example_s_ids_are_the_same_on_every_machine() -> None:
    with entropy.seeded("x", SimpleNamespace(example=True)):
        assert entropy.random_bytes(4) == sha256(b"x/1").digest()[:4]
        assert entropy.salt() == sha256(b"x/2").hexdigest()[:32]
        with entropy.seeded("y", SimpleNamespace(example=True)):
            assert entropy.random_bytes(2) == sha256(b"y/1").digest()[:2]
        assert entropy.random_bytes(2) == sha256(b"x/3").digest()[:2]
    assert entropy.salt() != sha256(b"x/4").hexdigest()[:32]
    assert entropy.key_seed(example=True) == sha256(b"dualtrack example home: invented data").digest()


def test_a_refused_seed_changes_nothing_and_a_secret_is_never_repeatable() -> None:
    with pytest.raises(entropy.SeedRefusedError) as caught:
        entropy.seeded("x", SimpleNamespace(example=False)).__enter__()
    assert str(caught.value) == "only an example home may have repeatable ids and salts; this one is not one"
    with entropy.seeded("x", SimpleNamespace(example=True)):
        assert entropy.secret() != entropy.secret()
        assert entropy.key_seed(example=False) != entropy.key_seed(example=False)
    with pytest.raises(KeyError), entropy.seeded("x", SimpleNamespace(example=True)):
        raise KeyError
    assert entropy.salt() != sha256(b"x/1").hexdigest()[:32]


@each(
    ("params", "text"),
    [
        ({}, "not_yours"),
        ({"person": "ann"}, "not_yours (person=ann)"),
        ({"person": "ann", "count": 2}, "not_yours (person=ann, count=2)"),
    ],
)
def test_a_refusal_is_a_code_with_what_it_is_about(params: dict[str, object], text: str) -> None:
    found = RefusedError("not_yours", **params)
    assert (found.code, str(found)) == ("not_yours", text)
    assert found.params == {name: str(value) for name, value in params.items()}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("trusted_proxies", "11"),
        ("trusted_proxies", "-1"),
        ("trusted_proxies", "two"),
        ("max_upload_mb", "0"),
        ("max_upload_mb", ""),
        ("log_level", "info"),
        ("log_level", ""),
    ],
)
def test_a_setting_out_of_bounds_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"DUALTRACK_{name.upper()}", value)
    with pytest.raises(ValidationError) as caught:
        Configuration()
    assert [str(error["loc"][0]) for error in caught.value.errors()] == [name]


@each(("url", "scheme"), [("", ""), ("db.sqlite3", ""), ("mysql://u@h/n", "mysql"), ("file:///x", "file")])
def test_an_address_of_another_database_is_refused(url: str, scheme: str) -> None:
    with pytest.raises(ValueError, match="DATABASE_URL") as caught:
        database(url)
    assert str(caught.value) == (
        "DATABASE_URL: expected sqlite:///PATH or postgresql://USER:PASSWORD@HOST:PORT/NAME,"
        f" got the scheme {scheme!r}"
    )


@each("scheme", ["postgres", "postgresql"])
def test_what_an_address_does_not_say_is_left_open(scheme: str) -> None:
    found = database(f"{scheme}:///grc")
    assert (found["NAME"], found["HOST"], found["PORT"], found["USER"]) == ("grc", "", "", "")
    assert found["CONN_HEALTH_CHECKS"] is True
    assert database("sqlite:///x.db")["OPTIONS"] is not database_address.SQLITE


@pytest.mark.parametrize(("url", "https"), [("", False), ("http://x", False), ("https://x", True)])
def test_https_is_what_the_public_address_says(
    monkeypatch: pytest.MonkeyPatch, url: str, https: bool
) -> None:
    monkeypatch.setenv("DUALTRACK_PUBLIC_URL", url)
    assert Configuration().https is https


def test_the_session_key_is_the_home_s_unless_one_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = homes.create(tmp_path / "home", now=NOW)
    monkeypatch.delenv("DUALTRACK_SECRET_KEY", raising=False)
    monkeypatch.setenv("DUALTRACK_HOME", str(here.path))
    own = (here.keys_folder / keys.SESSIONS).read_text().strip()
    assert Configuration().session_key() == own
    monkeypatch.setenv("DUALTRACK_SECRET_KEY", "chosen")
    assert Configuration().session_key() == "chosen"
    assert own not in repr(Configuration())


def test_misspelt_settings_of_this_process_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    assert unknown_variables({name: "" for name, _, _ in variables()}) == ()
    monkeypatch.setenv("DUALTRACK_HOMES", "x")
    monkeypatch.setenv("DUALTRACK_ALLOWED_HOST", "x")
    assert {"DUALTRACK_ALLOWED_HOST", "DUALTRACK_HOMES"} <= set(unknown_variables())
