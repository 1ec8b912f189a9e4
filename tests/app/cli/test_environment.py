"""What the machine does to us: files of a gigabyte, full disks, locked databases; told once, nothing lost."""

import resource
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from tests.app.conftest import Run
from tests.app.entries import size
from tests.trying import FULL


def _garbage(cli: Run, path: Path, length: int) -> None:
    """A sparse file of zeros, and one that begins like a report and never ends its first record."""
    for head in (b"", b'[{"metadata": "'):
        with path.open("wb") as file:
            file.write(head)
            file.truncate(length)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        done = cli("observe", path, "--json")
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak
        assert grown < 300 * 1024  # kilobytes
        if done.code == 2:
            assert str(path) in done.error["message"]
        else:
            assert (done.json["stored"], len(done.json["rejected"])) == (0, 1)


def test_a_large_file_of_nothing_is_refused_in_bounded_memory(cli: Run, tmp_path: Path) -> None:
    _garbage(cli, tmp_path / "large.json", 50_000_000)


@pytest.mark.drill
@pytest.mark.skipif(not FULL, reason="the full length is for DRILLS=full")
def test_a_file_of_a_gigabyte_is_refused_in_bounded_memory(cli: Run, tmp_path: Path) -> None:
    _garbage(cli, tmp_path / "huge.json", 1 << 30)


FAILING: list[tuple[Exception, str, str]] = [
    (
        OSError(28, "No space left on device"),
        "disk_full",
        "No space left on device; free some space, nothing was recorded",
    ),
    (OSError(5, "Input/output error"), "io_error", "Input/output error"),
    (
        OperationalError("database is locked"),
        "busy",
        "another process is writing to this home; try again in a moment",
    ),
    (
        OperationalError("database or disk is full"),
        "disk_full",
        "the disk is full; free some space, nothing was recorded",
    ),
    (
        OperationalError("disk I/O error"),
        "io_error",
        "the disk failed; look whether what you asked for was recorded before you ask again (disk I/O error)",
    ),
    (
        OperationalError("attempt to write a readonly database"),
        "read_only",
        "the database cannot be written (attempt to write a readonly database)",
    ),
    (
        OperationalError("no such column: x"),
        "older_home",
        "the database lacks what this program needs (no such column: x): run dualtrack up, which brings a"
        " home of an older program up to date, or says what was taken away",
    ),
    (OperationalError("odd"), "database", "the database answered: odd"),
]


@pytest.mark.parametrize(("error", "code", "words"), FAILING, ids=[str(f[0]) for f in FAILING])
def test_the_environment_fails(
    cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, code: str, words: str
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise error

    file = tmp_path / "review.pdf"
    file.write_bytes(b"the review")
    before = size()
    monkeypatch.setattr("dualtrack.app.evidence.services.record", fail)
    done = cli("evidence", "add", file, "--control", "AC-02", "--covers", "2026-02-01", "--json")
    assert (done.code, done.error["code"], done.error["message"]) == (3, code, words)
    assert size() == before


def test_a_full_disk_while_the_file_is_stored(
    cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    file = tmp_path / "review.pdf"
    file.write_bytes(b"the review")
    monkeypatch.setattr("dualtrack.app.ledger.blobs.os.fsync", full)
    done = cli("evidence", "add", file, "--control", "AC-02", "--covers", "2026-02-01", "--json")
    assert (done.code, done.error["code"]) == (3, "disk_full")
    assert done.error["message"].endswith("/blobs: No space left on device; nothing was stored")


def test_a_full_disk_while_a_document_is_written(cli: Run, tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    done = cli("document", "control-matrix", "--format", "json", "--out", "/dev/full", "--json")
    assert (done.code, done.error["code"]) == (3, "disk_full")
    assert Path("/dev/full").is_char_device(), "a device was replaced by a file"


def test_an_error_that_nobody_knows_is_not_dressed_up(cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("ours to mend")

    monkeypatch.setattr("dualtrack.app.programme.queries.assess", fail)
    with pytest.raises(ZeroDivisionError, match="ours to mend"):
        cli("status")
