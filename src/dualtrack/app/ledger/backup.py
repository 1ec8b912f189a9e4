"""A backup of this process's home, taken while people use it: one file, there whole or not at all."""

import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO

from attrs import frozen
from django.db import DatabaseError

from dualtrack import __version__
from dualtrack.app.ledger import checkpoints, clock, home, keys, snapshot
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.database_trouble import Trouble, trouble
from dualtrack.app.ledger.durable_files import sync_folder, write
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.home_error import HomeError, from_os_error
from dualtrack.app.ledger.plain_files import NotPlainError, read_plain
from dualtrack.app.ledger.refusals import CheckpointRefusedError
from dualtrack.app.ledger.snapshot import Snapshot
from dualtrack.domain.ledger import note
from dualtrack.domain.ledger.codec_types import decode_instant, encode_instant
from dualtrack.render.backup import names
from dualtrack.render.backup.manifest import Facts, Fault
from dualtrack.render.backup.write import BackupInput, Part, Written, write_backup

LAST = "backup.json"  # in the home: when the last backup was taken; no fact of the programme
TURNS = 12  # how often a backup asks for its turn to sign; each time it waits as long as the database lets it


@frozen(kw_only=True)
class Taken:
    """A backup that was taken; `left_out` names what the home itself had lost or changed."""

    file: Path
    facts: Facts
    sha256: str
    bytes: int
    files: int
    left_out: tuple[Fault, ...]


def take(out: Path, *, now: datetime, with_keys: bool = True) -> Taken:
    """Write the backup: the database as it is now, then the files that it names, which never change.

    Files of the home that are lost or changed are left out, named, and keep nothing else from being saved.
    """
    here, out = home.current(), out.absolute()
    _require_free(here, out)
    refused = (*_sign(), *_clock(here))
    try:
        aside = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    except OSError as error:
        raise from_os_error(error, out) from error
    try:
        copy = snapshot.take(aside)
        snapshot.require_sound(copy.path)
        backup = _contents(here, copy, now, refused, with_keys=with_keys)
        written = _write(aside / "new", backup)
        _name(aside / "new", out)
    except OSError as error:
        raise from_os_error(error, out) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    facts = backup.facts
    _remember(here, out, facts)
    return Taken(
        file=out,
        facts=facts,
        sha256=written.sha256,
        bytes=written.size,
        files=written.files,
        left_out=written.left_out,
    )


def _require_free(here: Home, out: Path) -> None:
    """A backup writes over nothing, and does not stand in what it is to survive."""
    if os.path.lexists(out):
        raise HomeError(
            "exists", f"{out}: is there already; a backup writes over nothing: choose another name"
        )
    if not out.parent.is_dir():
        raise HomeError("not_found", f"{out}: its folder does not exist")
    if out.resolve().is_relative_to(here.path.resolve()):
        raise HomeError(
            "inside_home", f"{out}: lies in the home that it is to outlive; choose a folder on another disk"
        )


def _sign() -> tuple[Fault, ...]:
    """Sign what is there, so that the backup stands under a signature; it has time, and asks more than once.

    A home that is busy all the while is saved under the signature that it has.
    """
    for _ in range(TURNS):
        try:
            checkpoints.checkpoint()
        except CheckpointRefusedError as error:
            return (Fault("ledger", "inconsistent", str(error)),)
        except DatabaseError as error:
            if trouble(error) is not Trouble.BUSY:
                raise
        else:
            break
    return ()


def _clock(here: Home) -> tuple[Fault, ...]:
    """An example's clock that is not there, or tells no time, is left out."""
    wrong, there = clock.fault(here), os.path.lexists(here.clock_file)
    return () if wrong is None else (Fault(names.CLOCK, "changed" if there else "missing", wrong),)


def _contents(
    here: Home, copy: Snapshot, now: datetime, refused: tuple[Fault, ...], *, with_keys: bool
) -> BackupInput:
    key = keys.signing_key(here.keys_folder)
    signed = copy.checkpoint()
    if signed is None:
        raise HomeError("busy", "another process is writing to this home; try again in a moment")
    head, (size, root), store = note.parse_note(signed).checkpoint(), copy.head(), blob_store()
    small, unfit = _small(here, copy, with_keys=with_keys)
    facts = Facts(
        home=here.id,
        origin=here.origin,
        example=here.example,
        taken_at=encode_instant(now),
        program=__version__,
        database="sqlite",
        size=size,
        root=root.hex(),
        checkpoint_size=head.size,
        checkpoint_root=head.root.hex(),
        keys=with_keys,
        tables=snapshot.tables(copy.path),
        left_out=(*refused, *unfit),
    )
    blobs = (Part(name=names.blob_name(n), open=partial(store.raw, n), sha256=n) for n in copy.blobs())
    return BackupInput(
        facts=facts,
        checkpoint=signed,
        vkey=note.vkey(here.origin, keys.public_bytes(key)),
        signer=key.sign,
        small=small,
        parts=[*blobs, Part(name=names.DATABASE, open=partial(_open, copy.path))],
    )


def _open(path: Path) -> BinaryIO:
    return path.open("rb")


def _small(here: Home, copy: Snapshot, *, with_keys: bool) -> tuple[Mapping[str, bytes], tuple[Fault, ...]]:
    """Whole files of the home: heads that the copied database knows of, the mark, the clock, the keys.

    Beside them what stands in the place of one and is no file.
    """
    last = f"checkpoints/{copy.checkpoint_size():012d}.note"
    files = [here.path / names.MARK, *here.checkpoints_folder.glob("*.note")]
    files += [here.clock_file] if here.example and not _clock(here) else []
    files += here.access_folder.glob(
        "*.jsonl"
    )  # of days that are not sealed; what is appended later is not in it
    files += sorted(here.keys_folder.glob(f"{keys.SIGNING}*")) if with_keys else []
    found = {file.relative_to(here.path).as_posix(): file for file in files}
    heads = {name for name in found if name.startswith("checkpoints/") and name > last}
    small: dict[str, bytes] = {}
    unfit: list[Fault] = []
    for name in (one for one in found if one not in heads and names.known(one)):
        try:
            small[name] = read_plain(found[name])
        except NotPlainError as error:
            unfit.append(Fault(name, "changed", str(error.strerror)))
    return small, tuple(unfit)


def _write(aside: Path, backup: BackupInput) -> Written:
    """Write it beside its place, and see it on the disk; nobody else may read it."""
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        written = write_backup(stream, backup)
        stream.flush()
        os.fsync(stream.fileno())
    return written


def _name(aside: Path, out: Path) -> None:
    """Give it its name, where nobody took that name meanwhile."""
    try:
        os.link(aside, out)
    except FileExistsError:
        raise HomeError(
            "exists", f"{out}: is there already; a backup writes over nothing: choose another name"
        ) from None
    except OSError:  # a disk that knows no links
        aside.replace(out)
    sync_folder(out.parent)


def _remember(here: Home, out: Path, facts: Facts) -> None:
    """Note in the home when it was backed up, for `dualtrack doctor`; no backup fails for want of it."""
    said = {"taken_at": facts.taken_at, "file": str(out), "size": facts.size, "root": facts.root}
    with suppress(OSError):
        write(here.path / LAST, json.dumps(said, ensure_ascii=False).encode() + b"\n")


def last_taken(here: Home) -> datetime | None:
    """When the last backup was taken, as far as this home knows."""
    try:
        return decode_instant(str(json.loads(read_plain(here.path / LAST).decode("utf-8"))["taken_at"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
