"""Bytes of a file or a stream, in chunks of UTF-8 whatever the encoding was; refusals are one reason each."""

import codecs
import io
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

CHUNK = 1 << 17  # more is slower: it falls out of the processor's cache

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class UnreadableError(Exception):
    """The whole file, or all that follows in it, cannot be read; the text is the reason."""


def open_binary(source: Path | BinaryIO, within: Path | None = None) -> BinaryIO:
    """The source opened for reading; a folder, a device or a link that leaves `within` is refused."""
    if not isinstance(source, Path):
        return source
    try:
        resolved = source.resolve(strict=True)
        if within is not None and not resolved.is_relative_to(within.resolve()):
            raise UnreadableError("a link that leads out of its folder; give the file itself")
        mode = resolved.stat().st_mode
        if stat.S_ISDIR(mode):
            raise UnreadableError("a folder where a file was expected; give the files in it")
        if not stat.S_ISREG(mode):
            raise UnreadableError("neither a file nor a folder; give an ordinary file")
        return resolved.open("rb")
    except OSError as error:
        raise UnreadableError(f"cannot be opened: {error.strerror or error}") from error


def utf8_chunks(stream: BinaryIO, size: int = CHUNK) -> Iterator[bytes]:
    """The stream as UTF-8 without byte order mark; UTF-16 is known by its mark. Empty is a reason."""
    head = _read(stream, size)
    if not head:
        raise UnreadableError("the file is empty")
    mark, encoding = next((pair for pair in _MARKS if head.startswith(pair[0])), (b"", "utf-8"))
    head = head[len(mark) :]
    if not mark and b"\0" in head[:4]:
        raise UnreadableError("holds NUL bytes: a binary file, or UTF-16 without its byte order mark")
    if encoding == "utf-8":
        yield head
        while chunk := _read(stream, size):
            yield chunk
        return
    yield from _transcoded(stream, head, encoding, size)


def _transcoded(stream: BinaryIO, head: bytes, encoding: str, size: int) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)()
    chunk = head
    while True:
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            raise UnreadableError(f"damaged or cut UTF-16: {error.reason}") from error
        yield text.encode()
        if not chunk:
            return
        chunk = _read(stream, size)


def _read(stream: BinaryIO, size: int) -> bytes:
    try:
        return stream.read(size)
    except OSError as error:
        raise UnreadableError(f"reading failed: {error.strerror or error}") from error


class ChunkStream(io.RawIOBase):
    """An iterator of chunks as a raw stream, for readers that want a file."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        super().__init__()
        self._chunks = chunks
        self._left = b""

    def readable(self) -> bool:
        """Always: that is what it is for."""
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]  # a narrower buffer is enough
        """Fill the buffer with what is there; 0 at the end."""
        while not self._left:
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            self._left = chunk
        taken = self._left[: len(buffer)]
        self._left = self._left[len(taken) :]
        buffer[: len(taken)] = taken
        return len(taken)


def display_name(source: Path | BinaryIO) -> str:
    """A name for messages where the caller gives none."""
    return os.fspath(source) if isinstance(source, Path) else "-"
