"""The files of a checked backup, written into an empty folder: each hashed again, each seen on the disk."""

import os
import shutil
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from dualtrack.app.ledger import home, keys
from dualtrack.app.ledger.durable_files import sync_folder, write
from dualtrack.app.ledger.head_files import LARGEST
from dualtrack.app.ledger.home_error import HomeError
from dualtrack.domain.ledger import note
from dualtrack.render.backup import names
from dualtrack.render.backup.check import Checked, opened
from dualtrack.render.package.sink import Listed
from dualtrack.render.package.zip_reading import Slice

_CHUNK = 1 << 20
_MEGABYTE = 1 << 20


class RestoreRefusedError(Exception):
    """The backup is not restored; `item` is what is wrong in it, where that is one thing."""

    def __init__(self, code: str, message: str, file: Path, item: str | None = None) -> None:
        """Keep what scripts read."""
        super().__init__(message)
        self.code, self.message, self.file, self.item = code, message, file, item


def unpack(found: Checked, folder: Path, keys_from: Path | None) -> None:
    """Write every file of the home; the key of sessions is a new one, so that every session has ended."""
    assert found.manifest is not None  # noqa: S101 - one without it has a fault, and is refused before
    files = {name: listed for name, listed in found.manifest.files.items() if names.of_home(name)}
    _require_room(folder, files.values())
    home.lay_out(folder)
    with found.path.open("rb") as file:
        for name, listed in files.items():
            target = folder / name
            target.parent.mkdir(mode=0o700, exist_ok=True)
            if _copy(opened(found, file, name), target, _mode(name)) != listed.sha256:
                message = f"{found.path}: {name}: its bytes changed while it was read; nothing was restored"
                raise RestoreRefusedError("damaged", message, found.path, name)
    _give_key(found, folder / "keys", keys_from)
    keys.make_sessions(folder / "keys")
    _remember_head(folder)
    for made in {parent for name in files for parent in (folder / name).parents}:
        if made.is_relative_to(folder):
            sync_folder(made)


def _remember_head(folder: Path) -> None:
    """Beside the key stands the largest head that it signed, as far as the backup knows."""
    newest = max((folder / "checkpoints").glob("*.note"), default=None)
    if newest is not None:
        kept = folder / "keys" / LARGEST
        write(kept, newest.read_bytes())
        kept.chmod(0o600)


def _require_room(folder: Path, files: Iterable[Listed]) -> None:
    needed, free = sum(listed.size for listed in files), shutil.disk_usage(folder).free
    if needed > free:
        raise HomeError(
            "disk_full",
            f"{folder.parent}: {needed // _MEGABYTE + 1} MB are needed and {free // _MEGABYTE} MB are free:"
            " make room and try again; nothing was restored",
        )


def _mode(name: str) -> int:
    if names.blob_of(name):
        return 0o400
    return 0o644 if name == names.VKEY else 0o600


def _copy(content: Slice, target: Path, mode: int) -> str:
    """Write one file that is not there yet, durably; the hash of what was written."""
    hashed = sha256()
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as out:
        while chunk := content.read(_CHUNK):
            hashed.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return hashed.hexdigest()


def _give_key(found: Checked, folder: Path, keys_from: Path | None) -> None:
    """The signing key, from the backup or from where it is kept; one of another home is refused."""
    if keys_from is not None:
        source = keys_from / keys.SIGNING if keys_from.is_dir() else keys_from
        try:
            text = source.read_bytes()
        except OSError as error:
            raise RestoreRefusedError(
                "keys_missing", f"{source}: cannot be read ({error.strerror}); nothing was restored", source
            ) from error
        target = folder / keys.SIGNING
        target.unlink(missing_ok=True)
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
    if not (folder / keys.SIGNING).exists():
        message = (
            f"{found.path}: was made without keys; name the folder that keeps {keys.SIGNING} with --keys;"
            " nothing was restored"
        )
        raise RestoreRefusedError("keys_missing", message, found.path, f"keys/{keys.SIGNING}")
    _require_right_key(found, folder, keys_from)


def _require_right_key(found: Checked, folder: Path, keys_from: Path | None) -> None:
    vkey = str(found.vkey)
    try:
        ours = note.vkey(vkey.partition("+")[0], keys.public_bytes(keys.signing_key(folder)))
    except HomeError:
        ours = "no Ed25519 key"
    if ours != vkey:
        where = keys_from or f"{found.path}: keys/{keys.SIGNING}"
        message = f"{where}: is not the key of this backup ({ours}, expected {vkey}); nothing was restored"
        raise RestoreRefusedError("wrong_key", message, found.path, f"keys/{keys.SIGNING}")
