"""Signed heads as files: one for each, and beside the key the largest that it ever signed."""

import os
from pathlib import Path

from dualtrack.app.ledger.durable_files import write
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.plain_files import NotPlainError, read_plain
from dualtrack.app.ledger.refusals import CheckpointRefusedError

LARGEST = "ledger.head"


def file_of(folder: Path, size: int) -> Path:
    """The file of the head of that size."""
    return folder / f"{size:012d}.note"


def keep(here: Home, size: int, signed: bytes) -> None:
    """Keep a head before anybody is given it: first beside the key, which then never signs a smaller one."""
    write(here.keys_folder / LARGEST, signed)
    write(file_of(here.checkpoints_folder, size), signed)


def signed(here: Home) -> bool:
    """Whether the files know of any head, whatever it says."""
    return os.path.lexists(here.keys_folder / LARGEST) or any(here.checkpoints_folder.glob("*.note"))


def largest(here: Home) -> tuple[str, bytes] | None:
    """Name and bytes of the largest head that the files know of, whatever the database says.

    Raises `CheckpointRefusedError` where something else than a file stands in its place.
    """
    beside = here.keys_folder / LARGEST
    found = beside if os.path.lexists(beside) else max(here.checkpoints_folder.glob("*.note"), default=None)
    if found is None:
        return None
    name = found.relative_to(here.path).as_posix()
    try:
        return name, read_plain(found)
    except NotPlainError as error:
        message = f"{name}: {error.strerror}; nothing was signed. Restore it from a backup"
        raise CheckpointRefusedError("inconsistent", message) from error
