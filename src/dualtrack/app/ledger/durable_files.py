"""Files that are there, all of them or nothing, once a call returns: also after the power fails."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import get_ident
from typing import BinaryIO


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def whole(file: Path, mode: int = 0o666) -> Iterator[BinaryIO]:
    """A stream beside the file, which takes its place once all is on the disk; else nothing is left of it.

    One that is there is replaced, and stays as it is until then. `mode`: of the new file, less what the umask
    takes away. Where nothing can be written there, the error names the file and not the one beside it. A
    device or a pipe is no file, and is never replaced by one.
    """
    if file.exists() and not file.is_file():
        raise OSError(errno.EINVAL, "is no regular file", str(file))
    aside = file.with_name(f".{file.name}.{os.getpid()}-{get_ident()}.new")
    try:
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, mode)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(file)) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        aside.replace(file)
    except BaseException:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise
    sync_folder(file.parent)


def write(file: Path, data: bytes) -> None:
    """Write a file durably, all of it or nothing."""
    with whole(file) as stream:
        stream.write(data)
