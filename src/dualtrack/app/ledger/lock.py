"""The server's hold on its home: one at a time, let go by the system when the process ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.home_error import HomeError, from_os_error
from dualtrack.app.ledger.plain_files import open_handle

_FLAGS = os.O_RDWR | os.O_CREAT | os.O_APPEND


@contextmanager
def hold(here: Home) -> Iterator[None]:
    """Hold the home for a server; refused while another one does, which is named."""
    try:
        stream = os.fdopen(open_handle(here.lock_file, _FLAGS), "a+", encoding="ascii")
    except OSError as error:
        raise from_os_error(error, here.lock_file) from error
    with stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            stream.seek(0)
            holder = stream.read().strip() or "unknown"
            raise HomeError(
                "in_use", f"{here.path}: in use by a server, process {holder}; stop it first"
            ) from None
        stream.truncate(0)
        stream.write(f"{os.getpid()}\n")
        stream.flush()
        try:
            yield
        finally:
            stream.truncate(0)
