"""What a control owes in a period: the windows in which it should be performed, by its cadence.

Counts for six months agree with practice: quarterly 2, monthly 6, weekly 26, daily 126-130 business days.
"""

from bisect import bisect_right
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from attrs import frozen

from dualtrack.domain.controls.control import Cadence
from dualtrack.domain.controls.period import Period, add_months

# Days after a window in which its performance still counts as on time: a review of a quarter is done once the
# quarter is over. Field practice, to be read as a default.
GRACE_DAYS: dict[Cadence, int] = {
    Cadence.CONTINUOUS: 7,
    Cadence.PER_EVENT: 15,
    Cadence.DAILY: 1,
    Cadence.WEEKLY: 3,
    Cadence.MONTHLY: 7,
    Cadence.QUARTERLY: 15,
    Cadence.SEMIANNUAL: 30,
    Cadence.ANNUAL: 0,
}

# Continuous and event-driven controls owe a showing, not a performance: one look a month, one list a quarter.
_MONTHS: dict[Cadence, int] = {
    Cadence.CONTINUOUS: 1,
    Cadence.PER_EVENT: 3,
    Cadence.MONTHLY: 1,
    Cadence.QUARTERLY: 3,
    Cadence.SEMIANNUAL: 6,
}

_LOOK_BACK_DAYS = 365  # an annual control counts when performed within a year before the period's end


@frozen
class Window:
    """One due performance: its days, the last day on which it is on time, and when it cannot be made up."""

    start: date
    end: date
    due: date
    lost_after: date
    days: tuple[int, int, int, int]  # the four as ordinals, for the sweep over many facts


@frozen
class Windows:
    """All windows of one cadence in one period, in order, not overlapping."""

    cadence: Cadence
    items: tuple[Window, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    shows_span: bool  # one piece of evidence may stand for several windows (a log over six months)

    @property
    def logged(self) -> bool:
        """True where performances are so frequent that one log shows many of them."""
        return self.cadence in (Cadence.DAILY, Cadence.WEEKLY)

    def index(self, day: int) -> int:
        """Position of the last window that starts on or before the day (an ordinal); -1 before the first."""
        return bisect_right(self.starts, day) - 1


@lru_cache(maxsize=512)
def windows(cadence: Cadence, period: Period) -> Windows:
    """The windows that a cadence owes in a period."""
    spans = _spans(cadence, period)
    grace = timedelta(days=GRACE_DAYS[cadence])
    items = tuple(_window(s, grace) for s in spans)
    return Windows(
        cadence=cadence,
        items=items,
        starts=tuple(w.days[0] for w in items),
        ends=tuple(w.days[1] for w in items),
        shows_span=cadence in (Cadence.CONTINUOUS, Cadence.PER_EVENT),
    )


def months_shown(cadence: Cadence, period: Period, shown: int) -> int:
    """Months that so many shown windows of a showing stand for, never more than the period holds."""
    whole = len(windows(Cadence.CONTINUOUS, period).items)
    return min(shown * _MONTHS[cadence], whole)


def judged_span(cadence: Cadence, period: Period) -> Period:
    """All days about which the control is judged: the period, and the look-back of a yearly control."""
    items = windows(cadence, period).items
    return Period(min([period.start, *(w.start for w in items[:1])]), period.end)


def _window(span: Period, grace: timedelta) -> Window:
    due = span.end + grace
    lost = due + timedelta(days=span.days)
    ordinals = (span.start.toordinal(), span.end.toordinal(), due.toordinal(), lost.toordinal())
    return Window(span.start, span.end, due, lost, ordinals)


def _spans(cadence: Cadence, period: Period) -> list[Period]:
    if cadence is Cadence.ANNUAL:
        return [Period(period.end - timedelta(days=_LOOK_BACK_DAYS - 1), period.end)]
    if cadence is Cadence.DAILY:
        days = (period.start + timedelta(days=n) for n in range(period.days))
        return [Period(d, d) for d in days if d.weekday() < 5]
    if cadence is Cadence.WEEKLY:
        return _steps(period, lambda start, n: start + timedelta(days=7 * n))
    months = _MONTHS[cadence]
    return _steps(period, lambda start, n: add_months(start, months * n))


def _steps(period: Period, step: Callable[[date, int], date]) -> list[Period]:
    """Whole steps from the period's start; a rest shorter than half a step owes nothing of its own."""
    spans: list[Period] = []
    n = 0
    while (start := step(period.start, n)) <= period.end:
        end = step(period.start, n + 1) - timedelta(days=1)
        if end <= period.end:
            spans.append(Period(start, end))
        elif not spans or (period.end - start).days + 1 >= ((end - start).days + 1) / 2:
            spans.append(Period(start, period.end))
        n += 1
    return spans
