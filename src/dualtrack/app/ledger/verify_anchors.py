"""Verifying anchors: each file, what shows that it is held, and the head that it holds."""

from collections.abc import Callable, Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from dualtrack.app.ledger import anchoring, keys
from dualtrack.app.ledger.anchor_bucket import object_name
from dualtrack.app.ledger.anchor_time import StampError
from dualtrack.app.ledger.anchor_time import read as read_stamp
from dualtrack.app.ledger.blobs import StoreError, blob_store
from dualtrack.app.ledger.models import AnchorRow
from dualtrack.app.ledger.verify_heads import Heads, Outside
from dualtrack.app.ledger.verify_report import Report
from dualtrack.app.ledger.verify_rows import readable
from dualtrack.domain.ledger.anchor import Anchor, AnchorKind
from dualtrack.domain.ledger.backdating import Known
from dualtrack.domain.ledger.codec import CodecError
from dualtrack.domain.ledger.cosignature import cosigned_at, parse_witness_key
from dualtrack.domain.ledger.note import NoteError


class _AwayError(Exception):
    """What shows the anchor cannot be looked at from here; that is no change of anything."""


def check_anchors(report: Report, heads: Heads) -> tuple[Outside, ...]:
    """The heads that are held outside as far as can be shown; whether they are the tree's is seen later."""
    return tuple(_held(report, heads))


def _held(report: Report, heads: Heads) -> Iterator[Outside]:
    for key, row in readable(AnchorRow):
        item = f"anchor {key}"
        try:
            if row is None or row.held_since is None or heads.ring is None:
                continue  # named elsewhere, or held by nobody yet
            anchor: Anchor = row.to_value()
            files = [_bytes(name) for name in anchor.files]
            head = heads.ring.open(files[0], keys.verify)
            if (head.size, head.root.hex()) != (anchor.size, anchor.root):
                raise NoteError(f"its note is one of size {head.size}, and it says {anchor.size}")
            _SHOWN[anchor.kind](anchor, files)
        except (_AwayError, StoreError, CodecError, IndexError):
            continue  # a file that is gone or changed is named with the files, a changed row with the rows
        except (NoteError, StampError) as error:
            report.add(item, "signature", str(error))
            continue
        known = Known(item=item, size=head.size, seq=row.seq, at=row.held_since)
        yield from _where_it_stands(
            report, item, anchor, Outside(item=item, size=head.size, root=head.root, known=known)
        )


def _where_it_stands(report: Report, item: str, anchor: Anchor, outside: Outside) -> Iterator[Outside]:
    """A folder that is not within reach now is passed over; one that is, holds what it was given."""
    if anchor.kind is AnchorKind.FOLDER:
        file = Path(anchor.holder) / anchoring.file_name(_bytes(anchor.files[0]))
        if not file.parent.is_dir():
            return
        if not file.is_file():
            report.add(str(file), "missing", f"{item} was written there, and is gone")
            return
        if sha256(file.read_bytes()).hexdigest() != anchor.files[0]:
            report.add(str(file), "changed", f"is not the checkpoint that {item} was written with")
            return
    yield outside


def _bytes(name: str) -> bytes:
    with blob_store().open(name) as stream:
        return stream.read()


def _same_time(anchor: Anchor, at: datetime) -> None:
    if anchor.held_since != at:
        raise NoteError(f"is held since {at.isoformat()}, and says {anchor.held_since}")


def _witness(anchor: Anchor, files: list[bytes]) -> None:
    _same_time(anchor, cosigned_at(files[0], parse_witness_key(anchor.holder), keys.verify))


def _stamp(anchor: Anchor, files: list[bytes]) -> None:
    stamp = read_stamp(files[1], files[2])
    if stamp.digest != sha256(files[0]).digest():
        raise StampError("is a time stamp of something else than its note")
    _same_time(anchor, stamp.at)


def _bucket(anchor: Anchor, files: list[bytes]) -> None:
    """No bucket is asked, for verifying needs no network: `dualtrack anchor check` asks it."""
    if anchor.locked is None or not anchor.locked.place.key.endswith(object_name(files[0])):
        raise NoteError("names no object of its note in a bucket")


def _nothing(anchor: Anchor, files: list[bytes]) -> None:
    """What a message or a folder shows is shown by whoever holds it."""


_SHOWN: dict[AnchorKind, Callable[[Anchor, list[bytes]], None]] = {
    AnchorKind.WITNESS: _witness,
    AnchorKind.TIMESTAMP: _stamp,
    AnchorKind.EMAIL: _nothing,
    AnchorKind.FOLDER: _nothing,
    AnchorKind.BUCKET: _bucket,
}
