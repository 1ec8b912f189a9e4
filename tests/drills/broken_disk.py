"""A disk that fills up or stops, for a child to work on.

`limit N` lets no file grow beyond N bytes; `fsync N` has no space left at the Nth time that a file must be on
the disk; `stop N` prints a line before the Nth member of a package and waits to be killed. `careless` is the
drills' negative control: it writes a package under its own name at once and takes any file for stored.
"""

import errno
import os
import resource
import sys
import time
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO


def limit(size: int) -> None:
    """Python ignores the signal, so that writing beyond gives an error, as a full disk does."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def fsync(number: int) -> None:
    """The disk says at the last moment that it has no room, as file systems that allocate late do."""
    calls, real = count(1), os.fsync

    def full(handle: int) -> None:
        if next(calls) >= number:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(handle)

    os.fsync = full  # type: ignore[assignment]  # the drill


def stop(number: int) -> None:
    """Wait in the middle of a package, half of it written."""
    from dualtrack.render.package.plain_zip import ZipWriter  # noqa: PLC0415 - for this drill alone

    calls, real = count(1), ZipWriter.add

    def halting(writer: Any, member: Any, chunks: Any) -> None:
        if next(calls) == number:
            sys.stdout.write("here\n")
            sys.stdout.flush()
            time.sleep(600)
        real(writer, member, chunks)

    ZipWriter.add = halting  # type: ignore[method-assign]  # the drill


def careless() -> None:
    """A build that is broken on purpose."""
    from dualtrack.app.ledger.blobs import BlobStore  # noqa: PLC0415 - Django is set up by now
    from dualtrack.app.programme.deliverables import packages  # noqa: PLC0415 - as above
    from dualtrack.render.package.write import write_package  # noqa: PLC0415 - as above

    def in_place(out: Path, contents: Any) -> str:
        with out.open("wb", buffering=0) as stream:
            return write_package(stream, contents).sha256  # type: ignore[arg-type]  # a raw file does

    def copied(self: Any, stream: BinaryIO, handle: int) -> tuple[str, int]:
        data = stream.read()
        with os.fdopen(handle, "wb", buffering=0) as out:
            out.write(data)  # what was not written is not looked at
        return sha256(data).hexdigest(), len(data)

    from hashlib import sha256  # noqa: PLC0415 - for the control

    packages._write = in_place
    BlobStore._copy = copied  # type: ignore[method-assign]  # the broken build on purpose
