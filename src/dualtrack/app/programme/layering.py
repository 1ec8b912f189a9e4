"""ISO/IEC 42001 on the programme of a day: what is reused, what is new, what it adds to plan and cost."""

from datetime import date

from attrs import evolve, frozen

from dualtrack.app.programme import memo
from dualtrack.app.programme.catalogue import framework_name, library
from dualtrack.app.programme.costing.queries import Costing, layer_costs
from dualtrack.app.programme.costing.simulated import costs_of
from dualtrack.app.programme.planning import Planned, planned
from dualtrack.app.programme.queries import When
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.cost.layering import AddedCost
from dualtrack.domain.programme.layering import AI, Layered, layered
from dualtrack.domain.programme.plan.layering import Adds, adds, with_layer
from dualtrack.domain.programme.plan.schedule import Plan


@frozen(kw_only=True)
class OnTop:
    """The whole answer; `cost` is none for who may not see costs."""

    as_of: date
    name: str  # of the framework
    layered: Layered
    plan: Plan  # with it
    adds: Adds
    cost: AddedCost | None
    costing: Costing | None  # what the programme costs without it


def on_top(viewer: Viewer, when: When, framework: str = AI) -> OnTop:
    """What the framework finds, and what it adds, for who may read the programme and its plan."""
    judged = memo.judged(viewer, when)
    own = planned(viewer, when)
    wide = _with(own, framework)
    added = adds(framework, when.as_of, own.plan, wide.plan)
    costs = costs_of(viewer, own)
    work = evolve(wide.plan, tasks=added.tasks)
    return OnTop(
        as_of=when.as_of,
        name=framework_name(framework),
        layered=layered(judged.programme, judged.readiness, library().crosswalks.closing, framework),
        plan=wide.plan,
        adds=added,
        cost=None if costs is None else layer_costs(costs, framework, work),
        costing=costs,
    )


def _with(own: Planned, framework: str) -> Planned:
    """The same plan with the framework: nothing but its tasks is another."""
    return evolve(own, choices=with_layer(own.choices, own.profile, own.tasks, framework))
