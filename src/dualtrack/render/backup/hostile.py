"""What a zip must not try: to write elsewhere, to be larger than it is, to hide what it holds."""

import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

from dualtrack.render.backup.manifest import Fault
from dualtrack.render.backup.names import known

_ENCRYPTED = 0x1


def attacks(path: Path) -> tuple[Fault, ...]:
    """Every member that is no plain file of a backup, by what the directory says; no byte is unpacked."""
    try:
        with zipfile.ZipFile(path) as found:
            members = found.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, IndexError, UnicodeError):
        return ()  # cut or changed: told by what reads it
    faults: dict[str, Fault] = {}
    names: set[str] = set()
    for member in members:
        for detail in _details(member, names, path.stat().st_size):
            faults.setdefault(member.orig_filename, Fault(member.orig_filename, "extra", detail))
        names.add(member.orig_filename)
    return tuple(faults.values())


def _details(member: zipfile.ZipInfo, before: set[str], length: int) -> Iterator[str]:
    name, kind = member.orig_filename, stat.S_IFMT(member.external_attr >> 16)
    if name.startswith(("/", "\\")) or ":" in name or ".." in name.replace("\\", "/").split("/"):
        yield "leads out of the folder that a backup is restored to"
    if kind not in (0, stat.S_IFREG):
        what = "a symbolic link" if kind == stat.S_IFLNK else "no plain file"
        yield f"is {what}; a backup holds plain files alone"
    if not known(name):
        yield "is no name of a backup"
    if name in before:
        yield "stands twice"
    if member.flag_bits & _ENCRYPTED:
        yield "is encrypted; a backup holds its files as they are"
    if member.compress_type != zipfile.ZIP_STORED:
        yield (
            f"is compressed ({member.compress_size} bytes that say they are {member.file_size});"
            " a backup holds its files as they are"
        )
    if member.file_size > length:
        yield f"says it has {member.file_size} bytes; the whole archive has {length}"
