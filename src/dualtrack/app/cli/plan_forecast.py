"""`dualtrack plan --simulate` and `--compare`: the runs of one plan, and several plans side by side."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from dualtrack.app.cli import plan_cost_shape, plan_shape
from dualtrack.app.cli.call import Call
from dualtrack.app.cli.output import note, print_json, table
from dualtrack.app.cli.words import say
from dualtrack.app.programme.cost_words import NO_BASIS
from dualtrack.app.programme.costing.queries import Costing
from dualtrack.app.programme.costing.simulated import CostForecast, costs_of
from dualtrack.app.programme.forecasting import RUNS, forecast, is_same, variants
from dualtrack.app.programme.order_words import bookings_text
from dualtrack.app.programme.planning import Planned

_ENDS = ("last_audit_day", "soc2_report", "certificate")


def compare(call: Call, held: Planned, options: dict[str, Any]) -> None:
    """Orders and periods with the three ends, the cost and what each breaks."""
    costs = costs_of(call.viewer(), held)
    rows, moving = [], []
    for one in variants(call.viewer(), held.when, profile=options["profile"]):
        found = forecast(one, costs, runs=options["simulate"] or RUNS, seed=options["seed"])
        cost = {"cost": plan_cost_shape.variant_cost(found.cost), "own": is_same(one, held)}
        rows.append(plan_shape.variant(one) | cost)
        if text := bookings_text(one.bookings_to_move):
            moving.append(f"{one.choices.sequencing.value}, {one.choices.period_months}: {text}")
    if call.json:
        print_json({"profile": held.profile.key, "variants": rows})
        return
    columns = (
        "order",
        "months",
        "last audit day",
        "SOC 2 report",
        "certificate",
        "cost p50 / p90",
        "",
        "breaks",
    )
    table(columns, (_beside(one) for one in rows))
    for line in moving:
        note(line)
    if costs is not None and not any(one["cost"] for one in rows):
        note(say(NO_BASIS))


def _beside(one: dict[str, Any]) -> tuple[object, ...]:
    days = (one["finish"][name] or "-" for name in _ENDS)
    broken = ", ".join(dict.fromkeys(b["code"] for b in one["breaches"]))
    cost = plan_cost_shape.beside(one["cost"])
    own = say("this plan") if one["own"] else ""
    return (one["sequencing"], one["period_months"], *days, cost, own, broken or "-")


def simulate(call: Call, held: Planned, options: dict[str, Any]) -> None:
    """The runs of the plan: when it ends, what it costs, what drives both."""
    by, budget = options["by"], options["budget"]
    costs = costs_of(call.viewer(), held)
    found = forecast(held, costs, runs=options["simulate"], seed=options["seed"])
    titles = {one.task.id: one.task.title for one in held.plan.tasks}
    document = plan_shape.simulated(found.outcome, found.hours, titles, by)
    if call.json:
        cost = plan_cost_shape.simulated_cost(costs, found.cost, budget)
        print_json(document | {"cost": cost})
        return
    head = ("end", "p10", "p50", "p90", say("by {day}", day=by) if by else "")
    table(head, _ends(document))
    for name, drivers in document["drivers"].items():
        for one in drivers[:3]:
            note(f"{name}: {one['share']:.0%} {one['title']}")
    _print_cost(costs, found.cost, budget)


def _ends(document: dict[str, Any]) -> Iterator[tuple[object, ...]]:
    chances = document.get("chance", {})
    for one in document["milestones"]:
        chance = f"{chances[one['id']]:.0%}" if one["id"] in chances else ""
        yield (one["id"], one["p10"], one["p50"], one["p90"], chance)


def _print_cost(costs: Costing | None, found: CostForecast | None, budget: Decimal | None) -> None:
    """Nothing for who may not see costs."""
    if found is not None:
        table(("cost", "p10", "p50", "p90"), plan_cost_shape.cost_rows(found))
        for line in plan_cost_shape.cost_notes(found, budget):
            note(line)
    elif costs is not None:
        note(say(NO_BASIS))
