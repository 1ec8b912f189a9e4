"""A machine's clock that ran behind the record: when that is told, and what is kept of it."""

from datetime import datetime, timedelta

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded

SLACK = timedelta(seconds=2)  # by which a clock that is being set right may step back
EVERY = timedelta(hours=1)  # of the record's time: while it lasts it is told once an hour


@recorded("clock_skew")
@frozen(kw_only=True)
class ClockSkew:
    """The machine said a time before the last entry's; entries take the later one until it has passed."""

    id: str
    said: datetime
    last: datetime


def behind(said: datetime, last: datetime | None) -> bool:
    """Whether a time lies before the last entry's by more than a clock is moved when it is set right."""
    return last is not None and last - said > SLACK
