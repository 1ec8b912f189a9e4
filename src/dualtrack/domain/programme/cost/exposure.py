"""What a line of the costs hangs on: hours of tasks, months until the end, or the spread of its own amount.

The simulation draws these beside the lengths of the plan; what is spent and final is known.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from attrs import frozen

from dualtrack.domain.controls.period import months_begun
from dualtrack.domain.programme.cost.forecast import Forecast
from dualtrack.domain.programme.cost.line import Mark, Tag
from dualtrack.domain.programme.cost.range import NOTHING, Range
from dualtrack.domain.programme.plan.hours import cost_line, hours_by_line, task_hours
from dualtrack.domain.programme.plan.schedule import FINISHES, Plan
from dualtrack.domain.programme.plan.shape import Spread

_Key = tuple[str, str]  # role, and the audit that it serves


@frozen(kw_only=True)
class Exposure:
    """One line. `hours` are those of its tasks at `rate` of money; else `amount` is drawn.

    An amount with `months` is for so many of them, and is paid for as many as the programme takes.
    """

    line: str
    tag: Tag
    amount: Range
    months: int | None = None
    hours: tuple[tuple[str, Spread], ...] = ()
    rate: Decimal = Decimal(0)
    spent: Decimal = Decimal(0)  # it costs this at the least
    final: bool = False  # and nothing beyond it


def exposures(rows: Iterable[Forecast], drawn: Plan, plan: Plan) -> tuple[Exposure, ...]:
    """What each line hangs on in a plan; an option on what was spent on it alone.

    `drawn` is the plan that the amounts were estimated by.
    """
    estimated = {key: hours[1] for key, hours in hours_by_line(drawn).items()}
    tasks = _tasks_by_line(plan)
    return tuple(_exposure(one, estimated, tasks) for one in rows)


def _exposure(
    one: Forecast,
    estimated: Mapping[_Key, Decimal],
    tasks: Mapping[_Key, tuple[tuple[str, Spread], ...]],
) -> Exposure:
    line = one.line
    key = (line.role, line.tag.value)
    whole = estimated.get(key, Decimal(0)) if line.mark is Mark.PLAN else Decimal(0)
    return Exposure(
        line=line.id,
        tag=line.tag,
        amount=NOTHING if line.optional else line.amount,
        months=line.months,
        hours=tasks.get(key, ()) if whole else (),
        rate=line.amount.likely / whole if whole else Decimal(0),
        spent=one.spent,
        final=one.final,
    )


def _tasks_by_line(plan: Plan) -> dict[_Key, tuple[tuple[str, Spread], ...]]:
    hours = task_hours(plan)
    found: dict[_Key, list[tuple[str, Spread]]] = {}
    for one in plan.tasks:
        found.setdefault(cost_line(one.task), []).append((one.task.id, hours[one.task.id]))
    return {key: tuple(sorted(mine)) for key, mine in found.items()}


def months_of(plan: Plan) -> int:
    """Months that have begun when the last of a plan's three ends is there."""
    last = max((day for day in map(plan.finish, FINISHES) if day is not None), default=plan.choices.start)
    return months_begun(plan.choices.start, last)
