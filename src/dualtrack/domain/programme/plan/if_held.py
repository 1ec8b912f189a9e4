"""Readiness ahead of a day if the plan holds: a promise of the plan, and no judgement of facts.

It rests on one assumption. Every requirement of a framework is supported by the last milestone of that
framework (SOC 2: the report; ISO/IEC 27001: the certificate), and readiness rises to that in step with our
likely hours of its tasks, and of those that serve both, as they are planned to be done. What is under way
counts nothing until it is planned to be done; what comes after that milestone counts nothing at all.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import frozen

from dualtrack.domain.programme.plan.hours import task_hours
from dualtrack.domain.programme.plan.schedule import Placed, Plan

SHARED = "shared"  # a task that serves whatever the programme wants
_ALL = 100


@frozen(kw_only=True)
class IfHeld:
    """What readiness would be on one day; another type than a figure of the record, so as not to be one."""

    day: date
    levels: tuple[tuple[str, int], ...]  # by framework

    @property
    def combined(self) -> int | None:
        """The lower of them; None with no framework."""
        return min((level for _, level in self.levels), default=None)


def if_held(plan: Plan, now: Mapping[str, int], today: date, days: Iterable[date]) -> tuple[IfHeld, ...]:
    """Readiness on each of these days if the plan holds, in their order.

    `now` is the recorded readiness of each framework on `today`: on that day and before, it is what is given.
    A framework whose work is all done stays where it is.
    """
    hours = {name: spread.likely for name, spread in task_hours(plan).items()}
    left = {framework: left_of(plan, framework) for framework in now}
    return tuple(
        IfHeld(
            day=day,
            levels=tuple(
                (name, _level(level, left[name] if day > today else (), hours, day))
                for name, level in now.items()
            ),
        )
        for day in sorted(set(days))
    )


def left_of(plan: Plan, framework: str) -> tuple[Placed, ...]:
    """The tasks that a framework still waits for: its own and those of both, up to its last milestone."""
    ends = [one.finish for one in plan.tasks if one.task.serves == framework and one.task.milestone]
    last = max(ends, default=plan.end)
    serving = (one for one in plan.tasks if one.task.serves in (framework, SHARED))
    return tuple(one for one in serving if one.done is None and one.finish <= last)


def _level(now: int, left: tuple[Placed, ...], hours: Mapping[str, int], day: date) -> int:
    done = [one for one in left if one.finish <= day]
    if len(done) == len(left):
        return _ALL if left else now
    total = sum(hours[one.task.id] for one in left)
    share = sum(hours[one.task.id] for one in done)
    risen = now + ((_ALL - now) * share // total if total else 0)
    return max(now, min(risen, _ALL - 1))
