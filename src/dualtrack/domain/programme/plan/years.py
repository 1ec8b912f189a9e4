"""The year that a plan is of: which bookings and facts are its own, and which are another year's.

Fieldwork follows the period that it examines, so that what is booked to begin before the second period is
over is an audit of the first year.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from attrs import frozen

from dualtrack.domain.audits.choosing import AuditorBooking
from dualtrack.domain.controls.period import add_months


@frozen(kw_only=True)
class Year:
    """A year that begins on `start`; its audits begin on or after one day and before another."""

    start: date
    audits_from: date | None = None  # none: it is the first
    audits_before: date | None = None  # none: no later year is known
    added: frozenset[str] = frozenset()  # frameworks that came later: their first audit is of it, whenever

    @property
    def later(self) -> bool:
        """True for a year that follows another: what was done before it is done for the other."""
        return self.audits_from is not None

    def its_own(self, day: date) -> bool:
        """True for what happened in it, and in the first year for everything."""
        return not self.later or day >= self.start

    def bookings(self, every: Iterable[AuditorBooking]) -> dict[str, AuditorBooking]:
        """The booking of each framework that counts: the last one of an audit of this year."""
        mine = (one for one in every if one.framework in self.added or self._audits(one.starts_on))
        return {one.framework: one for one in sorted(mine, key=lambda one: one.number)}

    def days(self, held: Mapping[str, date]) -> dict[str, date]:
        """Facts by name, those of this year."""
        return {name: day for name, day in held.items() if self.its_own(day)}

    def _audits(self, day: date) -> bool:
        begun = self.audits_from is None or day >= self.audits_from
        return begun and (self.audits_before is None or day < self.audits_before)


def first_year(
    start: date, period_end: date | None, period_months: int, added: frozenset[str] = frozenset()
) -> Year:
    """The year with which a programme begins; without a period, every audit is one of it."""
    if period_end is None:
        return Year(start=start)
    before = second_year(period_end, period_months).audits_from
    return Year(start=start, audits_before=before, added=added)


def second_year(period_end: date, period_months: int) -> Year:
    """The year that begins when the first period has ended, with the next period."""
    start = period_end + timedelta(days=1)
    return Year(start=start, audits_from=add_months(start, period_months))
