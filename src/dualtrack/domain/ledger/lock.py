"""Locks of a bucket over one version of an object: what was seen, and whether it is as it was recorded."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.ledger.bucket import Place
from dualtrack.domain.ledger.retention import CYCLE

_LEAST = timedelta(days=365 * CYCLE)  # buckets count a year of retention as 365 days


class LockMode(StrEnum):
    """Who may lift a lock before its day: nobody, or whom the account lets."""

    COMPLIANCE = "compliance"
    GOVERNANCE = "governance"


@frozen(kw_only=True)
class Locked:
    """One version of an object, and how it is locked until when."""

    place: Place
    version: str
    mode: LockMode
    until: datetime


@frozen(kw_only=True)
class Seen:
    """What a bucket says of an object: the version that is on top, since when, and its lock.

    `version` None: there is none on top, because it was deleted; the lock None: the bucket tells of none.
    """

    version: str | None
    since: datetime | None = None
    mode: LockMode | None = None
    until: datetime | None = None


class Difference(StrEnum):
    """How a locked object is not, or cannot be shown to be, as it was recorded."""

    GONE = "gone"
    CHANGED = "changed"
    COVERED = "covered"
    UNLOCKED = "unlocked"
    WEAKER = "weaker"
    SHORTER = "shorter"


class Weakness(StrEnum):
    """Why a lock that is as it was recorded is worth less than it could be."""

    ENDED = "ended"
    SHORT = "short"
    GOVERNANCE = "governance"


def differences(locked: Locked, data: bytes | None, wanted: bytes, seen: Seen) -> tuple[Difference, ...]:
    """How the version on record, which holds `data` today, differs from what was written and locked."""
    if data is None:
        return (Difference.GONE,)
    changed = (Difference.CHANGED,) if data != wanted else ()
    return changed + tuple(_of_the_lock(locked, seen))


def _of_the_lock(locked: Locked, seen: Seen) -> Iterator[Difference]:
    """A lock can be read of the version on top alone."""
    if seen.version != locked.version:
        yield Difference.COVERED
    elif seen.mode is None or seen.until is None:
        yield Difference.UNLOCKED
    else:
        if locked.mode is LockMode.COMPLIANCE and seen.mode is not LockMode.COMPLIANCE:
            yield Difference.WEAKER
        if seen.until < locked.until:
            yield Difference.SHORTER


def weaknesses(locked: Locked, since: datetime, now: datetime) -> tuple[Weakness, ...]:
    """What to say of a lock: it has ended, it ends before the audit cycle does, somebody may lift it."""
    found = []
    if locked.until <= now:
        found.append(Weakness.ENDED)
    elif locked.until.date() < (since + _LEAST).date():
        found.append(Weakness.SHORT)
    if locked.mode is LockMode.GOVERNANCE:
        found.append(Weakness.GOVERNANCE)
    return tuple(found)
