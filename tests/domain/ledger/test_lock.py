"""Locks of buckets: whether an object is as it was recorded, and what its lock is worth."""

from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve

from dualtrack.domain.ledger.bucket import Place
from dualtrack.domain.ledger.lock import (
    Difference,
    Locked,
    LockMode,
    Seen,
    Weakness,
    differences,
    weaknesses,
)

SINCE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CYCLE, SECOND, DAY = timedelta(days=3 * 365), timedelta(seconds=1), timedelta(days=1)
LOCKED = Locked(
    place=Place(endpoint="https://s3.example", region="r", bucket="heads", key="a.note"),
    version="v1",
    mode=LockMode.COMPLIANCE,
    until=SINCE + CYCLE,
)
AS_IT_WAS = Seen(version="v1", since=SINCE, mode=LockMode.COMPLIANCE, until=LOCKED.until)
ABOVE = evolve(AS_IT_WAS, version="v2")


@pytest.mark.parametrize(
    ("data", "seen", "found"),
    [
        (b"note", AS_IT_WAS, ()),
        (b"note", evolve(AS_IT_WAS, until=LOCKED.until + DAY), ()),
        (None, AS_IT_WAS, (Difference.GONE,)),
        (b"other", AS_IT_WAS, (Difference.CHANGED,)),
        (b"note", ABOVE, (Difference.COVERED,)),
        (b"other", ABOVE, (Difference.CHANGED, Difference.COVERED)),
        (b"note", Seen(version=None), (Difference.COVERED,)),
        (b"note", evolve(AS_IT_WAS, mode=None, until=None), (Difference.UNLOCKED,)),
        (b"note", evolve(AS_IT_WAS, until=None), (Difference.UNLOCKED,)),
        (b"note", evolve(AS_IT_WAS, mode=LockMode.GOVERNANCE), (Difference.WEAKER,)),
        (b"note", evolve(AS_IT_WAS, until=LOCKED.until - SECOND), (Difference.SHORTER,)),
    ],
)
def test_what_lies_there_against_what_was_locked(
    data: bytes | None, seen: Seen, found: tuple[Difference, ...]
) -> None:
    assert differences(LOCKED, data, b"note", seen) == found


def test_governance_that_became_compliance_is_no_difference() -> None:
    assert differences(evolve(LOCKED, mode=LockMode.GOVERNANCE), b"n", b"n", AS_IT_WAS) == ()


def test_a_lock_for_less_than_the_audit_cycle_is_short_and_one_that_ended_is_told_as_that() -> None:
    short = evolve(LOCKED, until=LOCKED.until - DAY)
    assert weaknesses(LOCKED, SINCE, SINCE) == ()
    assert weaknesses(short, SINCE, SINCE) == (Weakness.SHORT,)
    assert weaknesses(LOCKED, SINCE, LOCKED.until - SECOND) == ()
    assert weaknesses(LOCKED, SINCE, LOCKED.until) == (Weakness.ENDED,)
    assert weaknesses(evolve(short, mode=LockMode.GOVERNANCE), SINCE, SINCE) == (
        Weakness.SHORT,
        Weakness.GOVERNANCE,
    )
