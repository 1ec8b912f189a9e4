"""Anchors in a bucket with Object Lock: written once, read back with the lock, and looked at again later."""

import os
from datetime import datetime

from attrs import frozen

from dualtrack.app.ledger import anchoring, bucket, checkpoints, home
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.models import AnchorRow
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.anchor import Anchor, AnchorKind
from dualtrack.domain.ledger.bucket import Place, PlaceError, parse_place
from dualtrack.domain.ledger.lock import Difference, Locked, Weakness, differences, weaknesses
from dualtrack.domain.ledger.note import parse_note


@frozen(kw_only=True)
class Looked:
    """An anchor in a bucket as it is there today: how it differs from the record, what its lock is worth."""

    anchor: Anchor
    locked: Locked
    differences: tuple[Difference, ...]
    weaknesses: tuple[Weakness, ...]


def kept_in_bucket(*, actor: Actor, now: datetime, address: str, endpoint: str | None) -> Anchor:
    """Write the newest head into a bucket that locks what it is given, and record it with the lock.

    Raises RefusedError for whatever stands against it; an object that was written stays, and is named.
    """
    if home.current().example:  # its clock is its own, and a lock would keep what was invented for years
        raise RefusedError("example_is_kept_in_no_bucket", file=address)
    try:
        folder = parse_place(address, endpoint, os.environ)
    except PlaceError as error:
        raise RefusedError(str(error), file=address) from None
    note = checkpoints.checkpoint()
    place = folder.under(object_name(note))
    bucket.put_once(place, note)
    locked, since = _locked(place, note, now)
    return anchoring.keep(
        actor=actor,
        now=now,
        kind=AnchorKind.BUCKET,
        note=note,
        holder=f"{folder} ({folder.endpoint})",
        held_since=since,
        locked=locked,
    )


def _locked(place: Place, note: bytes, now: datetime) -> tuple[Locked, datetime]:
    """The lock over the object just put, or put before; since when it lies there, by the bucket's clock."""
    seen = bucket.see(place)
    if seen.version is None or seen.since is None or bucket.read(place, seen.version) != note:
        raise RefusedError("bucket_holds_another", file=place)
    if not seen.version or seen.mode is None or seen.until is None or seen.until <= now:
        raise RefusedError("bucket_does_not_lock", file=place)
    return Locked(place=place, version=seen.version, mode=seen.mode, until=seen.until), seen.since


def object_name(note: bytes) -> str:
    """What a head is called in a bucket: whose it is, its size and its root."""
    root = parse_note(note).checkpoint().root.hex()
    return f"{anchoring.file_name(note).removesuffix('.note')}-{root}.note"


def looked_at(anchor: str, now: datetime) -> Looked:
    """Read the object of an anchor in a bucket again, its bytes and its lock."""
    row = AnchorRow.objects.filter(pk=anchor, kind=AnchorKind.BUCKET).first()
    found: Anchor | None = None if row is None else row.to_value()
    if found is None or found.locked is None or found.held_since is None:
        raise RefusedError("anchor_is_in_no_bucket", object=anchor)
    with blob_store().open(found.files[0]) as stream:
        note = stream.read()
    locked = found.locked
    return Looked(
        anchor=found,
        locked=locked,
        differences=differences(
            locked, bucket.read(locked.place, locked.version), note, bucket.see(locked.place)
        ),
        weaknesses=weaknesses(locked, found.held_since, now),
    )
