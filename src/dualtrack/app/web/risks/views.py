"""The register with its map, one risk, what SOC 2 gets of it, and the order of control work."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dualtrack.app.accounts.queries import names
from dualtrack.app.web.base.listing import part
from dualtrack.app.web.base.viewing import may_now, page, today_of
from dualtrack.app.web.risks.context import about, held_of, levels, offered, standing_of
from dualtrack.app.web.risks.forms import (
    ActionForm,
    AdoptForm,
    DoneForm,
    RatingForm,
    RetireForm,
    ScenarioForm,
)
from dualtrack.app.web.risks.listing import asked_for, drawn, rows, shows
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.ledger.revision import value_digest
from dualtrack.domain.risks.heatmap import View


@page("risks.read")
def several(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The register: its map, and the risks that fit what was typed and chosen."""
    return listed(request, viewer)


def listed(request: HttpRequest, viewer: Viewer, **wrong: Form) -> HttpResponse:
    """The page, with a form that was refused in the place of a fresh one."""
    held, wanted = held_of(request, viewer), asked_for(request)
    found = part(request, rows(held, wanted))
    people = names(viewer)
    forms: dict[str, Any] = {}
    if may_now(request, viewer, "risks.edit") and held.in_force is not None:
        forms["adopt"] = AdoptForm(offered=offered(viewer, held))
    shown = {
        "part": found,
        "rows": [(one, levels(one), held.found_of.get(one.risk.id, ())) for one in found.rows],
        "wanted": wanted,
        "shows": shows().items(),
        "views": list(View),
        "bands": () if held.in_force is None else held.in_force.bands,
        "owners": sorted({one.risk.owner for one in held.stands if one.risk.owner}),
        "categories": sorted({one.risk.category for one in held.stands}),
        "map": drawn(held, wanted.view),
        "total": len(held.stands),
        "above": sum(one.above for one in held.stands),
        "found": held.found_of.get(None, ()),
        "names": people,
        "whole": viewer.sees_all,
        "forms": forms | wrong,
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
        forms["retire"] = RetireForm(initial={"seen": value_digest(standing.risk)})
    if may_now(request, viewer, "risks.assess"):
        forms["done"] = DoneForm(today=today)
        if held.in_force is not None:
            forms["assess"] = RatingForm(method=held.in_force, risk=standing.risk)
    shown = about(request, viewer, held, standing) | {
        "forms": forms | wrong,
        "open": next(iter(wrong), ""),
        "names": names(viewer),
    }
    return render(request, "risks/one.html", shown)


@page("programme.read")
def order(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Which controls to work on first, with the reasoning."""
    held = held_of(request, viewer)
    controls = held.judged.controls
    shown = {"part": part(request, held.order), "titles": {key: c.title for key, c in controls.items()}}
    return render(request, "risks/order.html", shown)


@page("programme.read")
def soc2(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What the register gives to SOC 2, by criterion."""
    held = held_of(request, viewer)
    return render(request, "risks/soc2.html", {"criteria": held.soc2, "names": names(viewer)})
