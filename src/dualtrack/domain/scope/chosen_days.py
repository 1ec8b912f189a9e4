"""The days that somebody chose for the period of a scope: whether they make one, and of which on record."""

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from dualtrack.domain.scope.terms import StatedPeriod


@frozen(kw_only=True)
class ChosenDays:
    """The days of the report's period as somebody chose them for a scope; both empty: none is stated."""

    start: date | None
    end: date | None

    @property
    def fault(self) -> str | None:
        """The code of what is wrong with them, or None."""
        if (self.start is None) != (self.end is None):
            return "scope_period_needs_both_days"
        if self.start is not None and self.end is not None and self.end <= self.start:
            return "scope_period_ends_too_early"
        return None


def chosen_period(
    periods: Iterable[StatedPeriod], expected: StatedPeriod | None, start: date, end: date
) -> StatedPeriod | None:
    """The chosen days under the recorded period that they speak about; None where none is on record.

    That is the one with the same days, else the one with which they share most, else the expected or the
    last. Held against it, other days are a drift until the record or a new version says the same.
    """
    held = sorted(periods, key=lambda one: (one.end, one.id))
    if not held:
        return None

    def near(one: StatedPeriod) -> tuple[bool, int, bool, date]:
        shared = (min(one.end, end) - max(one.start, start)).days + 1
        return (one.start, one.end) == (start, end), max(shared, 0), one == expected, one.end

    return StatedPeriod(id=max(held, key=near).id, start=start, end=end)
