"""Anchors: signed heads that somebody outside holds, each recorded with what shows that it is held."""

import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path

from dualtrack.app.ledger import checkpoints, durable_files, entropy, head, home, key_ring, keys, queries
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.held import Held
from dualtrack.app.ledger.models import AnchorRow
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.ledger.services import record
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.anchor import Anchor, AnchorKind
from dualtrack.domain.ledger.backdating import SLACK
from dualtrack.domain.ledger.cosignature import cosigned_at, parse_witness_key
from dualtrack.domain.ledger.lock import Locked
from dualtrack.domain.ledger.note import NoteError, parse_note

_UNSAFE = re.compile(r"[^A-Za-z0-9.-]+")


def keep(
    *,
    actor: Actor,
    now: datetime,
    kind: AnchorKind,
    note: bytes,
    holder: str,
    held_since: datetime | None,
    proofs: Sequence[bytes] = (),
    locked: Locked | None = None,
) -> Anchor:
    """Record a head as held outside, with the note and what shows it as files."""
    found = parse_note(note).checkpoint()
    if AnchorRow.objects.filter(kind=kind, size=found.size, holder=holder).exists():
        raise RefusedError("anchor_is_on_record", object=found.size, holder=holder)
    if held_since is not None:
        _require_after(found.size, held_since, now, holder)
    store = blob_store()
    files = tuple(store.put(BytesIO(data))[0] for data in (note, *proofs))
    anchor = Anchor(
        id=entropy.new_id("anchor"),
        kind=kind,
        size=found.size,
        root=found.root.hex(),
        holder=holder,
        held_since=held_since,
        files=files,
        locked=locked,
    )
    record(anchor, actor=actor, now=now, action=f"anchor.{kind}", blobs=files)
    return anchor


def _require_after(size: int, at: datetime, now: datetime, holder: str) -> None:
    """A head is held after its last entry was recorded, and not in times to come."""
    if at > now + SLACK:
        raise RefusedError("anchor_lies_ahead", object=size, holder=holder, at=at.isoformat())
    if size and at < queries.recorded_at(size - 1) - SLACK:
        raise RefusedError("anchor_lies_before_its_entries", object=size, holder=holder, at=at.isoformat())


def witnessed(*, actor: Actor, now: datetime, given: Held, vkey: str) -> Anchor:
    """Record the cosignature of a witness, such as an auditor, over one of our heads."""
    given.continued_in(head.read().size)
    try:
        key = parse_witness_key(vkey.strip())
    except NoteError as error:
        raise RefusedError("witness_key_cannot_be_read", why=error) from error
    if key.public_key in {ours.public_key for ours in key_ring.ring(home.current()).keys}:
        raise RefusedError("witness_key_is_our_own")
    try:
        at = cosigned_at(given.note, key, keys.verify)
    except NoteError as error:
        raise RefusedError("cosignature_is_not_valid", file=given.name, why=error) from error
    return keep(
        actor=actor, now=now, kind=AnchorKind.WITNESS, note=given.note, holder=str(key), held_since=at
    )


def kept_in_folder(*, actor: Actor, now: datetime, folder: Path) -> tuple[Anchor, Path]:
    """Write the newest head into a folder that keeps what it is given, and record it: what, and where."""
    target = folder.resolve()
    if not target.is_dir():
        raise RefusedError("anchor_folder_is_not_there", file=folder)
    if target.is_relative_to(home.current().path.resolve()):
        raise RefusedError("anchor_folder_is_in_the_home", file=folder)
    note = checkpoints.checkpoint()
    file = target / file_name(note)
    if not file.exists():
        durable_files.write(file, note)
        file.chmod(0o444)
    if not file.is_file() or file.read_bytes() != note:
        raise RefusedError("anchor_file_is_another", file=file)
    kind = AnchorKind.FOLDER
    return keep(actor=actor, now=now, kind=kind, note=note, holder=str(target), held_since=now), file


def file_name(note: bytes) -> str:
    """What a head is called outside: whose it is, and its size."""
    found = parse_note(note).checkpoint()
    return f"{_UNSAFE.sub('-', found.origin)}-{found.size:012d}.note"
