"""10,000 runs of the longest plan, dates and costs, beside drawing as many numbers alone; processor time."""

import sys
import time
from datetime import date
from decimal import Decimal

import numpy as np
from benchmarks.harness import best

from dualtrack.catalogues.cost_library import load_costs
from dualtrack.catalogues.loader import load_plans
from dualtrack.domain.programme.cost.estimate import Basis, estimate
from dualtrack.domain.programme.cost.exposure import Exposure, exposures, months_of
from dualtrack.domain.programme.cost.forecast import forecasts
from dualtrack.domain.programme.organisation import Sequencing
from dualtrack.domain.programme.plan.choices import Choices
from dualtrack.domain.programme.plan.hours import hours_by_line
from dualtrack.domain.programme.plan.network import Network, network
from dualtrack.domain.programme.plan.schedule import scheduled
from dualtrack.solver.simulation import simulate
from dualtrack.solver.spending import spend

RUNS, REACH_SECONDS = 10_000, 5.0
_START = date(2026, 3, 2)


def question() -> tuple[Network, tuple[Exposure, ...]]:
    """The plan of both audits from scratch, with every category, and what its costs hang on."""
    held = load_plans()
    profile = next(one for one in held.profiles if one.key == "from-scratch")
    categories = ("availability", "confidentiality", "processing_integrity", "privacy")
    choices = Choices(
        profile=profile.key,
        start=_START,
        sequencing=Sequencing.ISO_FIRST,
        period_months=12,
        categories=categories,
        frameworks=("iso42001",),
    )
    net = network(profile, held.tasks, choices)
    plan = scheduled(profile, choices, net)
    basis = Basis(
        persons=120,
        categories=categories,
        frameworks=("soc2", "iso27001", "iso42001"),
        audit_days=Decimal(12),
        months=months_of(plan),
        hours=hours_by_line(plan),
    )
    rows = forecasts(estimate(load_costs(), basis), currency="USD", as_of=_START)
    return net, exposures(rows, plan, plan)


def bare(count: int) -> None:
    """As many numbers as there are tasks and lines."""
    random = np.random.Generator(np.random.PCG64(1))
    for _ in range(count):
        random.triangular(1, 2, 4, RUNS)


def figure(seconds: float, limit: float, tasks: int, lines: int) -> str:
    """The seconds beside what is to be reached, and beside drawing alone."""
    verdict = "reached" if seconds <= REACH_SECONDS else "MISSED"
    return (
        f"{RUNS:,} runs of {tasks} tasks and {lines} lines of cost, CPU: {seconds:.2f} s"
        f" (reach {REACH_SECONDS:.0f} s): {verdict}; drawing alone {limit:.2f} s"
    )


def main() -> None:
    """Print the figure."""
    net, lines = question()
    ours, limit = best(
        [
            lambda: spend(lines, simulate(net, runs=RUNS, seed=1), digits=2),
            lambda: bare(len(net.nodes) + len(lines)),
        ],
        clock=time.process_time,
    )
    print(figure(ours, limit, len(net.nodes), len(lines)))


if __name__ == "__main__":
    sys.exit(main())
