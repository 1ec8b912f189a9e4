"""What `plan` answers about money: the costs of simulated runs, and those of plans side by side."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from dualtrack.app.cli.cost_shape import number
from dualtrack.app.cli.words import say
from dualtrack.app.programme.cost_words import EXPECTED, NO_BASIS, OUTLOOK, TAGS
from dualtrack.app.programme.costing.queries import Costing
from dualtrack.app.programme.costing.simulated import CostForecast
from dualtrack.domain.programme.advice.terms import amount
from dualtrack.domain.programme.cost.line import Tag

_PERCENTS = (10, 50, 90)


def simulated_cost(
    costs: Costing | None, found: CostForecast | None, budget: Decimal | None
) -> dict[str, Any] | None:
    """The costs of all runs; null for who may not see them, and without a figure where nothing is stated.

    `budget` is another than the one on record.
    """
    if costs is None:
        return None
    if found is None:
        return {"basis": None, "code": "no_cost_basis", "text": _(NO_BASIS)}
    most = found.budget if budget is None else budget
    months = found.spending.months
    return {
        "basis": found.source.value,
        "currency": found.currency,
        "total": _spread(found, None),
        "by_tag": {tag.value: _spread(found, tag) for tag in found.spending.by_tag},
        "months": {"least": months[0], "most": months[-1]},
        "outlook": _within(found, found.outlook),
        "expected": _within(found, found.expected),
        "budget": None if most is None else _within(found, most),
        "drivers": [
            {"line": one.line, "title": found.lines[one.line], "share": round(one.share, 4)}
            for one in found.spending.drivers
        ],
    }


def variant_cost(found: CostForecast | None) -> dict[str, Any] | None:
    """What one of several plans costs; null where there is nothing to say."""
    if found is None:
        return None
    return {
        "currency": found.currency,
        "p50": number(found.amount(50)),
        "p90": number(found.amount(90)),
    }


def _spread(found: CostForecast, tag: Tag | None) -> dict[str, int | float]:
    return {f"p{percent}": number(found.amount(percent, tag)) for percent in _PERCENTS}


def _within(found: CostForecast, most: Decimal) -> dict[str, int | float]:
    return {"amount": number(most), "chance": round(found.chance(most), 4)}


def cost_rows(found: CostForecast) -> Iterator[tuple[str, ...]]:
    """The sums as a person reads them, the total last."""
    for tag in found.spending.by_tag:
        yield say(TAGS[tag.value]), *(_money(found.amount(p, tag)) for p in _PERCENTS)
    yield say("cost in {currency}", currency=found.currency), *(_money(found.amount(p)) for p in _PERCENTS)


def cost_notes(found: CostForecast, budget: Decimal | None) -> Iterator[str]:
    """The chances to stay within budget, expected cost and outlook, and what drives the total."""
    most = found.budget if budget is None else budget
    if most is not None:
        yield say(
            "within the budget of {amount}: {chance}",
            amount=_money(most),
            chance=f"{found.chance(most):.0%}",
        )
    for name, limit in ((EXPECTED, found.expected), (OUTLOOK, found.outlook)):
        yield say(
            "within {name} of {amount}: {chance}",
            name=say(name),
            amount=_money(limit),
            chance=f"{found.chance(limit):.0%}",
        )
    for one in found.spending.drivers[:3]:
        yield say("cost: {share} {title}", share=f"{one.share:.0%}", title=found.lines[one.line])


def beside(cost: dict[str, Any] | None) -> str:
    """The cost of a plan beside others: half of the runs stay within the first, nine of ten in the second."""
    if cost is None:
        return "-"
    return f"{_money(cost['p50'])} / {_money(cost['p90'])} {cost['currency']}"


def _money(value: Decimal | float) -> str:
    return amount(f"{Decimal(value):.0f}")
