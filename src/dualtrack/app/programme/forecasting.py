"""The forecast of a plan: simulated runs, and the same programme by another order or period side by side."""

from collections.abc import Iterator

from attrs import frozen

from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.programme.costing.queries import Costing
from dualtrack.app.programme.costing.simulated import CostForecast, cost_forecast
from dualtrack.app.programme.planning import Asked, Planned, planned
from dualtrack.app.programme.queries import When
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.organisation import Sequencing, both_audits
from dualtrack.domain.programme.plan.hours import task_hours
from dualtrack.solver.draws import MOST_RUNS
from dualtrack.solver.simulation import Outcome, Spreading, simulate, spread_of

MONTHS = (3, 6, 12)  # periods that are compared
RUNS, SEED = 10_000, 1


@frozen(kw_only=True)
class Forecast:
    """The runs of one plan, the hours of ours that are left in it, and what it costs."""

    outcome: Outcome
    hours: Spreading
    cost: CostForecast | None


def forecast(held: Planned, costs: Costing | None = None, *, runs: int = RUNS, seed: int = SEED) -> Forecast:
    """Simulate a plan with its costs; the same every time for the same record, runs and seed."""
    if not 1 <= runs <= MOST_RUNS:
        raise RefusedError("too_many_runs", object=runs, most=MOST_RUNS)
    hours = task_hours(held.plan)
    left = [(one.task.id, hours[one.task.id]) for one in held.plan.tasks if one.done is None]
    outcome = simulate(held.network, runs=runs, seed=seed)
    return Forecast(
        outcome=outcome,
        hours=spread_of("hours", left, runs=runs, seed=seed),
        cost=cost_forecast(costs, held.plan, outcome),
    )


def variants(viewer: Viewer, when: When, *, profile: str | None = None) -> Iterator[Planned]:
    """By both orders and by periods of 3, 6 and 12 months and the programme's own; the plan is one of them.

    In one order where there is one audit. What is booked, moved and paused is so in each of them.
    """
    own = planned(viewer, when, Asked(profile=profile))
    both = both_audits(own.choices.frameworks)
    for order in Sequencing if both else (own.choices.sequencing,):
        for months in _months(own):
            yield planned(viewer, when, Asked(profile=profile, sequencing=order, period_months=months))


def is_same(one: Planned, other: Planned) -> bool:
    """True for two plans of one order and period, of which one is a variant of the other."""
    mine, theirs = one.choices, other.choices
    return (mine.sequencing, mine.period_months) == (theirs.sequencing, theirs.period_months)


def _months(own: Planned) -> tuple[int, ...]:
    mine = own.choices.period_months
    return tuple(sorted({*MONTHS, mine})) if "soc2" in own.reports else (mine,)
