"""The order of the audits: what each gives, takes and fits, what changing it costs, and the decision."""

from collections.abc import Iterator
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from dualtrack.app.accounts.queries import names
from dualtrack.app.accounts.rights import may
from dualtrack.app.programme.order_pricing import PricedOrder, orders
from dualtrack.app.programme.order_words import bookings_text, gap_text, price_lines
from dualtrack.app.programme.plan_words import ADVANTAGES, DRAWBACKS, ENDS, FITS, OPTIONS
from dualtrack.app.programme.planning import planned
from dualtrack.app.web.base.viewing import asked, may_now, page, until_of
from dualtrack.app.web.plan.forms import OrderForm
from dualtrack.app.web.plan.views import common
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.plan.comparison import finishes
from dualtrack.domain.programme.plan.sequencing import SequencingDecision, decision_on


@page("plan.read")
def order(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Option A or B: what each gives, takes and fits, and the decision."""
    return order_of(request, viewer)


def order_of(request: HttpRequest, viewer: Viewer, wrong: dict[str, Form] | None = None) -> HttpResponse:
    """The same, with a form that was refused."""
    held = planned(viewer, asked(request).when)
    found = {one.held.choices.sequencing.value: one for one in orders(viewer, held.when)}
    decided = decision_on(held.recorded.decisions, held.when.as_of)
    shown: dict[str, Any] = {
        **common(held),
        "options": [_option(key, held.choices.sequencing.value, found.get(key)) for key in OPTIONS],
        "decisions": list(_decisions(viewer, held.recorded.decisions)),
        "names": names(viewer, until_of(request)),
        "may_propose": may_now(request, viewer, "sequencing.propose"),
        "may_approve": may_now(request, viewer, "sequencing.approve"),
        "me": viewer.actor.id,
    }
    if shown["may_propose"]:
        mine = held.choices.sequencing
        others = [key for key in OPTIONS if key != mine.value]
        shown["form"] = OrderForm(initial={"option": mine.value if decided is None else others[0]})
    return render(request, "plan/order.html", shown | (wrong or {}))


def _option(key: str, current: str, found: PricedOrder | None) -> dict[str, Any]:
    """One order; without dates where the programme runs one audit."""
    ends = {} if found is None else finishes(found.held.plan)
    shown = {
        "key": key,
        "name": _(OPTIONS[key]),
        "advantage": _(ADVANTAGES[key]),
        "drawback": _(DRAWBACKS[key]),
        "fits": _(FITS[key]),
        "current": current == key,
        "ends": [(_(ENDS[name]), day) for name, day in ends.items()],
        "gap": gap_text(ends),
    }
    if found is None:
        return shown
    if found.price is None:
        return shown | {"bookings": bookings_text(found.held.bookings_to_move)}
    return shown | {"price": price_lines(found.price, found.cost, costs_seen=found.costs_seen)}


def _decisions(
    viewer: Viewer, decisions: tuple[SequencingDecision, ...]
) -> Iterator[tuple[SequencingDecision, tuple[str, ...]]]:
    """The newest first, each with the price that is kept with it."""
    sees = may(viewer, "costs.read")
    for one in sorted(decisions, key=lambda d: -d.version):
        yield one, price_lines(one.price, one.cost, costs_seen=sees)
