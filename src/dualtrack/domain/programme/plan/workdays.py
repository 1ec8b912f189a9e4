"""Working days: Monday to Friday without public holidays and pauses, counted quickly.

Days are whole numbers from the day on which the programme begins (day 0), so that the same tables serve one
schedule and ten thousand simulated ones.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property, lru_cache

from attrs import field, frozen

from dualtrack.domain.controls.period import Period
from dualtrack.domain.programme.plan.choices import Choices

YEARS = 8  # as far as a plan is ever looked at
_BEHIND = 2  # of them may lie before the day that is looked at; a programme that began earlier gets more
_SATURDAY = 5


@frozen(kw_only=True, slots=False)
class Workdays:
    """The calendar of one programme; `holidays` and `pauses` are days on which nobody works on it."""

    start: date
    holidays: frozenset[date] = frozenset()
    pauses: tuple[Period, ...] = ()
    days: int = field(default=YEARS * 366)

    def day(self, number: int) -> date:
        """The date of a day number."""
        return self.start + timedelta(days=number)

    def number(self, day: date) -> int:
        """The number of a date; negative before the programme."""
        return (day - self.start).days

    @cached_property
    def working(self) -> tuple[int, ...]:
        """The numbers of all working days, in order."""
        return tuple(n for n in range(self.days) if self.works(self.day(n)))

    @cached_property
    def first_from(self) -> tuple[int, ...]:
        """For each day: the place in `working` of the first working day on or after it."""
        places, place = [0] * self.days, len(self.working)
        held = frozenset(self.working)
        for number in range(self.days - 1, -1, -1):
            place -= number in held
            places[number] = place
        return tuple(places)

    def works(self, day: date) -> bool:
        """True on a day on which somebody works."""
        return (
            day.weekday() < _SATURDAY
            and day not in self.holidays
            and not any(pause.holds(day) for pause in self.pauses)
        )

    def begin(self, number: int) -> int:
        """The first working day on or after a day."""
        return self._working(self.first_from[self._held(number)])

    def finish(self, number: int, count: int) -> int:
        """The day after the last of so many working days from a day on; the day itself for none."""
        if count <= 0:
            return number
        return self._working(self.first_from[self._held(number)] + count - 1) + 1

    def latest_start(self, finish: int, count: int) -> int:
        """The latest day to begin so many working days that end before `finish`; the day itself for none."""
        if count <= 0 or finish <= 0:
            return finish
        return self._working(max(0, self.first_from[self._held(finish)] - count))

    def between(self, start: int, finish: int) -> int:
        """How many working days lie in [start, finish)."""
        if finish <= start:
            return 0
        return self.first_from[self._held(finish)] - self.first_from[self._held(start)]

    def _held(self, number: int) -> int:
        return min(max(number, 0), self.days - 1)

    def _working(self, place: int) -> int:
        return self.working[min(place, len(self.working) - 1)]


@lru_cache(maxsize=16)
def workdays(
    start: date, holidays: frozenset[date] = frozenset(), pauses: tuple[Period, ...] = (), years: int = YEARS
) -> Workdays:
    """The calendar of a programme; its tables are made once for all plans that are drawn up on it."""
    return Workdays(start=start, holidays=holidays, pauses=pauses, days=years * 366)


def calendar_of(choices: Choices) -> Workdays:
    """The calendar of a programme as it was chosen, as far as a plan may reach from the day looked at."""
    years = reach(choices.start, choices.today)
    return workdays(choices.start, choices.holidays, choices.pauses, years)


def reach(start: date, today: date | None) -> int:
    """How many years a plan may cover: more of them for a programme that began long before today."""
    return YEARS if today is None else max(YEARS, YEARS - _BEHIND + today.year - start.year)


def pauses_of(spans: Iterable[Period]) -> tuple[Period, ...]:
    """Spans in order, those that touch joined."""
    joined: list[Period] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end + timedelta(days=1):
            joined[-1] = Period(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
