"""The weeks of a programme, and the hours of a task in each of them.

Weeks begin on Monday and are numbered from the one in which the programme begins; days that are past ask for
nothing. Hours are whole and their sums exact, so that a solver counts the same.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import frozen

from dualtrack.domain.programme.plan.schedule import Plan
from dualtrack.domain.programme.plan.shape import PlanTask
from dualtrack.domain.programme.plan.workdays import Workdays, calendar_of

WEEK = 7


@frozen(kw_only=True)
class Weeks:
    """The weeks of a programme, from the day on which it is looked at."""

    days: Workdays
    since: int

    def of(self, number: int) -> int:
        """The week of a day."""
        return (number + self.days.start.weekday()) // WEEK

    def monday(self, week: int) -> date:
        """The first day of a week."""
        return self.days.start + timedelta(days=week * WEEK - self.days.start.weekday())

    def days_in(self, week: int) -> int:
        """Working days of a week that are not past."""
        first = week * WEEK - self.days.start.weekday()
        return self.days.between(max(first, self.since), first + WEEK)

    def spread(self, task: PlanTask, start: int, finish: int) -> dict[int, int]:
        """The hours of a task in each week, where it stands from `start` to before `finish`."""
        found: dict[int, int] = {}
        for number, hours in self._daily(task.hours.likely, start, finish):
            if number >= self.since and hours:
                week = self.of(number)
                found[week] = found.get(week, 0) + hours
        return found

    def _daily(self, total: int, start: int, finish: int) -> Iterator[tuple[int, int]]:
        """Equal parts, whole hours: what is rounded off one day stands on a later one."""
        first = self.days.first_from[max(start, 0)]
        count = self.days.between(start, finish)
        for place in range(count):
            yield (
                self.days.working[first + place],
                total * (place + 1) // count - total * place // count,
            )
        if not count:
            yield start, total


def weeks_of(plan: Plan) -> Weeks:
    """The weeks of a plan."""
    choices = plan.choices
    days = calendar_of(choices)
    return Weeks(days=days, since=0 if choices.today is None else max(0, days.number(choices.today)))
