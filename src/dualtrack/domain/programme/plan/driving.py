"""What drives a date: the chain of tasks before it, the longest of them, and what a shorter period gives."""

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import evolve

from dualtrack.domain.programme.plan.network import OBSERVATION, waits
from dualtrack.domain.programme.plan.schedule import LAST_AUDIT_DAY, Placed, Plan, plan
from dualtrack.domain.programme.plan.shape import After, Phase, PlanTask

MOST_NAMED = 3
SHORTER = (9, 6, 3)  # months of observation that are tried, the longest first
_IDLE = timedelta(days=7)  # a task that begins later than that after what it waits for is not driven by it


def waited_for(plan: Plan, one: Placed) -> tuple[str, date] | None:
    """What lets a task begin last, and the day from which it does: its end, and the days between."""
    gap = plan.profile.stage_gap_days
    gap = gap if plan.choices.stage_gap_days is None else plan.choices.stage_gap_days
    lags = {w.task: gap if w.gap else w.lag_days for w in waits(one.task, plan.choices.sequencing)}
    by_id = {each.task.id: each for each in plan.tasks}
    days = [(by_id[name].finish + timedelta(days=lags.get(name, 0)), name) for name in one.depends_on]
    if not days:
        return None
    day, name = max(days)
    return name, day


def longest(plan: Plan, milestone: str) -> tuple[Placed, ...]:
    """The open tasks on the way to a milestone that take longest, the longest first."""
    open_ones = [one for one in _chain(plan, milestone) if one.done is None]
    held = sorted(open_ones, key=lambda one: (one.start - one.finish, one.start, one.task.id))
    return tuple(held[:MOST_NAMED])


def _chain(plan: Plan, milestone: str) -> Iterator[Placed]:
    """From the last task of a milestone back, each time to what let it begin.

    Audits that stand where their phase does stand behind the period, where it is longer than the profile's.
    """
    ends = [one for one in plan.tasks if one.task.milestone == milestone]
    one, seen = max(ends, key=lambda each: each.last, default=None), set[str]()
    while one is not None and one.task.id not in seen:
        seen.add(one.task.id)
        yield one
        before = waited_for(plan, one)
        driven = before is not None and one.start - before[1] <= _IDLE
        if before is not None and driven:
            one = plan.of(before[0])
        else:
            one = plan.of(OBSERVATION) if one.task.phase is Phase.AUDIT and _stretched(plan) else None


def _stretched(plan: Plan) -> bool:
    """True where the observation is longer than the profile has it, and its audits are later by as much."""
    phases, begins = dict(plan.profile.phases), plan.profile.observation
    if not begins or Phase.OBSERVE not in phases:
        return False
    return plan.choices.period_months > phases[Phase.OBSERVE].end - begins


def shorter_period(held: Plan, promised: date) -> tuple[int, date] | None:
    """The longest shorter period with which the last audit day keeps a promise, and that day.

    None where the period is no part of what takes longest, runs already, or no shorter one would do.
    """
    names = {one.task.id for one in longest(held, LAST_AUDIT_DAY)}
    if OBSERVATION not in names or held.choices.period is not None:
        return None
    for months in SHORTER:
        if months < held.choices.period_months:
            other = plan(held.profile, resolved(held), evolve(held.choices, period_months=months))
            last = other.finish(LAST_AUDIT_DAY)
            if last is not None and last < promised:
                return months, last
    return None


def resolved(held: Plan) -> tuple[PlanTask, ...]:
    """The tasks of a plan with what they wait for in it, past those that are left out."""
    found = []
    for one in held.tasks:
        said = {wait.task: wait for wait in waits(one.task, held.choices.sequencing)}
        after = tuple(said.get(name, After(name)) for name in one.depends_on)
        found.append(evolve(one.task, after=after, after_iso_first=(), after_soc2_first=()))
    return tuple(found)
