"""The register with its map, one risk, what SOC 2 gets of it, and the order of control work."""

from datetime import date
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from dualtrack.app.accounts.queries import names
from dualtrack.app.programme.risk_words import hundredths, percent
from dualtrack.app.web.base.listing import SIZE, part
from dualtrack.app.web.base.viewing import may_now, page, today_of
from dualtrack.app.web.risks.context import about, held_of, levels, offered, standing_of
from dualtrack.app.web.risks.forms import (
    ActionForm,
    DoneForm,
    RatingForm,
    RetireForm,
    ScenarioForm,
)
from dualtrack.app.web.risks.listing import asked_for, drawn, moved, rows, shows, spread
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.risks.heatmap import View
from dualtrack.domain.risks.order import Ranked
from dualtrack.domain.risks.risk import TreatmentAction


@page("risks.read")
def several(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The register: its maps, and the risks that fit what was typed and chosen."""
    held, wanted = held_of(request, viewer), asked_for(request)
    found = part(request, rows(held, wanted))
    people = names(viewer)
    shown = {
        "part": found,
        "rows": [(one, levels(one), held.found_of.get(one.risk.id, ())) for one in found.rows],
        "wanted": wanted,
        "shows": shows().items(),
        "views": list(View),
        "bands": () if held.in_force is None else held.in_force.bands,
        "owners": held.owners,
        "categories": held.categories,
        "maps": drawn(held),
        "spread": spread(held),
        "moved": moved(held.trend) if viewer.sees_all else None,
        "total": len(held.stands),
        "above": held.above,
        "found": held.found_of.get(None, ()),
        "names": people,
        "whole": viewer.sees_all,
        "narrowed": request.GET.urlencode(),
        "library": reverse("risks.library"),
        "may_add": may_now(request, viewer, "risks.edit") and held.in_force is not None,
    }
    return render(request, "risks/list.html", shown)


@page("risks.read")
def one(request: HttpRequest, viewer: Viewer, risk: str) -> HttpResponse:
    """One risk."""
    return shown_one(request, viewer, risk)


def shown_one(request: HttpRequest, viewer: Viewer, risk: str, **wrong: Form) -> HttpResponse:
    """The page, with a form that was refused in the place of a fresh one."""
    held, standing = standing_of(request, viewer, risk)
    people, today = offered(viewer, held), today_of(request)
    forms: dict[str, Any] = {}
    if may_now(request, viewer, "risks.edit"):
        forms["change"] = ScenarioForm(offered=people, risk=standing.risk)
        forms["plan"] = ActionForm(offered=people)
        forms["retire"] = RetireForm(risk=standing.risk)
    may_report = may_now(request, viewer, "risks.assess")
    if may_report and held.in_force is not None:
        forms["assess"] = RatingForm(method=held.in_force, risk=standing.risk)
    shown = about(request, viewer, held, standing)
    shown |= {
        "forms": forms | wrong,
        "open": next(iter(wrong), ""),
        "plan": [
            (action, _done_form(today, action, wrong) if may_report else None) for action in shown["actions"]
        ],
    }
    return render(request, "risks/one.html", shown)


def _done_form(today: date, action: TreatmentAction, wrong: dict[str, Form]) -> Form | None:
    """The form over an action that is not done: the refused one, else a fresh one."""
    refused = wrong.get("done")
    if isinstance(refused, DoneForm) and refused.action == action.id:
        return refused
    return None if action.done_on else DoneForm(today=today, action=action)


@page("programme.read")
def order(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Which controls to work on first, with the reasoning."""
    held = held_of(request, viewer)
    controls = held.judged.controls
    found = part(request, held.order)
    first = (found.number - 1) * SIZE + 1
    shown = {
        "part": found,
        "rows": [(place, one, _shares(one)) for place, one in enumerate(found.rows, first)],
        "titles": {key: c.title for key, c in controls.items()},
    }
    return render(request, "risks/order.html", shown)


def _shares(one: Ranked) -> dict[str, str]:
    """The figures behind a place, as text."""
    return {
        "days": hundredths(one.days),
        "risk": percent(one.risk_share),
        "requirements": percent(one.requirement_share),
        "per_day": percent(one.per_day),
    }


@page("programme.read")
def soc2(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What the register gives to SOC 2, by criterion."""
    held = held_of(request, viewer)
    return render(request, "risks/soc2.html", {"criteria": held.soc2, "names": names(viewer)})
