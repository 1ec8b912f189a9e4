"""Times as sources write them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from tests.each import each

from dualtrack.connectors.reading.times import BadTimeError, moment
from dualtrack.domain.evidence.observation import TimeBasis

BERLIN = ZoneInfo("Europe/Berlin")
AT = datetime(2025, 2, 14, 13, 27, 3, tzinfo=UTC)


@each(
    ("value", "at", "basis"),
    [
        (1739539623, AT, TimeBasis.EPOCH),
        (1739539623000, AT, TimeBasis.EPOCH),
        ("1739539623", AT, TimeBasis.EPOCH),
        ("1739539623000", AT, TimeBasis.EPOCH),
        (1739539623.5, AT.replace(microsecond=500_000), TimeBasis.EPOCH),
        ("2025-02-14T13:27:03Z", AT, TimeBasis.OFFSET),
        ("2025-02-14T14:27:03+01:00", AT, TimeBasis.OFFSET),
        ("2025-02-14T14:27:03", AT, TimeBasis.NAIVE),
        (" 2025-02-14 14:27:03 ", AT, TimeBasis.NAIVE),
        ("2025-02-14T14:27:03.9138741", AT.replace(microsecond=913_874), TimeBasis.NAIVE),
        ("2025-07-14T15:27:03", datetime(2025, 7, 14, 13, 27, 3, tzinfo=UTC), TimeBasis.NAIVE),
    ],
)
def test_times(value: object, at: datetime, basis: TimeBasis) -> None:
    assert moment(value, BERLIN, "time") == (at, basis)


@each(
    ("value", "reason"),
    [
        ("yesterday", "time is 'yesterday', expected a time such as 2025-02-14T13:27:03Z"),
        ("", "time is '', expected a time such as 2025-02-14T13:27:03Z"),
        ("04/05/2026", "time is '04/05/2026', expected a time such as 2025-02-14T13:27:03Z"),
        (
            "0001-01-01T00:00:00",
            "time is '0001-01-01T00:00:00', expected a time such as 2025-02-14T13:27:03Z",
        ),
        (-1, "time is -1, expected seconds or milliseconds since 1970"),
        (float("inf"), "time is inf, expected seconds or milliseconds since 1970"),
        (10**17, "time is 100000000000000000, expected seconds or milliseconds since 1970"),
        (None, "time is None, expected a time"),
        (False, "time is False, expected a time"),
        ("x" * 99, f"time is '{'x' * 56}..., expected a time such as 2025-02-14T13:27:03Z"),
    ],
)
def test_what_is_no_time(value: object, reason: str) -> None:
    with pytest.raises(BadTimeError) as caught:
        moment(value, BERLIN, "time")
    assert str(caught.value) == reason
