"""Files that are there, all of them or nothing, once a call returns: also after the power fails."""

import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write(file: Path, data: bytes) -> None:
    """Write a file durably, all of it or nothing; one that is there is replaced."""
    aside = file.with_suffix(".new")
    with aside.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    aside.replace(file)
    sync_folder(file.parent)
