"""Writes the members of a plain zip: each measured first, so that nothing of a wrong file is ever written."""

from collections.abc import Iterator
from hashlib import sha256
from typing import IO, BinaryIO, cast
from zlib import crc32

from attrs import frozen

from dualtrack.render.package.plain_zip import Member, ZipWriter

_CHUNK = 1 << 20
_IN_MEMORY = 8 << 20


@frozen
class Listed:
    """One file as the manifest lists it."""

    path: str
    sha256: str
    size: int


class OtherBytesError(ValueError):
    """A file has not the hash that it should have; nothing of it was written."""

    def __init__(self, name: str, found: str) -> None:
        """Keep the hash that it has."""
        super().__init__(f"{name}: its bytes hash to {found}")
        self.found = found


class Sink:
    """The output, hashed as it is written, with the list that becomes the manifest."""

    def __init__(self, out: BinaryIO) -> None:
        """Write to this file object, which stays open."""
        self._file = out
        self._zip = ZipWriter(cast("BinaryIO", self))
        self.hashed = sha256()
        self.written = 0
        self.listed: list[Listed] = []

    def write(self, data: bytes) -> None:
        """Pass bytes on."""
        self.hashed.update(data)
        self.written += len(data)
        self._file.write(data)

    def add(self, name: str, data: bytes) -> None:
        """Write one small file."""
        self.listed.append(Listed(name, sha256(data).hexdigest(), len(data)))
        self._zip.add(Member(name, crc32(data), len(data)), (data,))

    def stream(self, name: str, file: IO[bytes], expected: str | None = None) -> Listed:
        """Write one file of any size: read once for its hash, once more for its bytes."""
        hashed, crc, size = sha256(), 0, 0
        first = file.read(_IN_MEMORY)
        for chunk in _chunks(first, file):
            hashed.update(chunk)
            crc, size = crc32(chunk, crc), size + len(chunk)
        found = Listed(name, hashed.hexdigest(), size)
        if expected not in (None, found.sha256):
            raise OtherBytesError(name, found.sha256)
        if size > len(first):
            file.seek(len(first))
        self._zip.add(Member(name, crc, size), _chunks(first, file))
        self.listed.append(found)
        return found

    def close(self) -> None:
        """Write the end of the zip."""
        self._zip.close()


def _chunks(first: bytes, file: IO[bytes]) -> Iterator[bytes]:
    yield first
    if len(first) == _IN_MEMORY:
        yield from iter(lambda: file.read(_CHUNK), b"")
