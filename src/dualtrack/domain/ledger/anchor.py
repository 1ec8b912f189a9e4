"""Anchors: signed heads that somebody outside holds, and how much of the ledger none of them covers."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded
from dualtrack.domain.ledger.lock import Locked

WINDOW = timedelta(hours=24)  # the longest that entries should wait for an anchor


class AnchorKind(StrEnum):
    """By what it is shown that somebody outside holds it."""

    WITNESS = "witness"
    EMAIL = "email"
    FOLDER = "folder"
    BUCKET = "bucket"
    TIMESTAMP = "timestamp"


@recorded("anchor", version=2, upcasters={1: lambda data: {**data, "locked": None}})
@frozen(kw_only=True)
class Anchor:
    """A head and who holds it since when; not held while its message waits to be sent and received."""

    id: str
    kind: AnchorKind
    size: int
    root: str
    holder: str
    held_since: datetime | None
    files: tuple[str, ...]  # the note first, then what shows that it is held
    locked: Locked | None = None  # where it lies in a bucket, of that kind alone


@frozen(kw_only=True)
class Exposure:
    """What could be rewritten by somebody with the machine and its key, and nobody outside would see it."""

    newest: Anchor | None
    age: timedelta | None
    size: int  # of the ledger
    entries: int  # that wait for an anchor
    window: timedelta | None  # since the first of them was recorded

    @property
    def too_long(self) -> bool:
        """True when entries wait for longer than they should."""
        return self.window is not None and self.window > WINDOW


def newest(anchors: Iterable[Anchor]) -> Anchor | None:
    """The anchor of the largest head, of those the one that is held longest."""
    held = [(a.size, -a.held_since.timestamp(), a.id, a) for a in anchors if a.held_since is not None]
    return max(held)[3] if held else None


def exposure(
    found: Anchor | None, *, size: int, entries: int, first_uncovered: datetime | None, now: datetime
) -> Exposure:
    """How far the newest anchor reaches, and how long the entries after it have waited."""
    age = None if found is None or found.held_since is None else max(now - found.held_since, timedelta())
    return Exposure(
        newest=found,
        age=age,
        size=size,
        entries=entries,
        window=None if first_uncovered is None else max(now - first_uncovered, timedelta()),
    )
