"""Hands for the tests of restoring: they open a backup, change it, and look at what is left."""

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from dualtrack.app.ledger import keys, restoring
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.home_error import HomeError
from dualtrack.app.ledger.restoring import Restored
from dualtrack.app.ledger.unpacking import RestoreRefusedError
from dualtrack.domain.ledger import note
from dualtrack.domain.ledger.actor import Actor
from dualtrack.render.backup import names
from dualtrack.render.backup.manifest import manifest_bytes, parse, seal
from dualtrack.render.package.plain_zip import Member, ZipWriter
from dualtrack.render.package.sink import Listed

TAKEN = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)
FILE = b"the one file"
BLOB = names.blob_name(sha256(FILE).hexdigest())
Files = dict[str, bytes]


WHO = Actor("operator:root@new-machine", "cli")
WHEN = datetime(2026, 3, 4, 7, 30, tzinfo=UTC)


def restore(file: Path, path: Path, **given: Any) -> Restored:
    """Restored by the operator of another machine, a day after the backup."""
    return restoring.restore(file, path, **{"actor": lambda: WHO, "now": lambda: WHEN} | given)


def held(path: Path) -> Files:
    with zipfile.ZipFile(path) as found:
        return {name: found.read(name) for name in found.namelist()}


def write(path: Path, files: Mapping[str, bytes]) -> None:
    out = io.BytesIO()
    writer = ZipWriter(out)
    for name, data in sorted(files.items()):
        writer.add(Member(name, crc32(data), len(data)), (data,))
    writer.close()
    path.write_bytes(out.getvalue())


def forged(path: Path, here: Home, **changed: bytes | None) -> None:
    """The backup with other files, listed and sealed anew by whoever holds the key."""
    files = {**held(path), **{names_of[k]: v for k, v in changed.items() if v is not None}}
    for key, value in changed.items():
        if value is None:
            del files[names_of[key]]
    listed = [Listed(n, sha256(d).hexdigest(), len(d)) for n, d in sorted(files.items()) if n not in _LAST]
    key = keys.signing_key(here.keys_folder)
    files[names.MANIFEST] = manifest_bytes(parse(files[names.MANIFEST]).facts, listed)
    vkey = note.parse_vkey(keys.vkey(here.keys_folder))
    files[names.SEAL] = seal(files[names.MANIFEST], vkey, key.sign)
    write(path, files)


_LAST = (names.MANIFEST, names.SEAL)
names_of = {"database": names.DATABASE, "key": "keys/ledger.key", "mark": names.MARK}


def refused(work: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises((RestoreRefusedError, HomeError)) as caught:
        work()
    return caught.value.code, caught.value.message


def nothing(target: Path) -> bool:
    """The place is as it was before: nothing half-made stands in it, or beside it."""
    return list(target.parent.iterdir()) == []
