"""A home from its backup is what it was, for its owner alone, and never over something."""

import shutil
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from tests.app.ledger.restoring.hands import BLOB, FILE, refused, restore
from tests.app.ledger.sample.values import Widget

from dualtrack.app.ledger import checkpoints, head, keys
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.services import record
from dualtrack.app.ledger.verify import verify_home
from dualtrack.domain.ledger import note
from dualtrack.domain.ledger.actor import Actor


def test_the_home_is_what_it_was(two: Home, file: Path, target: Path) -> None:
    before, sent = head.read(), (two.keys_folder / "django.key").read_text()
    shutil.rmtree(two.path)
    restored = restore(file, target)
    assert (restored.home.path, restored.home.id, restored.home.example) == (target, two.id, True)
    assert restored.facts.taken_at == "2026-03-03T02:00:00.000000Z"
    assert (restored.verified["intact"], restored.verified["problems"]) == (True, [])
    assert (restored.verified["size"], restored.verified["root"]) == (2, before.frontier.root().hex())
    assert head.read().size == 3, "and the entry of the restoring"
    with blob_store().open(sha256(FILE).hexdigest()) as stream:
        assert stream.read() == FILE
    assert verify_home()["intact"]
    assert (target / "keys" / "django.key").read_text() != sent
    assert Session.objects.count() == 0
    assert list(target.parent.iterdir()) == [target]


def test_it_goes_on_from_there(file: Path, target: Path, now: datetime, alice: Actor) -> None:
    restore(file, target)
    record(Widget(id="c", title="C"), actor=alice, now=now, action="add")
    signed = note.open_note(checkpoints.checkpoint(), [keys.vkey(target / "keys")], keys.verify)
    assert signed.checkpoint().size == 4
    assert verify_home()["intact"]


@pytest.mark.once
def test_only_its_owner_may_read_it(file: Path, target: Path) -> None:
    restore(file, target)
    modes = {p.relative_to(target).as_posix(): p.stat().st_mode & 0o777 for p in target.rglob("*")}
    heads = {"checkpoints/000000000003.note", "keys/ledger.head"}  # of its entry: what is given to others
    assert {n for n, m in modes.items() if m & 0o077} == {"keys/ledger.vkey", *heads}
    assert (modes["keys/ledger.key"], modes["keys/django.key"], modes[BLOB]) == (0o600, 0o600, 0o400)
    assert target.stat().st_mode & 0o777 == 0o700


@pytest.mark.once
def test_an_empty_folder_may_stand_there(file: Path, target: Path) -> None:
    target.mkdir()
    assert restore(file, target).verified["intact"]


def test_a_home_is_never_restored_over_something(two: Home, file: Path, target: Path, tmp_path: Path) -> None:
    assert refused(lambda: restore(file, two.path)) == (
        "exists",
        f"{two.path}: holds a programme already; choose another folder with --home",
    )
    target.mkdir()
    (target / "notes.txt").write_text("mine")
    assert refused(lambda: restore(file, target)) == (
        "not_ours",
        f"{target}: holds other things (notes.txt); choose an empty folder",
    )
    assert refused(lambda: restore(file, file)) == ("not_ours", f"{file}: is a file; a home is a folder")
    assert verify_home()["intact"]
    assert (target / "notes.txt").read_text() == "mine"
