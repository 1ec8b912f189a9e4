"""Backups and erasures: what was erased is in no later backup; an older one brings it back, and says so."""

from pathlib import Path

import pytest
from tests.app.conftest import Run, viewer
from tests.app.programme.erasing.conftest import TODAY, Add, done, of_file, request
from tests.conftest import NOW

from dualtrack.app.ledger import backup, clock, erasing
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.home import Home
from dualtrack.app.programme.deliverables import packages
from dualtrack.app.programme.drill import drill
from dualtrack.app.programme.erasing.services import carry_out
from dualtrack.domain.evidence.evidence import Evidence


def restored(run: Run, file: Path, target: Path) -> tuple[bool, list[str], str]:
    """Whether the home of a backup verifies, what it knows as erased, and what the restore said."""
    said = run("restore", file, "--home", target)
    found = run("verify", "--home", target, "--json").json
    return found["intact"], [one["item"] for one in found["erased"]], said.err


def test_what_was_erased_is_in_no_later_backup(add: Add, run: Run, tmp_path: Path) -> None:
    item = add(b"canary of somebody")
    done(of_file(item))
    taken = backup.take(tmp_path / "b.zip", now=NOW)
    assert taken.left_out == ()
    assert b"canary of somebody" not in (tmp_path / "b.zip").read_bytes()
    verified = run("verify", tmp_path / "b.zip", "--json")
    assert (verified.code, verified.json["problems"]) == (0, [])
    intact, erased, _ = restored(run, tmp_path / "b.zip", tmp_path / "again")
    assert (intact, erased) == (True, [f"blob {item.artifact.sha256}"])


@pytest.mark.once
def test_an_older_backup_brings_it_back_and_the_restore_warns(
    add: Add, run: Run, tmp_path: Path, programme: Home
) -> None:
    item = add(b"canary of somebody")
    backup.take(tmp_path / "old.zip", now=NOW)
    done(of_file(item))
    intact, erased, said = restored(run, tmp_path / "old.zip", tmp_path / "again")
    assert (intact, erased) == (True, [])
    assert (
        "What was erased after 2026-03-02T09:00:00.000000Z stands in this home again, and it cannot know"
        " that: ask for each of those erasures again" in said
    )
    assert blob_store().exists(item.artifact.sha256)


@pytest.mark.once
def test_a_backup_taken_while_it_was_carried_out_is_finished_by_restoring(
    add: Add, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = add(b"canary of somebody")
    made = request(of_file(item))
    with monkeypatch.context() as patched:
        patched.setattr(erasing, "settle_files", lambda _: ())
        carry_out(viewer("charlie"), now=NOW, today=TODAY, request=made.id)
    assert blob_store().exists(item.artifact.sha256)
    backup.take(tmp_path / "b.zip", now=NOW)
    intact, erased, _ = restored(run, tmp_path / "b.zip", tmp_path / "again")
    assert (intact, erased) == (True, [f"blob {item.artifact.sha256}"])


@pytest.mark.parametrize("seen", [True, False])
@pytest.mark.once
def test_the_drill_does_not_try_a_package_of_which_something_was_erased_since(
    add: Add, tmp_path: Path, seen: bool
) -> None:
    item = add()
    packages.make(viewer("alice"), kind="soc2", out=tmp_path / "p.zip", now=NOW, today=TODAY)
    if seen:
        done(of_file(item))
    backup.take(tmp_path / "b.zip", now=NOW)
    (found,) = (s for s in drill(tmp_path / "b.zip", wall=clock.now).steps if s.name == "package")
    if seen:
        said = "what was in the newest one was erased since; it cannot come out the same"
        assert (found.ok, found.detail) == (None, said)
    else:
        assert found.ok is True


def test_a_start_finishes_what_was_cut_off(
    add: Add, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from dualtrack.app.cli.commands import up  # noqa: PLC0415 - for this test alone

    item: Evidence = add()
    made = request(of_file(item))
    with monkeypatch.context() as patched:
        patched.setattr(erasing, "settle_files", lambda _: ())
        carry_out(viewer("charlie"), now=NOW, today=TODAY, request=made.id)
    up._settle()
    assert capsys.readouterr().err == f"blob {item.artifact.sha256}: was erased, and is taken away now\n"
    assert not blob_store().exists(item.artifact.sha256)
    up._settle()
    assert capsys.readouterr().err == ""
