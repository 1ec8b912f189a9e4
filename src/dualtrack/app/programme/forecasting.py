"""The forecast of a plan: simulated runs, and the same programme by another order or period side by side."""

from collections.abc import Iterator

from attrs import frozen

from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.programme.planning import Asked, Planned, planned
from dualtrack.app.programme.queries import When
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.organisation import Sequencing
from dualtrack.domain.programme.plan.shape import Spread
from dualtrack.solver.simulation import MOST_RUNS, Outcome, Spreading, simulate, spread_of

MONTHS = (3, 6, 12)  # periods that are compared
RUNS, SEED = 10_000, 1


@frozen(kw_only=True)
class Forecast:
    """The runs of one plan, and the hours of ours that are left in it."""

    outcome: Outcome
    hours: Spreading


def forecast(held: Planned, *, runs: int = RUNS, seed: int = SEED) -> Forecast:
    """Simulate a plan; the same every time for the same record, runs and seed."""
    if not 1 <= runs <= MOST_RUNS:
        raise RefusedError("too_many_runs", object=runs, most=MOST_RUNS)
    open_hours = [one.task.hours for one in held.plan.tasks if one.done is None]
    return Forecast(
        outcome=simulate(held.network, runs=runs, seed=seed),
        hours=spread_of("hours", open_hours or [Spread(0, 0, 0)], runs=runs, seed=seed),
    )


def variants(viewer: Viewer, when: When, *, profile: str | None = None) -> Iterator[Planned]:
    """By both orders and by periods of 3, 6 and 12 months; in one order where there is one audit."""
    own = planned(viewer, when, Asked(profile=profile))
    both = len(own.organisation.profile.frameworks) > 1
    for order in Sequencing if both else (own.choices.sequencing,):
        for months in MONTHS if own.profile.observation is not None else (own.choices.period_months,):
            yield planned(viewer, when, Asked(profile=profile, sequencing=order, period_months=months))
