"""Every backup that is refused: cut, changed, attacking, of another key, older than a head kept outside."""

import shutil
import zipfile
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.app.ledger.restoring.hands import BLOB, FILE, TAKEN, forged, held, nothing, refused, restore, write
from tests.app.ledger.sample.values import Widget

from dualtrack.app.ledger import backup, checkpoints, head, keys
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.services import record
from dualtrack.domain.ledger import note
from dualtrack.domain.ledger.actor import Actor
from dualtrack.render.backup import names

pytestmark = pytest.mark.once


def test_a_truncated_archive_is_refused_by_the_file_in_which_it_ends(file: Path, target: Path) -> None:
    data = file.read_bytes()
    at = data.index(b"SQLite format 3") + 5000
    file.write_bytes(data[:at])
    assert refused(lambda: restore(file, target)) == (
        "damaged",
        f"{file}: db.sqlite3: the archive ends after {at} bytes, within this file;"
        " take another copy of the backup; nothing was restored",
    )
    assert nothing(target)


def test_a_missing_blob_is_refused_by_its_name(file: Path, target: Path) -> None:
    write(file, {n: d for n, d in held(file).items() if n != BLOB})
    assert refused(lambda: restore(file, target)) == (
        "damaged",
        f"{file}: {BLOB}: the manifest lists it; it is not in the archive; nothing was restored",
    )
    assert nothing(target)


def test_a_flipped_bit_is_refused_by_the_file_in_which_it_is(file: Path, target: Path) -> None:
    data = file.read_bytes()
    at = data.index(FILE)
    file.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    found = sha256(bytes([FILE[0] ^ 1]) + FILE[1:]).hexdigest()
    assert refused(lambda: restore(file, target)) == (
        "damaged",
        f"{file}: {BLOB}: its bytes hash to {found}, the manifest says {sha256(FILE).hexdigest()};"
        " nothing was restored",
    )
    assert nothing(target)


def test_several_faults_are_counted(file: Path, target: Path) -> None:
    write(file, {n: d for n, d in held(file).items() if n not in (BLOB, names.CLOCK)})
    _, message = refused(lambda: restore(file, target))
    assert message == (
        f"{file}: {BLOB}: the manifest lists it; it is not in the archive"
        f" (and 1 more, which dualtrack verify {file} names); nothing was restored"
    )


@pytest.mark.parametrize(
    ("name", "mode", "detail"),
    [
        ("../../escaped", 0o100644, "leads out of the folder that a backup is restored to"),
        ("/etc/cron.d/x", 0o100644, "leads out of the folder that a backup is restored to"),
        ("keys/ledger.key", 0o120777, "is a symbolic link; a backup holds plain files alone"),
    ],
)
def test_an_archive_that_attacks_is_refused_before_anything_is_written(
    file: Path, target: Path, name: str, mode: int, detail: str
) -> None:
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("BACKUP.md", b"")
        info = zipfile.ZipInfo(name)
        info.external_attr = mode << 16
        made.writestr(info, b"/etc/shadow")
    assert refused(lambda: restore(file, target)) == (
        "damaged",
        f"{file}: {name}: {detail}; nothing was restored",
    )
    assert nothing(target)


def test_a_bomb_is_refused_before_anything_is_written(file: Path, target: Path) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("BACKUP.md", b"", zipfile.ZIP_STORED)
        made.writestr("db.sqlite3", bytes(20_000_000))
    code, message = refused(lambda: restore(file, target))
    assert (code, "db.sqlite3: is compressed (" in message) == ("damaged", True)
    assert nothing(target)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"a letter"])
def test_a_foreign_file_is_refused(file: Path, target: Path, data: bytes) -> None:
    file.write_bytes(data)
    assert refused(lambda: restore(file, target)) == (
        "not_a_backup",
        f"{file}: is no backup of Dualtrack; nothing was restored",
    )


