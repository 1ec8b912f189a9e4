"""Reads observed times as sources write them: since 1970, with an offset, or in the configured zone."""

import math
import re
from datetime import UTC, datetime, tzinfo

from dualtrack.domain.evidence.observation import TimeBasis

Moment = tuple[datetime, TimeBasis]

_MILLISECONDS_FROM = 100_000_000_000  # as seconds that is the year 5138, as milliseconds 1973
_LIMIT = 253_402_300_800  # the year 10000
_DIGITS = re.compile(r"\d{9,17}(?:\.\d+)?")


class BadTimeError(ValueError):
    """What stands there is no time; the text is the reason."""


def moment(value: object, zone: tzinfo, field: str) -> Moment:
    """The time in UTC and how it was told."""
    if isinstance(value, str):
        return _written(value.strip(), zone, field)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _epoch(value, field), TimeBasis.EPOCH
    raise BadTimeError(f"{field} is {_shown(value)}, expected a time")


def _epoch(value: float, field: str) -> datetime:
    if not math.isfinite(value) or value <= 0:
        raise BadTimeError(f"{field} is {_shown(value)}, expected seconds or milliseconds since 1970")
    seconds = value / 1000 if value >= _MILLISECONDS_FROM else value
    if seconds >= _LIMIT:
        raise BadTimeError(f"{field} is {_shown(value)}, expected seconds or milliseconds since 1970")
    return datetime.fromtimestamp(seconds, UTC)


def _written(text: str, zone: tzinfo, field: str) -> Moment:
    if _DIGITS.fullmatch(text):
        return _epoch(float(text) if "." in text else int(text), field), TimeBasis.EPOCH
    try:
        told = datetime.fromisoformat(text)
        if told.tzinfo is not None:
            return told.astimezone(UTC), TimeBasis.OFFSET
        return told.replace(tzinfo=zone).astimezone(UTC), TimeBasis.NAIVE
    except (ValueError, OverflowError):
        raise BadTimeError(
            f"{field} is {_shown(text)}, expected a time such as 2025-02-14T13:27:03Z"
        ) from None


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
