"""Signed heads as files: one for each, and beside the key the largest that it ever signed."""

from pathlib import Path

from dualtrack.app.ledger.durable_files import write
from dualtrack.app.ledger.home import Home

LARGEST = "ledger.head"


def file_of(folder: Path, size: int) -> Path:
    """The file of the head of that size."""
    return folder / f"{size:012d}.note"


def keep(here: Home, size: int, signed: bytes) -> None:
    """Keep a head before anybody is given it: first beside the key, which then never signs a smaller one."""
    write(here.keys_folder / LARGEST, signed)
    write(file_of(here.checkpoints_folder, size), signed)


def largest(here: Home) -> tuple[str, bytes] | None:
    """Name and bytes of the largest head that the files know of, whatever the database says."""
    beside = here.keys_folder / LARGEST
    if beside.exists():
        return f"keys/{LARGEST}", beside.read_bytes()
    found = max(here.checkpoints_folder.glob("*.note"), default=None)
    return None if found is None else (f"checkpoints/{found.name}", found.read_bytes())
