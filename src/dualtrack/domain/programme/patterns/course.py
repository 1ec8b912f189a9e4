"""The course of a programme: its five phases as days, the article's months scaled to the profile's length.

Month n is a point in time and phases are half-open: [0,2) [2,4) [3,10) [6,12) [12,14).
"""

from datetime import date, timedelta
from fractions import Fraction

from attrs import frozen

from dualtrack.domain.controls.period import add_months
from dualtrack.domain.programme.organisation import ADDING, Profile
from dualtrack.domain.programme.snapshot import Programme

PHASES: tuple[tuple[int, int], ...] = ((0, 2), (2, 4), (3, 10), (6, 12), (12, 14))
_WHOLE = 14
# Months from the first day to the last audit day; the article's, but for add-soc2 (ours, as the other way).
LENGTHS: dict[Profile, int] = {
    Profile.DUAL_TRACK_52W: 12,
    Profile.FIRST_COMBINED: _WHOLE,
    Profile.ADD_ISO27001: 9,
    Profile.ADD_SOC2: 9,
    Profile.FROM_SCRATCH: 17,
    Profile.SOC2_ONLY: _WHOLE,
    Profile.ISO27001_ONLY: _WHOLE,
}
_WORKING_TIME = Fraction(13, 2)  # the middle of phase 3: from here on documents keep pace with operation


@frozen(kw_only=True)
class Course:
    """Where the phases of one programme begin and end."""

    start: date
    months: int  # from the first day to the last audit day

    def at(self, month: int | Fraction) -> date:
        """The day of a month of the article's fourteen, in this programme."""
        whole, rest = divmod(Fraction(month) * self.months / _WHOLE, 1)
        first = add_months(self.start, int(whole))
        length = (add_months(self.start, int(whole) + 1) - first).days
        return first + timedelta(days=round(rest * length))

    def begins(self, phase: int) -> date:
        """The first day of a phase, 1 to 5."""
        return self.at(PHASES[phase - 1][0])

    def ends(self, phase: int) -> date:
        """The day after the last of a phase."""
        return self.at(PHASES[phase - 1][1])

    @property
    def middle_of_implementation(self) -> date:
        """The middle of phase 3."""
        return self.at(_WORKING_TIME)

    def phases_on(self, day: date) -> tuple[int, ...]:
        """The phases that run on a day: none before the first, and none after the last."""
        numbers = range(1, len(PHASES) + 1)
        return tuple(n for n in numbers if self.begins(n) <= day < self.ends(n))


def course_of(programme: Programme, day: date) -> Course:
    """The course on a day: of the profile, or from the day on which the other framework was added."""
    added = [one for one in programme.added if one.framework in ADDING and one.since <= day]
    if added:
        last = max(added, key=lambda one: (one.since, one.id))
        return Course(start=last.since, months=LENGTHS[ADDING[last.framework]])
    organisation = programme.organisation
    return Course(start=organisation.start, months=LENGTHS[organisation.profile])
