"""Evidence files by content: written durably before anything names them, checked again when served."""

import errno
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from attrs import frozen
from django.conf import settings

from dualtrack.app.ledger.durable_files import sync_folder

_CHUNK = 1024 * 1024
_NAME = re.compile(r"[0-9a-f]{64}")
_TEMPORARY = ".new-"
_CODES = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EROFS: "read_only",
    errno.EACCES: "read_only",
}


class StoreError(Exception):
    """The file cannot be stored or read; `code` is disk_full, read_only, missing, changed or io_error."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        self.message = message
        super().__init__(message)


def _failed(error: OSError, what: str) -> StoreError:
    code = _CODES.get(error.errno or 0, "io_error")
    return StoreError(code, f"{what}: {error.strerror or error}; nothing was stored")


@frozen
class BlobStore:
    """A folder of files named by their SHA-256, two hex digits a folder."""

    root: Path

    def path(self, name: str) -> Path:
        """Where the file of that hash is, or would be."""
        if not _NAME.fullmatch(name):
            raise StoreError("missing", f"{name!r:.80}: not a SHA-256 in lower hex")
        return self.root / name[:2] / name

    def put(self, stream: BinaryIO) -> tuple[str, int]:
        """Store a file; its hash and size. The same bytes a second time are found, not stored."""
        try:
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, aside = tempfile.mkstemp(prefix=_TEMPORARY, dir=self.root)
        except OSError as error:
            raise _failed(error, str(self.root)) from error
        try:
            name, size = self._copy(stream, handle)
            self._link(Path(aside), name)
        except OSError as error:
            raise _failed(error, str(self.root)) from error
        finally:
            with suppress(OSError):
                Path(aside).unlink()
        return name, size

    def _copy(self, stream: BinaryIO, handle: int) -> tuple[str, int]:
        """Write and hash in one pass; on the disk when it returns."""
        digest, size = sha256(), 0
        with os.fdopen(handle, "wb") as out:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                out.write(chunk)
            out.flush()
            os.fchmod(out.fileno(), 0o400)
            os.fsync(out.fileno())
        return digest.hexdigest(), size

    def _link(self, aside: Path, name: str) -> None:
        """Give the file its name, and make the name durable."""
        target = self.path(name)
        if not target.parent.exists():
            target.parent.mkdir(mode=0o700, exist_ok=True)
            sync_folder(self.root)
        with suppress(FileExistsError):
            os.link(aside, target)
        sync_folder(target.parent)

    def remove(self, name: str) -> bool:
        """Take a file away durably; False when it was not there. For what an erasure entry names alone."""
        path = self.path(name)
        try:
            path.unlink()
        except FileNotFoundError:
            return False
        except OSError as error:
            code = _CODES.get(error.errno or 0, "io_error")
            raise StoreError(code, f"blob {name}: cannot be taken away ({error.strerror})") from error
        sync_folder(path.parent)
        return True

    def exists(self, name: str) -> bool:
        """Whether the file is there; its bytes are checked when it is opened."""
        return self.path(name).is_file()

    def size(self, name: str) -> int:
        """The size of a file that is there."""
        try:
            return self.path(name).stat().st_size
        except OSError as error:
            raise StoreError(
                "missing", f"blob {name}: is not in {self.root}; store it before naming it"
            ) from error

    def digest(self, name: str) -> str:
        """The hash of the bytes as they are now."""
        digest = sha256()
        with self.path(name).open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
        return digest.hexdigest()

    def open(self, name: str) -> BinaryIO:
        """The file for reading from its start, hashed again first: a changed one is never served."""
        stream = self._open(name)
        digest = sha256()
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
        if digest.hexdigest() != name:
            stream.close()
            raise StoreError("changed", f"blob {name}: its bytes have changed; restore it from a backup")
        stream.seek(0)
        return stream

    def _open(self, name: str) -> BinaryIO:
        try:
            return self.path(name).open("rb")
        except FileNotFoundError as error:
            raise StoreError(
                "missing", f"blob {name}: is not in {self.root}; restore it from a backup"
            ) from error
        except OSError as error:
            raise StoreError(
                _CODES.get(error.errno or 0, "io_error"), f"blob {name}: {error.strerror}"
            ) from error

    def names(self) -> Iterator[str]:
        """Every file of the store, in order."""
        for folder in sorted(self.root.glob("[0-9a-f][0-9a-f]")):
            yield from sorted(file.name for file in folder.iterdir() if _NAME.fullmatch(file.name))


def blob_store() -> BlobStore:
    """The store of this process's home."""
    return BlobStore(settings.DUALTRACK.blobs_path)
