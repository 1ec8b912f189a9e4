"""The list of controls and one control, with what may be done about it."""

from typing import Any

from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from dualtrack.app.accounts.queries import names
from dualtrack.app.audits import services as audits
from dualtrack.app.controls import queries, services
from dualtrack.app.ledger import clock
from dualtrack.app.ledger.queries import history
from dualtrack.app.programme import memo
from dualtrack.app.programme.memo import Judged
from dualtrack.app.programme.work_words import delta_of
from dualtrack.app.web.base import uploads
from dualtrack.app.web.base.errors import told
from dualtrack.app.web.base.files import attachment
from dualtrack.app.web.base.viewing import asked, day_of, may_now, page, today_of
from dualtrack.app.web.controls.context import about, notable
from dualtrack.app.web.controls.forms import ControlForm, DeliveryForm, DeviationForm, DocumentForm
from dualtrack.app.web.controls.listing import by_area, narrowings, rows
from dualtrack.domain.controls.control import Control
from dualtrack.domain.controls.design import Design
from dualtrack.domain.controls.document import DocumentKind
from dualtrack.domain.ledger.person import Viewer

_HISTORY = 50


@page("controls.read")
def several(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The list, narrowed by what was typed and chosen."""
    held = memo.own(viewer, asked(request).when)
    search, show = request.GET.get("q", "").strip()[:100], request.GET.get("show", "")
    found = rows(held, search, show)
    shown = {
        "groups": by_area(found),
        "total": len(found),
        "search": search,
        "show": show,
        "narrowings": narrowings().items(),
        "frameworks": held.programme.frameworks,
        "names": names(viewer),
        "adopted": viewer.sees_all and bool(held.programme.matches),
    }
    return render(request, "controls/list.html", shown)


@page("controls.read")
def one(request: HttpRequest, viewer: Viewer, control: str) -> HttpResponse:
    """One control."""
    return _shown(request, viewer, control)


def _held(request: HttpRequest, viewer: Viewer, control: str) -> tuple[Judged, Control]:
    judged = memo.own(viewer, asked(request).when)
    value = judged.controls.get(control)
    if value is None or control not in judged.statuses:
        raise Http404
    return judged, value


def _shown(request: HttpRequest, viewer: Viewer, control: str, **wrong: Form) -> HttpResponse:
    """The page, with a form that was refused in the place of a fresh one."""
    judged, value = _held(request, viewer, control)
    people = names(viewer)
    forms: dict[str, Any] = {}
    if may_now(request, viewer, "controls.edit"):
        forms["change"] = ControlForm(None, control=value, names=people, today=today_of(request))
    if may_now(request, viewer, "deviations.note"):
        forms["deviate"] = DeviationForm()
    if may_now(request, viewer, "documents.add"):
        forms["add_document"] = DocumentForm()
    if may_now(request, viewer, "deltas.note") and notable(judged, control):
        forms["deliver"] = DeliveryForm(work=notable(judged, control))
    log = [e for e in history(f"control/{control}") if day_of(request, e.recorded_at) <= asked(request).day]
    shown = about(judged, value) | {
        "forms": forms | wrong,
        "names": people,
        "history": log[-_HISTORY:][::-1],
        "may_approve": may_now(request, viewer, "controls.approve") and not _approved(judged, control),
        "may_approve_document": may_now(request, viewer, "documents.approve"),
        "may_add": may_now(request, viewer, "evidence.add"),
        "open": next(iter(wrong), ""),
    }
    return render(request, "controls/one.html", shown)


def _approved(judged: Judged, control: str) -> bool:
    return all(b.design is Design.APPROVED for b in judged.statuses[control].by_framework)


def _done(control: str, part: str = "") -> HttpResponse:
    return HttpResponseRedirect(reverse("controls.one", args=[control]) + part)


@page("controls.edit", methods=("POST",))
def change(request: HttpRequest, viewer: Viewer, control: str) -> HttpResponse:
    """Name the owner and the day since which it operates."""
    _, value = _held(request, viewer, control)
    form = ControlForm(request.POST, control=value, names=names(viewer), today=today_of(request))
    if form.is_valid():
        said = form.cleaned_data
        with told(form):
            services.change(
                actor=viewer.actor,
                now=clock.now(),
                control=control,
                reason=said["reason"],
                owner=said["owner"] or None,
                operating_since=said["operating_since"],
            )
            return _done(control)
    return _shown(request, viewer, control, change=form)


@page("controls.approve", methods=("POST",))
def approve(request: HttpRequest, viewer: Viewer, control: str) -> HttpResponse:
    """Approve the design as it is worded now; refused to whoever worded it."""
    _held(request, viewer, control)
    form = Form(request.POST)
    with told(form):
        services.approve(
            actor=viewer.actor,
            now=clock.now(),
            today=today_of(request),
            control=control,
            seen=request.POST.get("seen", ""),
        )
        return _done(control)
    return _shown(request, viewer, control, approve=form)


@page("deltas.note", methods=("POST",))
def deliver(request: HttpRequest, viewer: Viewer, control: str) -> HttpResponse:
    """Say how the control delivers a delta that no register shows."""
    judged, _ = _held(request, viewer, control)
    form = DeliveryForm(request.POST, work=notable(judged, control))
    if form.is_valid():
        framework, delta = form.chosen
        with told(form):
            services.note_delta(
                actor=viewer.actor,
                now=clock.now(),
                today=today_of(request),
                control=control,
                framework=framework,
                delta=delta_of(framework, delta),
                note=form.cleaned_data["note"],
            )
            return _done(control, "#owed")
    return _shown(request, viewer, control, deliver=form)


@page("deviations.note", methods=("POST",))
def deviate(request: HttpRequest, viewer: Viewer, control: str) -> HttpResponse:
    """Note one item that did not operate as described."""
    _held(request, viewer, control)
    form = DeviationForm(request.POST)
    if form.is_valid():
        with told(form):
            audits.note_deviation(
                actor=viewer.actor,
                now=clock.now(),
                today=today_of(request),
                control=control,
                **form.cleaned_data,
            )
            return _done(control, "#deviations")
    return _shown(request, viewer, control, deviate=form)


@page("documents.add", methods=("POST",))
def add_document(request: HttpRequest, viewer: Viewer, control: str) -> HttpResponse:
    """Store the next version of a document; it waits for somebody else's approval."""
    _held(request, viewer, control)
    form = DocumentForm(request.POST, request.FILES)
    problem = uploads.problem(request)
    if problem is not None:
        form.add_error("file", problem)
    elif form.is_valid():
        said = form.cleaned_data
        with told(form):
            services.add_document(
                actor=viewer.actor,
                now=clock.now(),
                title=said["title"],
                kind=DocumentKind(said["kind"]),
                controls=(control,),
                content=said["file"],
            )
            return _done(control, "#documents")
    return _shown(request, viewer, control, add_document=form)


@page("documents.approve", methods=("POST",))
def approve_document(request: HttpRequest, viewer: Viewer, control: str, document: str) -> HttpResponse:
    """Put a version into force; refused to whoever prepared it."""
    judged, _ = _held(request, viewer, control)
    if not any(d.id == document and control in d.controls for d in judged.programme.documents):
        raise Http404
    form = Form(request.POST)
    with told(form):
        services.approve_document(
            actor=viewer.actor,
            now=clock.now(),
            today=today_of(request),
            document=document,
            seen=request.POST.get("seen", ""),
        )
        return _done(control, "#documents")
    return _shown(request, viewer, control, approve_document=form)


@page("controls.read")
def document_file(
    request: HttpRequest,  # noqa: ARG001 - the form of a view
    viewer: Viewer,
    document: str,
) -> FileResponse:
    """The bytes of a document, hashed again before they go out."""
    held = next((d for d in queries.documents(viewer) if d.id == document), None)
    if held is None:
        raise Http404
    return attachment(held.sha256, f"{held.title} v{held.version}", "application/octet-stream")
