"""What a plan asks of each role, week by week: a task's likely hours, spread over its working days."""

from collections.abc import Mapping

from attrs import frozen

from dualtrack.domain.programme.plan.capacity import Capacity, asked_of, capacities
from dualtrack.domain.programme.plan.schedule import Placed, Plan
from dualtrack.domain.programme.plan.weeks import Weeks, weeks_of

Cell = tuple[str, int]  # a role in a week


@frozen(kw_only=True)
class Load:
    """What is asked of each role in each week, by task; and what the role has."""

    asked: Mapping[Cell, Mapping[str, int]]
    capacities: Mapping[str, Capacity]
    calendar: Weeks

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
