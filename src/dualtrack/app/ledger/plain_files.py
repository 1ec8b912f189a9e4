"""Files of a home, opened only where they are plain ones: no link is followed, no pipe is waited for.

The folder at the top of a home or of a store may be a link, where it is kept on another disk; what stands in
it may not. Nothing but a plain file is ever opened, as opening a pipe waits and opening a device acts.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

_FLAGS = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_KINDS = (
    (stat.S_ISLNK, "a symbolic link"),
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISREG, "a file"),
)


class NotPlainError(OSError):
    """Something else stands where a plain file or a folder has to be; `strerror` says what, in our words."""

    def __init__(self, said: str, file: Path) -> None:
        super().__init__(errno.EINVAL, said, str(file))


def _kind(mode: int) -> str:
    return next((words for is_one, words in _KINDS if is_one(mode)), "a device")


def stat_plain(file: Path, within: int | None = None) -> os.stat_result:
    """What the system says of a plain file, in an opened folder where one is given.

    Raises `NotPlainError` where it is something else, and `OSError` as the system does.
    """
    told = os.stat(file if within is None else file.name, dir_fd=within, follow_symlinks=False)
    if not stat.S_ISREG(told.st_mode):
        raise NotPlainError(f"is {_kind(told.st_mode)} and no file; it is not opened", file)
    return told


def open_handle(file: Path, flags: int = os.O_RDONLY, within: int | None = None, mode: int = 0o600) -> int:
    """Open a plain file, or with `O_CREAT` make one; raises as `stat_plain` does. The caller closes it."""
    try:
        stat_plain(file, within)  # before it is opened, as that alone may do something
    except FileNotFoundError:
        if not flags & os.O_CREAT:
            raise
    try:
        handle = os.open(file if within is None else file.name, flags | _FLAGS, mode, dir_fd=within)
    except OSError as error:
        if error.errno == errno.ELOOP:  # it took the place of the file in between
            raise NotPlainError("is a symbolic link and no file; it is not opened", file) from error
        raise
    found = os.fstat(handle).st_mode
    if not stat.S_ISREG(found):
        os.close(handle)
        raise NotPlainError(f"is {_kind(found)} and no file; it is not opened", file)
    return handle


def open_plain(file: Path, within: int | None = None) -> BufferedReader:
    """A plain file for reading; raises as `stat_plain` does."""
    return open(open_handle(file, within=within), "rb")


def read_plain(file: Path) -> bytes:
    """The bytes of a plain file; raises as `stat_plain` does."""
    with open_plain(file) as stream:
        return stream.read()


def fault(file: Path) -> str | None:
    """What stands in the place of a plain file; None where there is one, or nothing."""
    try:
        stat_plain(file)
    except NotPlainError as error:
        return error.strerror
    except OSError:
        return None
    return None


@contextmanager
def opened_folder(folder: Path) -> Iterator[int]:
    """A folder that is one itself, opened for what stands in it; else `NotPlainError` says what it is."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | _FLAGS)
    except OSError as error:
        if error.errno in (errno.ENOTDIR, errno.ELOOP):
            kind = _kind(folder.lstat().st_mode)
            said = f"its folder {folder.name} is {kind} and no folder; it is not opened"
            raise NotPlainError(said, folder) from error
        raise
    try:
        yield handle
    finally:
        os.close(handle)
