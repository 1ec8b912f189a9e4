"""Reads a package that another program zipped again: by its directory, decompressed, within bounds."""

import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import partial
from itertools import pairwise
from types import TracebackType
from typing import IO, BinaryIO

from attrs import define, field

MOST_TIMES = 20  # a package is text and office files; a zip that unpacks to more than that is a bomb
AT_LEAST = 256 << 20  # what a small file may unpack to all the same
_READ_HERE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 1
_NO_ZIP = (zipfile.BadZipFile, NotImplementedError, struct.error, UnicodeError, ValueError, OSError)
_DAMAGED = (*_NO_ZIP, zlib.error, EOFError, RuntimeError)


@define
class Unpacked:
    """What a zip holds for whoever unzips it: how to open each file, and which could not be unpacked."""

    openers: Mapping[str, Callable[[], "_Content"]]
    framing: str  # how it differs from a package as it is written
    unread: dict[str, str] = field(factory=dict)  # filled while files are read, too


def unpacked(file: BinaryIO) -> Unpacked | None:
    """The zip as any program reads it; None where it has no directory that can be read.

    Nothing is read yet. Folders are left out: unzipped, they are no files. A file is not unpacked where it is
    encrypted, compressed in a way that is not read here, or where all that came before it would unpack to
    more than a package does.
    """
    try:
        archive = zipfile.ZipFile(file)
    except _NO_ZIP:
        return None
    infos = archive.infolist()
    files = {info.filename: info for info in infos if not info.is_dir()}
    found = Unpacked({}, _framing(infos))
    left = max(AT_LEAST, MOST_TIMES * file.seek(0, 2))
    for name, info in files.items():
        left -= info.file_size
        if info.compress_type not in _READ_HERE or info.flag_bits & _ENCRYPTED:
            found.unread[name] = "is encrypted, or compressed in a way that is not read here; unzip it first"
        elif left < 0:
            found.unread[name] = "is not unpacked: the zip would unpack to far more than a package does"
    found.openers = {name: partial(_Content, archive, info, found.unread) for name, info in files.items()}
    return found


def _framing(infos: list[zipfile.ZipInfo]) -> str:
    """In a sentence, what is otherwise than in a package as it is written, as far as the directory tells."""
    names = [info.filename for info in infos]
    before = min((info.header_offset for info in infos), default=0)
    counted = {
        "bytes before the first file": before,
        "files compressed": sum(i.compress_type != zipfile.ZIP_STORED for i in infos if not i.is_dir()),
        "folders listed": sum(info.is_dir() for info in infos),
        "files twice": len(names) - len(set(names)),
        "files not in order": sum(a > b for a, b in pairwise(names)),
    }
    told = "; ".join(f"{what}: {count}" for what, count in counted.items() if count) or "other headers"
    return (
        f"is not as a package is written ({told}): another program zipped it again, or something was put"
        " around it; what its files hold was checked all the same"
    )


class _Content:
    """One file, decompressed as it is read; where that fails it ends, and `unread` says why."""

    def __init__(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, unread: dict[str, str]) -> None:
        self._archive, self._info, self._unread = archive, info, unread
        self._file: IO[bytes] | None = None

    def __enter__(self) -> "_Content":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()

    def read(self, size: int = -1) -> bytes:
        """The next bytes, all that are left without a size; never more than the directory says there are."""
        if self._info.filename in self._unread:
            return b""
        try:
            if self._file is None:
                self._file = self._archive.open(self._info)
            return self._file.read(size)
        except _DAMAGED:
            self._unread[self._info.filename] = "cannot be unpacked: it is damaged in the zip"
            return b""
