"""A home from its backup: unpacked aside, made ready, verified, and given its name when it is whole."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from attrs import frozen
from django.apps import apps
from django.conf import settings
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.utils.module_loading import import_string

from dualtrack import __version__
from dualtrack.app.ledger import (
    database_address,
    erasing,
    head,
    home,
    key_ring,
    keys,
    lifecycle,
    placing,
    queries,
    restorations,
    schema,
    snapshot,
)
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.home_error import from_os_error
from dualtrack.app.ledger.refusals import CheckpointRefusedError
from dualtrack.app.ledger.unpacking import RestoreRefusedError, unpack
from dualtrack.app.ledger.verify import verify_home
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.entry import Entry
from dualtrack.domain.ledger.held import Doubt
from dualtrack.domain.ledger.held import against as judged
from dualtrack.domain.ledger.tree import Frontier
from dualtrack.render.backup.check import Checked, NotABackupError, check
from dualtrack.render.backup.manifest import Facts

_ELSEWHERE = {"blobs": "DUALTRACK_BLOBS", "lake": "DUALTRACK_LAKE"}


@frozen(kw_only=True)
class Restored:
    """A home that was put in place: what it is of, what verifying it found, and the entry that says so.

    `entry` is the reason where its ledger takes no further one.
    """

    home: Home
    facts: Facts
    verified: Mapping[str, object]
    entry: Entry | str


@frozen(kw_only=True)
class LaidOut:
    """A home in a folder aside, connected; `tables` are the rows by table before anything was made again."""

    home: Home
    tables: Mapping[str, int]


def checked(file: Path) -> Checked:
    """The backup, looked over to its last byte; refused where it is anything but whole."""
    found = examined(file)
    if found.faults:
        first, more = found.faults[0], len(found.faults) - 1
        rest = f" (and {more} more, which dualtrack verify {file} names)" if more else ""
        message = f"{file}: {first.item}: {first.detail}{rest}; nothing was restored"
        raise RestoreRefusedError("damaged", message, file, first.item)
    return found


def examined(file: Path) -> Checked:
    """The backup with everything that is wrong with it; a file that never was one is refused."""
    try:
        return check(file, keys.verify)
    except NotABackupError as error:
        raise RestoreRefusedError("not_a_backup", f"{error}; nothing was restored", file) from error


def restore(
    file: Path,
    path: Path,
    *,
    actor: Callable[[], Actor],
    now: Callable[[], datetime],
    held: tuple[str, bytes] | None = None,
    keys_from: Path | None = None,
) -> Restored:
    """Put a backup in place as the home at `path`, which nothing may stand in yet.

    Who restores and when is asked for once its people and its clock are there. The entry is written after the
    proof that the ledger is the backup's, and before the home has its name: none is in place without it.
    """
    path = path.expanduser().absolute()
    require_here()
    home.require_free(path)
    described = placing.database_for(path)
    if database_address.on_a_server(described):
        with _as_before():
            lifecycle.lead(described)
            lifecycle.require_ready()
    found = checked(file)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with laid_out(found, path, keys_from) as made:
            here = made.home
            require_held(file, here, held)
            verified = verify_home()
            entry = restorations.put_on_record(facts_of(found), actor=actor(), now=now())
            placing.place(here, path, described, verified)
    except OSError as error:
        raise from_os_error(error, path) from error
    placed = home.open_home(path)
    lifecycle.connect(placed)
    return Restored(home=placed, facts=facts_of(found), verified=verified, entry=entry)


def require_here() -> None:
    """A backup is one folder; where a setting leads elsewhere, it would be restored in halves."""
    for name, variable in _ELSEWHERE.items():
        if getattr(settings.DUALTRACK, name):
            raise placing.elsewhere(variable)


def facts_of(found: Checked) -> Facts:
    """What a checked backup says of itself."""
    assert found.manifest is not None  # noqa: S101 - one without it has a fault, and is refused before
    return found.manifest.facts


@contextmanager
def laid_out(found: Checked, path: Path, keys_from: Path | None = None) -> Iterator[LaidOut]:
    """The home of a backup in a folder beside `path`, connected and ready; gone afterwards unless it moved.

    The database is what it was: only what is derived is made again, and its tables brought up to the program.
    """
    aside = Path(tempfile.mkdtemp(prefix=f".{path.name}.new-", dir=path.parent))
    with _as_before():
        try:
            unpack(found, aside, keys_from)
            snapshot.require_sound(aside / "db.sqlite3")
            tables = snapshot.tables(aside / "db.sqlite3")
            here = home.open_home(aside)
            lifecycle.connect_file(here)
            _require_known(found)
            lifecycle.migrate()
            for rebuild in _rebuilds():
                import_string(rebuild)()
            erasing.settle()  # what the backup holds though it was erased: taken while that was carried out
            yield LaidOut(home=here, tables=tables)
        finally:
            connections["default"].close()
            shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def _as_before() -> Iterator[None]:
    """Whatever home this process had is its home again."""
    before, database = settings.DUALTRACK, dict(connections.settings["default"])
    try:
        yield
    finally:
        settings.DUALTRACK, settings.SECRET_KEY = before, before.session_key()
        lifecycle.lead(database)
        home.forget()


def _rebuilds() -> Iterator[str]:
    """What apps make again from the record, which no backup holds; they name it as `rebuilds`."""
    for config in apps.get_app_configs():
        yield from getattr(config, "rebuilds", ())


def _require_known(found: Checked) -> None:
    """Refuse tables of a program that is newer than this one."""
    loader = MigrationLoader(connections["default"])
    newer = schema.unknown(loader, loader.applied_migrations)
    if newer:
        message = (
            f"{found.path}: was made by Dualtrack {facts_of(found).program} and holds tables that this one"
            f" ({__version__}) does not know ({newer[0]}); install a newer Dualtrack; nothing was restored"
        )
        raise RestoreRefusedError("newer_program", message, found.path)


def require_held(file: Path, here: Home, held: tuple[str, bytes] | None) -> None:
    """Refuse a backup that is older than a head that somebody keeps, or another history."""
    found = None if held is None else against(here, held[1])
    if held is not None and found is not None:
        message = f"{file}: the checkpoint {held[0]} {found.detail}; nothing was restored"
        raise RestoreRefusedError(found.kind, message, file, held[0])


def against(here: Home, data: bytes) -> Doubt | None:
    """What a signed head from outside says against the ledger of the connected home."""
    try:
        ring = key_ring.ring(here)
    except CheckpointRefusedError as error:
        return Doubt("signature", f"is not signed by the key of this home: {error}")
    return judged(
        data,
        ring=ring,
        verify=keys.verify,
        size=head.read().size,
        root_at=lambda size: Frontier().extend(queries.leaves(0, size)).root(),
    )
