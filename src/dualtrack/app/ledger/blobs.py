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

from dualtrack.app.ledger import plain_files
from dualtrack.app.ledger.durable_files import sync_folder
from dualtrack.app.ledger.plain_files import NotPlainError, opened_folder

_CHUNK = 1024 * 1024
_NAME = re.compile(r"[0-9a-f]{64}")
_FOLDERS = "[0-9a-f][0-9a-f]"
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


def _unfit(name: str, error: NotPlainError) -> StoreError:
    return StoreError("changed", f"blob {name}: {error.strerror}; restore it from a backup")


@frozen
class BlobStore:
    """A folder of files named by their SHA-256, two hex digits a folder; that one alone may be a link."""

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
        except NotPlainError as error:
            raise _unfit(name, error) from error
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
        """Give the file its name, and make the name durable; one that is there already has to be a file."""
        target = self.path(name)
        with suppress(FileExistsError):
            target.parent.mkdir(mode=0o700)
            sync_folder(self.root)
        with opened_folder(target.parent) as within:
            try:
                os.link(aside, name, dst_dir_fd=within)
            except FileExistsError:
                plain_files.stat_plain(target, within)
            os.fsync(within)

    def remove(self, name: str) -> bool:
        """Take a file away durably; False when it was not there. For what an erasure entry names alone."""
        try:
            with opened_folder(self.path(name).parent) as within:
                os.unlink(name, dir_fd=within)
                os.fsync(within)
        except (FileNotFoundError, NotPlainError):
            return False  # what a link in the place of the folder leads to is none of the store
        except OSError as error:
            code = _CODES.get(error.errno or 0, "io_error")
            raise StoreError(code, f"blob {name}: cannot be taken away ({error.strerror})") from error
        return True

    def _told(self, name: str) -> os.stat_result:
        path = self.path(name)
        with opened_folder(path.parent) as within:
            return plain_files.stat_plain(path, within)

    def exists(self, name: str) -> bool:
        """Whether the file is there, and is a plain one; its bytes are checked when it is opened."""
        try:
            self._told(name)
        except OSError:
            return False
        return True

    def fault(self, name: str) -> str | None:
        """What stands in the place of the file, or of its folder, where that is something else."""
        try:
            self._told(name)
        except NotPlainError as error:
            return error.strerror
        except OSError:
            return None
        return None

    def size(self, name: str) -> int:
        """The size of a file that is there."""
        try:
            return self._told(name).st_size
        except NotPlainError as error:
            raise _unfit(name, error) from error
        except OSError as error:
            raise StoreError(
                "missing", f"blob {name}: is not in {self.root}; store it before naming it"
            ) from error

    def raw(self, name: str) -> BinaryIO:
        """The file as it is, hashed by whoever asks; raises `OSError`, in our words where it is no file."""
        path = self.path(name)
        with opened_folder(path.parent) as within:
            return plain_files.open_plain(path, within)

    def digest(self, name: str) -> str:
        """The hash of the bytes as they are now; raises as `raw` does."""
        digest = sha256()
        with self.raw(name) as stream:
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
            return self.raw(name)
        except NotPlainError as error:
            raise _unfit(name, error) from error
        except FileNotFoundError as error:
            raise StoreError(
                "missing", f"blob {name}: is not in {self.root}; restore it from a backup"
            ) from error
        except OSError as error:
            raise StoreError(
                _CODES.get(error.errno or 0, "io_error"), f"blob {name}: {error.strerror}"
            ) from error

    def _folders(self) -> list[Path]:
        return sorted(self.root.glob(_FOLDERS))

    def names(self) -> Iterator[str]:
        """Whatever is called as a file of the store is, in order; never of a folder that is a link."""
        for folder in self._folders():
            if folder.is_dir() and not folder.is_symlink():
                yield from sorted(file.name for file in folder.iterdir() if _NAME.fullmatch(file.name))

    def strange_folders(self) -> Iterator[tuple[str, str]]:
        """Each name of a folder that is none, and what it is."""
        for folder in self._folders():
            try:
                with opened_folder(folder):
                    pass
            except NotPlainError as error:
                yield folder.name, str(error.strerror)


def blob_store() -> BlobStore:
    """The store of this process's home."""
    return BlobStore(settings.DUALTRACK.blobs_path)
