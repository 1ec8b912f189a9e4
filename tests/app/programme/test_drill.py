"""Each step of the restore drill can fail, says what failed, and leaves nothing behind."""

import errno
import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from tests.conftest import NOW

from dualtrack.app.accounts import sign_ins
from dualtrack.app.accounts.models import User
from dualtrack.app.audits.models import PackageMadeRow
from dualtrack.app.ledger import backup, keys, restoring
from dualtrack.app.ledger import home as homes
from dualtrack.app.ledger.configuration import Configuration
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.home_error import HomeError
from dualtrack.app.ledger.recorded import recording
from dualtrack.app.programme import drill as drills
from dualtrack.app.programme.deliverables import packages
from dualtrack.app.programme.drill import drill
from dualtrack.app.programme.proof import Proof
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.ledger.sign_in import NONE

pytestmark = pytest.mark.once  # a drill has a file of SQLite, whatever the backup was taken from

AT = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the drill works."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.fixture
def file(programme: Home, tmp_path: Path) -> Path:
    """A backup of a programme in which nothing was packed yet."""
    backup.take(tmp_path / "b.zip", now=AT)
    return tmp_path / "b.zip"


def clock() -> "Clock":
    return Clock()


class Clock:
    """A minute passes each time that it is asked."""

    def __init__(self) -> None:
        """Begin."""
        self.now = AT

    def __call__(self) -> datetime:
        """The time, and a minute on."""
        self.now += timedelta(minutes=1)
        return self.now


def step(proof: Proof, name: str) -> tuple[bool | None, str]:
    (found,) = [s for s in proof.steps if s.name == name]
    return found.ok, found.detail


def test_a_programme_without_a_package_has_none_to_make_again(file: Path, place: Path) -> None:
    proof = drill(file, wall=clock())
    assert step(proof, "package") == (None, "none was made yet")
    assert (proof.proved, proof.package, proof.seconds) == (True, None, 60)
    assert list(place.iterdir()) == []


def test_it_asks_no_server_though_one_is_set(file: Path, place: Path) -> None:
    settings.DUALTRACK = Configuration(home="nowhere", database_url="postgresql://nobody@127.0.0.1:9/none")
    assert drill(file, wall=clock()).proved


