"""What the page of the forecast says about money."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from dualtrack.app.programme.cost_words import EXPECTED, NO_BASIS, OUTLOOK, TAGS
from dualtrack.app.programme.costing.queries import Costing, Source
from dualtrack.app.programme.costing.simulated import CostForecast
from dualtrack.domain.programme.cost.line import Tag

_PERCENTS = (10, 50, 90)


def money(
    costs: Costing | None, found: CostForecast | None, budget: Decimal | None = None
) -> dict[str, Any] | None:
    """The sums of the runs, the chances and the drivers; nothing for who may not see costs.

    `budget` is another than the one on record, that somebody asks about.
    """
    if costs is None:
        return None
    if found is None:
        return {"missing": _(NO_BASIS)}
    limits = (
        (_("the budget"), found.budget),
        (_(EXPECTED), found.expected),
        (_(OUTLOOK), found.outlook),
    )
    return {
        "currency": found.currency,
        "budget": budget,
        "asked": None if budget is None else _percent(found.chance(budget)),
        "advised": found.source is Source.ADVICE,
        "sums": [
            *((_(TAGS[tag.value]), _amounts(found, tag)) for tag in found.spending.by_tag),
            (_("Everything"), _amounts(found, None)),
        ],
        "chances": [(name, most, _percent(found.chance(most))) for name, most in limits if most is not None],
        "drivers": [(found.lines[one.line], _percent(one.share)) for one in found.spending.drivers],
    }


def _amounts(found: CostForecast, tag: Tag | None) -> list[Decimal]:
    return [found.amount(percent, tag) for percent in _PERCENTS]


def _percent(share: float) -> int:
    return round(100 * share)
