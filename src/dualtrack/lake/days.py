"""The organisation's day of a moment: a zone's offsets become one arithmetic expression that any SQL runs.

Local time is counted in microseconds from the first day of year 1, so that no day is ever negative.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
DAY_MICROS = 86_400_000_000
_BASE = (_EPOCH.toordinal() - 1) * DAY_MICROS


def micros(moment: datetime) -> int:
    """Microseconds since 1970, exactly."""
    return (moment - _EPOCH) // _MICROSECOND


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta(0)


def _change_between(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """Find the second at which the offset becomes that of `after`."""
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if _offset(zone, middle) == _offset(zone, after):
            after = middle
        else:
            before = middle
    return after


def offsets(zone: ZoneInfo, first: datetime, last: datetime) -> Iterator[tuple[datetime, timedelta]]:
    """Give each change of offset after `first` up to `last`, led by the offset that holds at `first`."""
    moment = first.replace(microsecond=0)
    yield moment, _offset(zone, moment)
    while moment < last:
        following = moment + timedelta(days=1)
        if _offset(zone, following) != _offset(zone, moment):
            change = _change_between(zone, moment, following)
            yield change, _offset(zone, change)
        moment = following


def local_micros(column: str, zone: ZoneInfo, first: datetime, last: datetime) -> str:
    """Write the local time of a column of UTC microseconds, for moments from `first` to `last`."""
    spans = list(offsets(zone, first, last))
    *earlier, (_, final) = spans
    shifts = [_BASE + offset // _MICROSECOND for _, offset in earlier]
    closing = _BASE + final // _MICROSECOND
    if not earlier:
        return f"({column} + {closing})"
    until = [micros(change) for change, _ in spans[1:]]
    cases = " ".join(f"WHEN {column} < {end} THEN {add}" for end, add in zip(until, shifts, strict=True))
    return f"({column} + CASE {cases} ELSE {closing} END)"


def day_start(day: date) -> int:
    """A day as the microseconds of its start, the way the SQL counts days."""
    return (day.toordinal() - 1) * DAY_MICROS


def day_of(start: int) -> date:
    """The day that starts at these local microseconds."""
    return date.fromordinal(1 + start // DAY_MICROS)
