"""When each control of the example was performed: on time, late or not at all."""

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import frozen

from dualtrack.app.cli.example import company, trouble
from dualtrack.domain.controls.control import Cadence, Control
from dualtrack.domain.controls.occurrences import Window, windows
from dualtrack.domain.controls.period import Period, months_from

PERIOD = months_from(date(2027, 7, 4), 6)
# Shown by scans, not by uploads.
SCANNED = frozenset({"AC-05", "CR-05"})
# Of frequent controls a log is taken over so many occurrences at once, about a month.
_LOGGED = {Cadence.DAILY: 21, Cadence.WEEKLY: 4}


@frozen(kw_only=True)
class Due:
    """One performance: what it covers, when it was done and when it reached us."""

    covers: Period
    performed: date
    received: date
    minute: int


def performances(control: Control, today: date) -> Iterator[Due]:
    """What was performed of a control up to today, in order."""
    if control.id in trouble.AHEAD or control.id in SCANNED:
        return
    spread = sum(map(ord, control.id)) % 5
    if control.cadence in _LOGGED:
        yield from _logs(control, today, spread)
        return
    since = trouble.STARTED_LATE.get(control.id, company.OPERATING)
    for number, window in enumerate(windows(control.cadence, PERIOD).items):
        if control.id in trouble.MISSED or window.end < since:
            continue
        done = _done(control, window, spread)
        if done is not None and done <= today - timedelta(days=3):
            received = min(done + timedelta(days=1 + spread % 3), today - timedelta(days=2))
            covers = Period(max(window.start, _first(control, done)), min(window.end, done))
            yield Due(covers=covers, performed=done, received=received, minute=(spread * 7 + number) % 60)


def _logs(control: Control, today: date, spread: int) -> Iterator[Due]:
    """Logs that follow each other without a gap, the last one up to the day before yesterday."""
    done = [w for w in windows(control.cadence, PERIOD).items if w.end <= today - timedelta(days=2)]
    size = _LOGGED[control.cadence]
    for number, first in enumerate(range(0, len(done), size)):
        taken = done[first : first + size]
        covers = Period(taken[0].start, taken[-1].end)
        received = covers.end + timedelta(days=1)
        yield Due(covers=covers, performed=covers.end, received=received, minute=spread * 7 + number)


def _first(control: Control, done: date) -> date:
    """A yearly performance speaks about the day on which it was done, not about the year."""
    return done if control.cadence is Cadence.ANNUAL else date.min


def _done(control: Control, window: Window, spread: int) -> date | None:
    """The day of the performance: near the window's end, or late by so many days."""
    if control.cadence is Cadence.ANNUAL:
        return date(2027, 3, 1) + timedelta(days=37 * spread + sum(map(ord, control.id)) % 60)
    if control.cadence is Cadence.SEMIANNUAL:
        return date(2027, 9, 6) + timedelta(days=5 * spread) if spread != 3 else None
    late = trouble.LATE.get(control.id)
    if late is not None:
        return window.due + timedelta(days=late)
    return window.end - timedelta(days=spread % 2)
