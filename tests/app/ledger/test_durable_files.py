"""A file is there whole or not at all, and what stood there stays until the new one is on the disk."""

import errno
import os
from pathlib import Path

import pytest
from tests.each import each

from dualtrack.app.ledger.durable_files import whole, write


def test_it_takes_the_place_of_what_was_there_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    write(file, b"first")
    with whole(file) as stream:
        stream.write(b"second")
        assert file.read_bytes() == b"first"
    assert file.read_bytes() == b"second"
    assert list(tmp_path.iterdir()) == [file]


@each("there", [True, False])
def test_what_fails_on_the_way_changes_nothing(tmp_path: Path, there: bool) -> None:
    file = tmp_path / "a"
    if there:
        write(file, b"first")

    def fail() -> None:
        with whole(file) as stream:
            stream.write(b"half")
            raise RuntimeError("stopped")

    with pytest.raises(RuntimeError, match="stopped"):
        fail()
    assert [p.read_bytes() for p in tmp_path.iterdir()] == ([b"first"] if there else [])


def test_a_disk_that_refuses_at_the_last_moment_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a"
    write(file, b"first")

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write(file, b"second")
    assert [p.read_bytes() for p in tmp_path.iterdir()] == [b"first"]


def test_a_place_that_is_not_there_is_told_by_the_file_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "no" / "a"
    with pytest.raises(FileNotFoundError) as told:
        write(file, b"x")
    assert told.value.filename == str(file)


def test_others_may_not_read_what_is_not_for_them(tmp_path: Path) -> None:
    with whole(tmp_path / "a", 0o600) as stream:
        stream.write(b"x")
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600


def test_what_is_no_file_is_never_replaced_by_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(OSError, match="is no regular file") as told:
        write(pipe, b"x")
    assert told.value.filename == str(pipe)
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]
