"""Spans of days: inclusive at both ends, in the organisation's zone."""

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import Attribute, field, frozen

from dualtrack.domain.ledger.codec import recorded


class PeriodError(ValueError):
    """A span whose end lies before its start."""


def _not_before_start(instance: "Period", attribute: "Attribute[date]", value: date) -> None:
    del attribute
    if value < instance.start:
        raise PeriodError(
            f"a period from {instance.start} cannot end on {value}: the end lies before the start"
        )


@frozen(order=True)
class Period:
    """Days from `start` to `end`, both included."""

    start: date
    end: date = field(validator=_not_before_start)

    @property
    def days(self) -> int:
        """Number of days, at least one."""
        return (self.end - self.start).days + 1

    def holds(self, day: date) -> bool:
        """True when the day lies in the period."""
        return self.start <= day <= self.end

    def overlaps(self, other: "Period") -> bool:
        """True when at least one day is shared."""
        return self.start <= other.end and other.start <= self.end


@recorded("observation_period")
@frozen(kw_only=True)
class ObservationPeriod:
    """The span that a framework's operation is judged over (AT-C 205: the specified period).

    For SOC 2 Type 2 it is the period of the report; for ISO/IEC 27001 the span of records that an auditor
    is shown (by custom at least three months before Stage 2).
    """

    id: str
    framework: str
    start: date
    end: date
    note: str = ""

    @property
    def period(self) -> Period:
        """The span as a value that can be computed with."""
        return Period(self.start, self.end)


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later, or the last day of that month when it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    first_of_next = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = (first_of_next - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def months_from(start: date, months: int) -> Period:
    """The period of so many months that begins on `start`: 2026-01-15 and 6 give 15 January to 14 July."""
    return Period(start, add_months(start, months) - timedelta(days=1))


def months_begun(start: date, day: date) -> int:
    """How many months have begun by a day, that of the start included."""
    return 1 + sum(1 for _ in month_starts(start, day))


def month_starts(start: date, until: date) -> Iterator[date]:
    """The first day of each further month, up to a day."""
    count = 1
    while (first := add_months(start, count)) <= until:
        yield first
        count += 1
