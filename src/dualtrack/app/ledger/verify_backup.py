"""Verifying a backup against what somebody brings: heads that they hold, and the key that they were given."""

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from dualtrack.app.ledger import keys
from dualtrack.app.ledger.guards import LEAF
from dualtrack.app.ledger.home_error import from_os_error
from dualtrack.domain.ledger import held as rules
from dualtrack.domain.ledger.note import NoteError, VKey, parse_note
from dualtrack.domain.ledger.rotation import KeyRing, open_rotation
from dualtrack.domain.ledger.tree import Frontier
from dualtrack.render.backup import names
from dualtrack.render.backup.answer import Compared, answer
from dualtrack.render.backup.check import Checked, check, looks_like_one, opened
from dualtrack.render.backup.manifest import Facts

Brought = tuple[str, bytes]
_CHUNK = 1 << 20
_ROTATIONS = "ledger_keyrotationrow"


def verify_backup(
    file: Path, *, held: Sequence[Brought] = (), vkey: str | None = None
) -> dict[str, Any] | None:
    """The backup, as `dualtrack verify` tells it; None where the file never was one.

    `held` are heads that somebody outside holds, by name; `vkey` the key that they were given by another way.
    What is damaged in itself is not compared: its faults are told, and that nothing else was looked at.
    """
    if not looks_like_one(file):
        return None
    found = check(file, keys.verify)
    if not held and vkey is None:
        return answer(found)
    if found.faults or found.manifest is None or found.vkey is None:
        return answer(found, Compared(possible=False))
    with _database(found) as path:
        fitting = _compare(found, found.manifest.facts, found.vkey, path, held, vkey)
    return answer(found, Compared(held=fitting, fits=not found.faults))


def _compare(
    found: Checked, facts: Facts, newest: VKey, path: Path, held: Sequence[Brought], vkey: str | None
) -> dict[str, int]:
    """Name what does not fit; the size of each head that does, by name."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as raw:
            ring = _ring(raw, newest)
            strange = None if vkey is None else rules.strange_key(vkey, ring)
            if strange is not None:
                found.blame("vkey", strange.kind, strange.detail)
            return _fitting(found, facts, raw, ring, held)
    except (sqlite3.Error, NoteError, ValueError) as error:
        found.blame(names.DATABASE, "inconsistent", f"what you hold cannot be compared with it: {error}")
        return {}


def _fitting(
    found: Checked, facts: Facts, raw: sqlite3.Connection, ring: KeyRing, held: Iterable[Brought]
) -> dict[str, int]:
    fitting: dict[str, int] = {}
    for name, data in held:
        doubt = rules.against(
            data,
            ring=ring,
            verify=keys.verify,
            size=facts.size,
            root_at=lambda size: Frontier().extend(_leaves(raw, size)).root(),
        )
        if doubt is not None:
            found.blame(name, doubt.kind, doubt.detail)
        else:
            fitting[name] = parse_note(data).checkpoint().size
    return fitting


def _ring(raw: sqlite3.Connection, newest: VKey) -> KeyRing:
    """The key of the backup, with the rotations that its database tells of."""
    notes = raw.execute(f"SELECT note FROM {_ROTATIONS}").fetchall()  # noqa: S608 - our own names
    return KeyRing(newest, tuple(open_rotation(str(note).encode(), keys.verify) for (note,) in notes))


def _leaves(raw: sqlite3.Connection, stop: int) -> Iterator[bytes]:
    """The hashes of the first entries."""
    asked = f"SELECT hash FROM {LEAF} WHERE seq < ? ORDER BY seq"  # noqa: S608 - our own names
    return (bytes(leaf) for (leaf,) in raw.execute(asked, [stop]))


@contextmanager
def _database(found: Checked) -> Iterator[Path]:
    """The database of the backup as a file, gone afterwards."""
    try:
        with tempfile.TemporaryDirectory(prefix="dualtrack-verify-") as folder:
            path = Path(folder) / "db.sqlite3"
            with found.path.open("rb") as file, path.open("wb") as out:
                content = opened(found, file, names.DATABASE)
                while chunk := content.read(_CHUNK):
                    out.write(chunk)
            yield path
    except OSError as error:
        raise from_os_error(error, tempfile.gettempdir()) from error
