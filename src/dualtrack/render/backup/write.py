"""Writes a backup: every file of the home in the order of its names, then the signed list of them."""

import errno
from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from typing import IO, BinaryIO, cast

from attrs import evolve, frozen

from dualtrack.domain.ledger.note import Signer, parse_vkey
from dualtrack.render.backup.manifest import Facts, Fault, manifest_bytes, seal
from dualtrack.render.backup.names import CHECKPOINT, GUIDE, MANIFEST, SEAL, VKEY
from dualtrack.render.package.sink import OtherBytesError, Sink


@frozen(kw_only=True)
class Part:
    """One file that is too large to hold: its name, how to open it and, where known, its hash."""

    name: str
    open: Callable[[], BinaryIO]
    sha256: str | None = None


@frozen(kw_only=True)
class BackupInput:
    """Everything that goes into a backup; `small` are whole files by name."""

    facts: Facts
    checkpoint: bytes
    vkey: str
    signer: Signer
    small: Mapping[str, bytes]
    parts: Sequence[Part]


@frozen(kw_only=True)
class Written:
    """What was written: the hash and the size of the whole file, and what had to be left out."""

    sha256: str
    size: int
    files: int
    left_out: tuple[Fault, ...]


class _UnreadableError(Exception):
    """A file of the home could not be read; the disk that is written to is not to blame."""


class _Reader:
    """A file of the home, whose failures are told apart from those of the output."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        try:
            return self._file.read(size)
        except OSError as error:
            raise _UnreadableError(error.strerror or str(error)) from error

    def seek(self, at: int) -> int:
        """Go to a place."""
        return self._file.seek(at)


def write_backup(out: BinaryIO, backup: BackupInput) -> Written:
    """Write the zip; a file that is gone or has other bytes than its name says is left out, and named."""
    sink, faults = Sink(out), list(backup.facts.left_out)
    small = {
        GUIDE: _guide(),
        CHECKPOINT: backup.checkpoint,
        VKEY: f"{backup.vkey}\n".encode(),
        **backup.small,
    }
    parts = {part.name: part for part in backup.parts}
    for name in sorted({*small, *parts}):
        if name in small:
            sink.add(name, small[name])
            continue
        fault = _stream(sink, parts[name])
        if fault is not None:
            faults.append(fault)
    left_out = tuple(faults)
    manifest = manifest_bytes(evolve(backup.facts, left_out=left_out), tuple(sink.listed))
    sink.add(MANIFEST, manifest)
    sink.add(SEAL, seal(manifest, parse_vkey(backup.vkey), backup.signer))
    sink.close()
    return Written(
        sha256=sink.hashed.hexdigest(), size=sink.written, files=len(sink.listed), left_out=left_out
    )


def _guide() -> bytes:
    return files("dualtrack.render.backup").joinpath(GUIDE).read_bytes()


def _stream(sink: Sink, part: Part) -> Fault | None:
    """Write one large file; the fault where it cannot be taken, and nothing of it is written then."""
    before = sink.written
    try:
        file = part.open()
    except OSError as error:
        if error.errno == errno.EINVAL:  # something is there, and is no file
            return _left_out(part, "changed", str(error.strerror))
        return _left_out(part, "missing", f"cannot be opened: {error.strerror or error}")
    with file:
        try:
            sink.stream(part.name, cast("IO[bytes]", _Reader(file)), part.sha256)
        except OtherBytesError as error:
            return _left_out(part, "changed", f"its bytes hash to {error.found}")
        except _UnreadableError as error:
            if sink.written != before:
                raise OSError(f"{part.name}: cannot be read to its end a second time: {error}") from error
            return _left_out(part, "missing", f"cannot be read: {error}")
    return None


def _left_out(part: Part, kind: str, detail: str) -> Fault:
    """The fault of an evidence file; without any other file there would be no backup."""
    if part.sha256 is None:
        raise OSError(f"{part.name}: {detail}")
    return Fault(part.name, kind, detail)
