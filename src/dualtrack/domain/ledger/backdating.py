"""Times that cannot be so: an entry before the last one, beside an anchor, or beside its own value."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from attrs import frozen

from dualtrack.domain.ledger.codec_types import CodecError, decode_instant, encode_instant

SLACK = timedelta(minutes=5)  # by which clocks of two machines may differ
WAIT = timedelta(days=1)  # the longest that a call may have read the clock before it came to write

# The time that the program itself sets as it records: when something was received, noted, made.
OWN_TIMES: Mapping[str, str] = {
    "evidence": "received_at",
    "observation_run": "received_at",
    "deviation": "noted_at",
    "package_made": "made_at",
    "release": "prepared_at",
}


@frozen(kw_only=True)
class Known:
    """What an anchor says of time: its head is held since then, and entry `seq` tells of that."""

    item: str
    size: int
    seq: int
    at: datetime


@frozen(kw_only=True)
class Limits:
    """What anchors say of the entries from `start` up to the next such; instants as entries spell them."""

    start: int
    earliest: str = ""
    latest: str = ""
    after: Known | None = None
    before: Known | None = None

    def faults(self, recorded_at: str) -> tuple[str, ...]:
        """What is wrong with the time of an entry within; instants of one spelling compare as text."""
        found = []
        if self.after is not None and recorded_at < self.earliest:
            told = f"entry {self.after.seq} before it tells that {self.after.item} is held since"
            found.append(f"its recorded_at is {recorded_at}, and {told} {encode_instant(self.after.at)}")
        if self.before is not None and recorded_at > self.latest:
            told = f"{self.before.item} holds it since"
            found.append(f"its recorded_at is {recorded_at}, and {told} {encode_instant(self.before.at)}")
        return tuple(found)


def limits(known: Iterable[Known]) -> tuple[Limits, ...]:
    """The limits of each stretch of the ledger, in order.

    What an anchor holds was recorded before it was held. What follows the entry that tells of it was
    recorded after it was held. Of entries between the two it says nothing: a head may be held long after it
    was signed.
    """
    anchors = tuple(known)
    starts = sorted({0, *(anchor.size for anchor in anchors), *(anchor.seq for anchor in anchors)})
    return tuple(_limits(start, anchors) for start in starts)


def _limits(start: int, anchors: tuple[Known, ...]) -> Limits:
    after = max((a for a in anchors if a.seq <= start), key=lambda a: a.at, default=None)
    before = min((a for a in anchors if a.size > start), key=lambda a: a.at, default=None)
    return Limits(
        start=start,
        after=after,
        before=before,
        earliest="" if after is None else encode_instant(after.at - SLACK),
        latest="" if before is None else encode_instant(before.at + SLACK),
    )


def behind_the_last(recorded_at: str, last: str, last_seq: int) -> tuple[str, ...]:
    """Time never runs backwards from one entry to the next."""
    if recorded_at >= last:
        return ()
    return (f"its recorded_at {recorded_at} lies before that of entry {last_seq}, {last}",)


def agrees(own: str, recorded_at: str, last: str, skewed: str) -> bool:
    """Whether the time that a value carries fits the one at which its first entry was recorded.

    The two are one instant, unless the entry had to take the time of the entry before it (`last`): a call
    waits for other writers, at most a day, or the machine's clock was behind, which an entry tells: it said
    `skewed`.
    """
    if own == recorded_at:
        return True
    if own > recorded_at or recorded_at != last:
        return False
    since = min(recorded_at, skewed) if skewed else recorded_at
    try:
        return decode_instant(own) >= decode_instant(since) - WAIT
    except CodecError:
        return False
