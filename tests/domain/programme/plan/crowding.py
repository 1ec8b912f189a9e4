"""A small programme with too much to do at once, for the tests of conflicts and levelling."""

from datetime import date
from typing import Any

from tests.domain.programme.plan.making import START, after, choices, profile, task

from dualtrack.domain.programme.plan.levelling import Levelling
from dualtrack.domain.programme.plan.schedule import Plan, plan
from dualtrack.domain.programme.plan.shape import Phase, PlanTask, Spread

NONE = Spread(0, 0, 0)


def hours(count: int) -> Spread:
    return Spread(count, count, count)


def work(name: str, count: int, days: int = 5, **changed: Any) -> PlanTask:
    """A week of engineering of so many hours, unless said otherwise."""
    return task(name, days=days, hours=hours(count), **({"role": "engineer"} | changed))


FIRST, SECOND, THIRD = work("first", 6), work("second", 5), work("third", 4)
BEHIND = work("behind", 2, after=after("second"))
# Ends the programme eight weeks after it begins, whatever the rest does.
LAST = work("last", 1, role="manager", phase=Phase.RISK, milestone="last_audit_day", after=after("gate"))
GATE = task("gate", days=NONE, hours=NONE, role="manager", after=after("first", "behind"))
CROWD = (FIRST, SECOND, THIRD, BEHIND, GATE, LAST)

STAGE2 = work("stage2", 10, role="certification_body", people=4)
FIELDWORK = work("fieldwork", 12, role="cpa_firm", people=3)


def drawn(*tasks: PlanTask, **changed: Any) -> Plan:
    """The plan of these tasks."""
    return plan(profile(), tasks or CROWD, choices(**changed))


def levelling(*tasks: PlanTask, ends: bool = False, price: int = 40, **changed: Any) -> Levelling:
    """The question of levelling it."""
    return Levelling(
        profile=profile(),
        tasks=tasks or CROWD,
        choices=choices(**changed),
        ends_may_move=ends,
        price_hours=price,
    )


def week(number: int) -> date:
    """The Monday of a week; the programme begins on one."""
    return date.fromordinal(START.toordinal() + 7 * number)
