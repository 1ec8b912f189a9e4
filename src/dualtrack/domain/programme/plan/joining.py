"""A framework that is added while the programme runs: one profile that holds both from that day on.

The programme keeps its own profile, with what was done and how far it is. Tasks that the framework brings
stand in the phases of the profile for adding it, counted from the day on which it was added.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import evolve

from dualtrack.domain.programme.organisation import ADDING, FrameworkAdded, Sequencing
from dualtrack.domain.programme.plan.choices import Choices, months_until
from dualtrack.domain.programme.plan.comparison import Joined, finishes, moved, spans_of
from dualtrack.domain.programme.plan.network import month_day
from dualtrack.domain.programme.plan.schedule import Plan
from dualtrack.domain.programme.plan.shape import Condition, Join, Phase, PlanProfile

_ORDERS = {"soc2": Sequencing.ISO_FIRST, "iso27001": Sequencing.SOC2_FIRST}
_RUNNING = {Condition.RUNNING_SOC2, Condition.RUNNING_ISMS, Condition.SURVEILLANCE}


def joined(
    own: PlanProfile, profiles: Mapping[str, PlanProfile], added: Iterable[FrameworkAdded], choices: Choices
) -> PlanProfile:
    """The programme's own profile with what was added by the day of the choices.

    What "runs already" for the profile of adding is what this programme is building: its tasks are in the
    plan, done or not, so that no condition of a running system takes them out.
    """
    for one in added:
        missing = one.framework in ADDING and Condition(one.framework) not in own.holds
        if missing and one.framework in choices.frameworks:
            adds = profiles[ADDING[one.framework].value]
            later = months_until(choices.start, one.since)
            return evolve(
                own,
                holds=own.holds | (adds.holds - _RUNNING),
                months=(own.months[0].max(later + adds.months[0]), own.months[1].max(later + adds.months[1])),
                join=Join(framework=one.framework, since=one.since, own=own, adds=adds),
            )
    return own


def phase_1_end(profile: PlanProfile, start: date, framework: str | None = None) -> date:
    """The first day after phase 1 of a programme that begins on `start`: phases are half-open.

    Where a framework was added, phase 1 is that of adding it; for another `framework` it is that of the
    programme's own profile.
    """
    join = profile.join
    if join is not None and framework in (None, join.framework):
        return month_day(join.since, join.adds.phase(Phase.SCOPE).end)
    return month_day(start, profile.phase(Phase.SCOPE).end)


def order_of(added: Iterable[FrameworkAdded], own: PlanProfile, said: Sequencing) -> Sequencing:
    """The order until somebody decides: what ran first does not wait for what was added to it."""
    late = [one.framework for one in added if one.framework in _ORDERS]
    return next((_ORDERS[one] for one in late if Condition(one) not in own.holds), said)


def delta(join: Join, before: Plan, after: Plan) -> Joined:
    """What the addition does to the plan of a day, against the plan of the same day without it."""
    return compared(join.framework, join.since, before, after)


def compared(framework: str, since: date, before: Plan, after: Plan) -> Joined:
    """What a framework does to a plan from a day on: the plan without it against the one with it."""
    rows = moved(spans_of(before), spans_of(after))
    return Joined(
        framework=framework,
        since=since,
        came=tuple(one for one in rows if one.before is None),
        gone=tuple(one for one in rows if one.after is None),
        moved=tuple(one for one in rows if one.before is not None and one.after is not None),
        kept=tuple(one.task.id for one in before.tasks if one.done is not None and after.of(one.task.id)),
        before=finishes(before),
        after=finishes(after),
    )
