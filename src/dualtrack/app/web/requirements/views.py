"""Requirements of one framework, and one requirement from both sides of the crosswalk."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from dualtrack.app.ledger import clock
from dualtrack.app.programme import memo
from dualtrack.app.programme.catalogue import catalogue, library
from dualtrack.app.programme.memo import Judged
from dualtrack.app.programme.why import why
from dualtrack.app.risks import services as risks
from dualtrack.app.web.base.charts import bar
from dualtrack.app.web.base.errors import told
from dualtrack.app.web.base.tones import by_tone
from dualtrack.app.web.base.viewing import asked, may_now, page, today_of
from dualtrack.app.web.requirements.forms import ApplicabilityForm, Decider, RelevanceForm, held
from dualtrack.domain.frameworks.catalogue import Category, Kind, Requirement
from dualtrack.domain.frameworks.coverage import deltas_owed
from dualtrack.domain.frameworks.partners import partners_by_framework
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.statuses import RequirementStatus

_Form = ApplicabilityForm | RelevanceForm


@page("programme.read")
def first(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The first framework that the programme runs."""
    judged = memo.judged(viewer, asked(request).when)
    where = reverse("requirements.of", args=[judged.programme.frameworks[0]])
    return HttpResponseRedirect(where + asked(request).query)


@page("programme.read")
def of(request: HttpRequest, viewer: Viewer, framework: str) -> HttpResponse:
    """All requirements of a framework, grouped as it groups them."""
    judged = memo.judged(viewer, asked(request).when)
    figure = judged.readiness.of(framework)
    if figure is None:
        raise Http404
    show = request.GET.get("status", "")
    rows = [r for r in judged.readiness.requirements if r.framework == framework]
    groups: dict[tuple[str, str], list[tuple[Requirement, RequirementStatus]]] = {}
    for row in rows:
        if not show or row.status == show:
            found = catalogue().requirement(row.id)
            groups.setdefault((found.group, found.group_title), []).append((found, row))
    shown = {
        "framework": framework,
        "frameworks": judged.programme.frameworks,
        "figure": figure,
        "bar": bar(by_tone(figure.counts)),
        "groups": groups.items(),
        "show": show,
        "total": len(rows),
    }
    return render(request, "requirements/list.html", shown)


@page("programme.read")
def one(request: HttpRequest, viewer: Viewer, framework: str, local: str) -> HttpResponse:
    """One requirement."""
    return _shown(request, viewer, f"{framework}:{local}")


def _held(request: HttpRequest, viewer: Viewer, full_id: str) -> tuple[Judged, RequirementStatus]:
    judged = memo.judged(viewer, asked(request).when)
    row = judged.requirements.get(full_id)
    if row is None:
        raise Http404
    return judged, row


def _shown(request: HttpRequest, viewer: Viewer, full_id: str, wrong: _Form | None = None) -> HttpResponse:
    judged, row = _held(request, viewer, full_id)
    asks = catalogue().requirement(full_id)
    framework = catalogue().framework(asks.framework)
    decision = judged.prepared.serving.decision(full_id, judged.readiness.as_of)
    form = wrong
    if form is None and _optional(asks) and may_now(request, viewer, "applicability.decide"):
        form = _form(asks, judged, initial=held(decision))
    shown = {
        "requirement": asks,
        "row": row,
        "decision": decision,
        "form": form,
        "wrong": wrong is not None,
        "optional": _optional(asks),
        "controls": [(judged.controls[c], judged.statuses[c].of(row.framework)) for c in row.controls],
        "partners": partners_by_framework(
            judged.programme.crosswalk, library().crosswalks.closing, catalogue(), full_id
        ),
        "statuses": judged.requirements,
        "deltas": _deltas(judged, full_id),
        "documentary": () if framework is None else framework.documentary_deltas,
    }
    return render(request, "requirements/one.html", shown)


def _optional(asks: Requirement) -> bool:
    """Whether it may be left out: an Annex A control or a criterion; no clause and no common criterion."""
    criterion = asks.kind is Kind.CRITERION and asks.category != Category.SECURITY
    return criterion or asks.kind is Kind.ANNEX_CONTROL


def _form(asks: Requirement, judged: Judged, data: Any = None, **initial: Any) -> _Form:
    if asks.kind is Kind.CRITERION:
        return RelevanceForm(data, **initial)
    return ApplicabilityForm(data, roles=_roles(judged), **initial)


def _roles(judged: Judged) -> set[str]:
    return {control.owner_role for control in judged.programme.controls}


def _deltas(judged: Judged, full_id: str) -> Any:
    """What this requirement asks beyond partners that controls of ours serve already."""
    served = {r.id for r in judged.readiness.requirements if r.controls}
    return deltas_owed(judged.programme.crosswalk, full_id, served)


@page("applicability.decide", methods=("POST",))
def decide(request: HttpRequest, viewer: Viewer, framework: str, local: str) -> HttpResponse:
    """Record whether an Annex A control applies or a criterion is relevant, and why."""
    full_id = f"{framework}:{local}"
    judged, _ = _held(request, viewer, full_id)
    form = _form(catalogue().requirement(full_id), judged, request.POST)
    if form.is_valid():
        with told(form):
            decision = form.decision(full_id, Decider(viewer.actor.id, today_of(request)))
            risks.decide(
                actor=viewer.actor,
                now=clock.now(),
                decisions=[decision],
                catalogue=catalogue(),
                grounds=why(judged.programme, asked(request).when).grounds,
            )
            return HttpResponseRedirect(reverse("requirements.one", args=[framework, local]))
    return _shown(request, viewer, full_id, wrong=form)
