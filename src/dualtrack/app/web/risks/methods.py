"""The risk method: what is in force, its earlier versions, the next one drafted and approved."""

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from dualtrack.app.accounts.queries import names
from dualtrack.app.ledger import clock
from dualtrack.app.risks import methods as services
from dualtrack.app.web.base.viewing import may_now, page
from dualtrack.app.web.risks.changing import by, done_or_told
from dualtrack.app.web.risks.context import held_of
from dualtrack.app.web.risks.listing import tone
from dualtrack.app.web.risks.method_form import MethodForm
from dualtrack.catalogues.risk_library import load_method
from dualtrack.domain.ledger.person import Viewer


@page("risks.read")
def one(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The method."""
    return _shown(request, viewer)


def _shown(request: HttpRequest, viewer: Viewer, **wrong: Form) -> HttpResponse:
    held = held_of(request, viewer)
    newest_first = sorted(held.register.methods, key=lambda m: -m.version)
    method = held.in_force
    forms: dict[str, Form] = {}
    if may_now(request, viewer, "method.edit"):
        forms["draft"] = MethodForm(method=next(iter(newest_first), None) or load_method())
    shown = {
        "method": method,
        "bands": () if method is None else [(band, tone(method, band)) for band in method.bands],
        "cells": ()
        if method is None
        else [
            (step, [(level, tone(method, method.band(level))) for level in row])
            for step, row in reversed(list(zip(method.likelihood, method.cells(), strict=True)))
        ],
        "versions": newest_first,
        "names": names(viewer),
        "may_approve": may_now(request, viewer, "method.approve"),
        "forms": forms | wrong,
        "open": next(iter(wrong), ""),
    }
    return render(request, "risks/method.html", shown)


@page("method.edit", methods=("POST",))
def draft(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Draft the next version; all that is wrong is told at once."""
    form = MethodForm(request.POST)

    def verb() -> object:
        return services.draft(
            actor=viewer.actor, now=clock.now(), method=form.method, reason=form.cleaned_data["reason"]
        )

    if form.is_valid() and done_or_told(viewer, form, verb):
        return HttpResponseRedirect(reverse("risks.method"))
    return _shown(request, viewer, draft=form)


@page("method.approve", methods=("POST",))
def approve(request: HttpRequest, viewer: Viewer, method: str) -> HttpResponse:
    """Put a version into force; refused to whoever prepared it."""
    if method not in held_of(request, viewer).register.method_of:
        raise Http404
    form = Form(request.POST)

    def verb() -> object:
        return services.approve(method=method, seen=request.POST.get("seen", ""), **by(request, viewer))

    if done_or_told(viewer, form, verb):
        return HttpResponseRedirect(reverse("risks.method"))
    return _shown(request, viewer, approve=form)