def test_a_backup_without_keys_needs_them(two: Home, target: Path, tmp_path: Path) -> None:
    file = tmp_path / "without.zip"
    backup.take(file, now=TAKEN, with_keys=False)
    assert refused(lambda: restore(file, target)) == (
        "keys_missing",
        f"{file}: was made without keys; name the folder that keeps ledger.key with --keys;"
        " nothing was restored",
    )
    assert nothing(target)
    kept = tmp_path / "safe"
    shutil.copytree(two.keys_folder, kept)
    assert restore(file, target, keys_from=kept).verified["intact"]
    assert (target / "keys" / "ledger.key").stat().st_mode & 0o777 == 0o600


def test_the_key_may_be_named_as_a_file(two: Home, file: Path, target: Path) -> None:
    assert restore(file, target, keys_from=two.keys_folder / "ledger.key").verified["intact"]


def test_the_wrong_key_is_refused(two: Home, file: Path, target: Path, tmp_path: Path) -> None:
    other = tmp_path / "safe"
    other.mkdir()
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    (other / "ledger.key").write_text(bytes(32).hex() + "\n")
    right, wrong = keys.vkey(two.keys_folder), note.vkey(two.origin, keys.public_bytes(key))
    assert refused(lambda: restore(file, target, keys_from=other)) == (
        "wrong_key",
        f"{other}: is not the key of this backup ({wrong}, expected {right}); nothing was restored",
    )
    (other / "ledger.key").write_text("no key at all\n")
    assert refused(lambda: restore(file, target, keys_from=other)) == (
        "wrong_key",
        f"{other}: is not the key of this backup (no Ed25519 key, expected {right}); nothing was restored",
    )
    (other / "ledger.key").unlink()
    assert refused(lambda: restore(file, target, keys_from=other)) == (
        "keys_missing",
        f"{other / 'ledger.key'}: cannot be read (No such file or directory); nothing was restored",
    )
    assert nothing(target)


def test_a_wrong_key_in_the_backup_itself_is_refused(two: Home, file: Path, target: Path) -> None:
    forged(file, two, key=b"11" * 32 + b"\n")
    code, message = refused(lambda: restore(file, target))
    assert code == "wrong_key"
    assert message.startswith(f"{file}: keys/ledger.key: is not the key of this backup (")
    assert nothing(target)


def test_an_old_backup_is_recognised_by_a_head_kept_outside(
    two: Home, file: Path, target: Path, now: datetime, alice: Actor
) -> None:
    record(Widget(id="c", title="C"), actor=alice, now=now, action="add")
    kept = checkpoints.checkpoint()
    assert refused(lambda: restore(file, target, held=("auditor.note", kept))) == (
        "rolled_back",
        f"{file}: the checkpoint auditor.note was signed over 3 entries, and there are 2:"
        " this is older than what was signed; nothing was restored",
    )
    assert nothing(target)
    assert head.read().size == 3, "the home of this process is the one before"


def test_another_history_is_recognised_by_a_head_kept_outside(two: Home, file: Path, target: Path) -> None:
    key = keys.signing_key(two.keys_folder)
    other = note.Checkpoint(origin=two.origin, size=1, root=bytes(32))
    kept = note.sign(other, two.origin, key.sign, keys.public_bytes(key))
    assert refused(lambda: restore(file, target, held=("auditor.note", kept))) == (
        "inconsistent",
        f"{file}: the checkpoint auditor.note is of another history: the first 1 entries are not those that"
        " it was signed over; nothing was restored",
    )


@pytest.mark.parametrize("data", [b"", b"no note\n", b"a\n1\nb\n\n\xe2\x80\x94 x AAAA\n"])
def test_what_is_no_head_of_this_home_is_said_so(file: Path, target: Path, data: bytes) -> None:
    code, message = refused(lambda: restore(file, target, held=("x.note", data)))
    assert code == "signature"
    assert message.startswith(f"{file}: the checkpoint x.note is not signed by the key of this home: ")


def test_a_head_that_it_reaches_lets_it_through(two: Home, file: Path, target: Path) -> None:
    kept = held(file)["checkpoint"]
    assert restore(file, target, held=("auditor.note", kept)).verified["intact"]
