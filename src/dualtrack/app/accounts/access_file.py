"""The file of the day to which each access is appended: one write a line, so a crash spoils one at most."""

import errno
import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from dualtrack.app.ledger import plain_files
from dualtrack.app.ledger.home import Home

_NAME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.jsonl")


def file_of(here: Home, day: date) -> Path:
    """The file of a day (UTC)."""
    return here.access_folder / f"{day.isoformat()}.jsonl"


def day_of(file: Path) -> date | None:
    """The day of a file; None for one that is none of the log."""
    found = _NAME.fullmatch(file.name)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def open_days(here: Home) -> tuple[Path, ...]:
    """The files of days that are not sealed, oldest first; `verify` names what is called so and is none."""
    found = here.access_folder.glob("*.jsonl")
    return tuple(sorted(f for f in found if day_of(f) is not None and plain_files.fault(f) is None))


def append(file: Path, line: bytes) -> None:
    """Write a line at the end; after half a line, which stays as it is, on a new one."""
    file.parent.mkdir(mode=0o700, exist_ok=True)
    with held(file, os.O_CREAT) as handle:
        assert handle is not None  # noqa: S101 - it is made when it is not there
        size = os.fstat(handle).st_size
        begun = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
        data = (b"\n" if begun else b"") + line + b"\n"
        if os.write(handle, data) != len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(file))


@contextmanager
def held(file: Path, flags: int = 0) -> Iterator[int | None]:
    """The file, opened and locked, under its name still; None when it is not there (any more)."""
    while True:
        try:
            handle = plain_files.open_handle(file, os.O_RDWR | os.O_APPEND | flags)
        except FileNotFoundError:
            yield None
            return
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            if _is(file, handle):
                yield handle
                return
        finally:
            os.close(handle)  # and unlocked


def _is(file: Path, handle: int) -> bool:
    """False when the file was sealed, and taken away, while this process waited for it."""
    try:
        return os.path.samestat(file.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False