def test_rows_that_are_missing_are_named_by_table(
    file: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = restoring.snapshot.tables
    monkeypatch.setattr(
        restoring.snapshot, "tables", lambda path: {**real(path), "accounts_user": 3, "stray": 1}
    )
    proof = drill(file, wall=clock())
    assert proof.tables == [
        {"table": "accounts_user", "taken": 7, "restored": 3},
        {"table": "stray", "taken": None, "restored": 1},
    ]
    assert step(proof, "rows") == (False, "2 tables have not as many rows as when it was taken")
    assert not proof.proved


def test_a_home_that_does_not_verify_is_named(programme: Home, place: Path, tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE controls_controlrow SET title = 'bent' WHERE id = 'AC-02'")
    backup.take(tmp_path / "bent.zip", now=AT)
    proof = drill(tmp_path / "bent.zip", wall=clock())
    assert step(proof, "verify") == (False, "1 problems")
    assert [(p["item"], p["kind"]) for p in proof.problems] == [("controls_controlrow/AC-02", "changed")]
    assert proof.shows == []


def test_a_file_that_the_home_had_lost_is_no_whole_backup(
    programme: Home, place: Path, tmp_path: Path
) -> None:
    from io import BytesIO  # noqa: PLC0415 - for this test alone

    from dualtrack.app.evidence import services  # noqa: PLC0415 - as above
    from dualtrack.app.ledger.blobs import blob_store  # noqa: PLC0415 - as above

    services.add(
        actor=Actor("person:alice", "ui"),
        now=NOW,
        today=NOW.date(),
        content=BytesIO(b"the review"),
        filename="review.txt",
        controls=("AC-02",),
        covers_from=NOW.date(),
        covers_to=NOW.date(),
    )
    (name,) = blob_store().names()
    blob_store().path(name).unlink()
    backup.take(tmp_path / "poor.zip", now=AT)
    proof = drill(tmp_path / "poor.zip", wall=clock())
    assert [(s.name, s.ok, s.detail) for s in proof.steps] == [
        ("archive", False, "1 files of the home are not in it")
    ]
    assert proof.problems[0]["detail"] == (
        "the home had lost or changed it: cannot be opened: No such file or directory"
    )


def packed(tmp_path: Path) -> Path:
    """A backup of the programme with one package made."""
    operator = Viewer(actor=Actor("operator:root@host", "cli"), operator=True)
    packages.make(operator, kind="soc2", out=tmp_path / "p.zip", now=NOW, today=NOW.date())
    backup.take(tmp_path / "packed.zip", now=AT)
    return tmp_path / "packed.zip"


def test_a_package_of_another_version_comes_otherwise_and_is_no_fault(
    programme: Home, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = packed(tmp_path)
    made = PackageMadeRow.objects.get()
    monkeypatch.setattr(packages, "__version__", "9.9.9")
    monkeypatch.setattr(drills, "__version__", "9.9.9")
    proof = drill(file, wall=clock())
    assert step(proof, "package") == (
        None,
        f"soc2 for {made.engagement} at checkpoint {made.checkpoint_size}: made again, other bytes;"
        f" version {made.program} made it, this is 9.9.9: drill with that one to tell the program from the"
        " home",
    )
    assert proof.package is not None
    assert (proof.package["id"], proof.package["identical"]) == (made.pk, False)
    assert (proof.proved, proof.problems) == (True, [])


def test_a_package_that_cannot_be_made_is_named(
    programme: Home, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = packed(tmp_path)

    def refuse(*_: object) -> str:
        raise packages.RefusedError("unknown_checkpoint", object=7, known="none")

    monkeypatch.setattr(packages, "again", refuse)
    proof = drill(file, wall=clock())
    assert step(proof, "package")[0] is False
    assert proof.problems[0]["detail"] == (
        "cannot be made again: checkpoint 7: none of this size was signed; there are: none"
    )


def test_the_wrong_key_is_no_restored_home(file: Path, place: Path, tmp_path: Path) -> None:
    (tmp_path / "ledger.key").write_text(bytes(32).hex() + "\n")
    proof = drill(file, wall=clock(), keys_from=tmp_path / "ledger.key")
    ok, detail = step(proof, "restored")
    assert ok is False
    assert detail.startswith(f"{tmp_path / 'ledger.key'}: is not the key of this backup (")
    assert [s.name for s in proof.steps] == ["archive", "restored"]
    assert list(place.iterdir()) == []


def test_people_without_a_password_are_not_counted_as_able_to_sign_in(
    programme: Home, place: Path, tmp_path: Path
) -> None:
    with recording():
        User.objects.filter(pk__in=("bob", "ada")).update(password=NONE)
    sign_ins.close(actor=Actor("person:alice", "ui"), now=AT, person="ivy")
    backup.take(tmp_path / "c.zip", now=AT)
    proof = drill(tmp_path / "c.zip", wall=clock())
    assert proof.sign_ins == 4
    assert step(proof, "sign-in")[1].startswith("4 people can sign in; the ledger's key signs (size ")


def test_a_key_that_does_not_sign_is_named(file: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> bytes:
        raise HomeError("damaged", "no Ed25519 key")

    monkeypatch.setattr(drills.checkpoints, "checkpoint", refuse)
    assert step(drill(file, wall=clock()), "sign-in") == (False, "the keys do not serve: no Ed25519 key")


def test_a_full_disk_is_the_environment_s_fault_and_no_answer(
    file: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(HomeError) as caught:
        drill(file, wall=clock())
    assert (caught.value.code, caught.value.message) == (
        "disk_full",
        f"{place}: the disk is full: make room and try again; nothing was changed",
    )
    assert list(place.iterdir()) == []


def test_an_interruption_leaves_nothing(
    programme: Home, file: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop() -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(drills, "verify_home", stop)
    with pytest.raises(KeyboardInterrupt):
        drill(file, wall=clock())
    assert list(place.iterdir()) == []
    assert homes.current() == programme


def test_the_home_itself_is_not_needed(programme: Home, file: Path, place: Path) -> None:
    told = keys.vkey(programme.keys_folder)
    connection.close()
    shutil.rmtree(programme.path)
    proof = drill(file, wall=clock())
    assert proof.proved
    assert told.startswith("dualtrack/home_example+")
