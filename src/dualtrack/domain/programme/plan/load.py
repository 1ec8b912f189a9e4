"""What a plan asks of each role, week by week: a task's likely hours, spread over its working days.

Hours are whole and their sums exact, so that a solver and this module count the same. Weeks begin on
Monday and are numbered from the one in which the programme begins; days that are past ask for nothing.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from attrs import frozen

from dualtrack.domain.programme.plan.capacity import Capacity, asked_of, capacities
from dualtrack.domain.programme.plan.schedule import Placed, Plan
from dualtrack.domain.programme.plan.shape import PlanTask
from dualtrack.domain.programme.plan.workdays import Workdays, workdays

Cell = tuple[str, int]  # a role in a week
WEEK = 7


@frozen(kw_only=True)
class Load:
    """What is asked of each role in each week, by task; and what the role has."""

    asked: Mapping[Cell, Mapping[str, int]]
    capacities: Mapping[str, Capacity]
    calendar: "Weeks"

    def total(self, cell: Cell) -> int:
        """All hours that are asked there."""
        return sum(self.asked.get(cell, {}).values())

    def had(self, cell: Cell) -> int:
        """The hours that are there."""
        role, week = cell
        return self.capacities[role].hours(self.calendar.days_in(week))

    def over(self, cell: Cell) -> int:
        """The hours that are missing."""
        return max(0, self.total(cell) - self.had(cell))

    @property
    def overload(self) -> int:
        """All hours that are missing anywhere."""
        return sum(self.over(cell) for cell in self.asked)


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
    days = workdays(choices.start, choices.holidays, choices.pauses)
    return Weeks(days=days, since=0 if choices.today is None else max(0, days.number(choices.today)))


def load_of(plan: Plan) -> Load:
    """The load of a plan: tasks that are done ask for nothing any more."""
    weeks = weeks_of(plan)
    asked: dict[Cell, dict[str, int]] = {}
    for one in plan.tasks:
        for week, hours in _hours(weeks, one).items():
            asked.setdefault((asked_of(one.task), week), {})[one.task.id] = hours
    return Load(asked=asked, capacities=capacities(plan), calendar=weeks)


def _hours(weeks: Weeks, one: Placed) -> dict[int, int]:
    if one.done is not None:
        return {}
    return weeks.spread(one.task, weeks.days.number(one.start), weeks.days.number(one.finish))
