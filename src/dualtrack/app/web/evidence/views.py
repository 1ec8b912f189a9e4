"""Evidence: the list, a new file, one item, its bytes, and what the sources gave."""

import mimetypes
from datetime import date

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date

from dualtrack.app.accounts.queries import names
from dualtrack.app.evidence import queries, services
from dualtrack.app.ledger import clock
from dualtrack.app.ledger.erased import erasures, files
from dualtrack.app.ledger.queries import history
from dualtrack.app.programme import memo
from dualtrack.app.programme.serving import served_by
from dualtrack.app.web.base import uploads
from dualtrack.app.web.base.errors import told
from dualtrack.app.web.base.files import given_out
from dualtrack.app.web.base.listing import part
from dualtrack.app.web.base.viewing import asked, may_now, page, today_of, until_of
from dualtrack.app.web.evidence.forms import EvidenceForm
from dualtrack.domain.ledger.person import Viewer


@page("evidence.read")
def several(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The list, the last received first."""
    held = memo.own(viewer, asked(request).when)
    wanted = request.GET.get("q", "").strip()[:100].lower()
    found = [
        e
        for e in held.evidence
        if not wanted or wanted in " ".join((e.title, e.artifact.filename, *e.controls)).lower()
    ]
    shown = {
        "part": part(request, found),
        "search": wanted,
        "gone": held.programme.erased_files,
        "may_add": may_now(request, viewer, "evidence.add"),
        "sees_runs": viewer.sees_all,
        "names": names(viewer),
    }
    return render(request, "evidence/list.html", shown)


@page("evidence.add", methods=("GET", "POST"))
def add(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Take a file; what is wrong with it is said on the form, which keeps its fields."""
    today = today_of(request)
    controls = memo.own(viewer, asked(request).when).programme.controls
    if request.method != "POST":
        return _form(request, EvidenceForm(initial=_asked_for(request), controls=controls, today=today))
    form = EvidenceForm(request.POST, request.FILES, controls=controls, today=today)
    problem = uploads.problem(request)
    if problem is not None:
        form.full_clean()
        form.errors.pop("file", None)
        form.add_error("file", problem)
    elif form.is_valid():
        said = form.cleaned_data
        with told(form):
            value = services.add(
                actor=viewer.actor,
                now=clock.now(),
                today=today,
                content=said["file"],
                filename=said["file"].name,
                controls=said["controls"],
                covers_from=said["covers_from"],
                covers_to=said["covers_to"],
                title=said["title"],
                media_type=mimetypes.guess_type(said["file"].name)[0] or "application/octet-stream",
                performed_on=said["performed_on"],
                note=said["note"],
            )
            return HttpResponseRedirect(reverse("evidence.one", args=[value.id]) + "?added=1")
    return _form(request, form)


def _form(request: HttpRequest, form: EvidenceForm) -> HttpResponse:
    return render(request, "evidence/add.html", {"form": form})


def _asked_for(request: HttpRequest) -> dict[str, object]:
    """What a link fills in: the control, and the days of an occurrence, none of them to come."""
    first, last = (_day(request.GET.get(name, "")) for name in ("from", "to"))
    today = today_of(request)
    return {
        "controls": request.GET.getlist("control"),
        "covers_from": first,
        "covers_to": min(last, today) if last else None,
    }


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


@page("evidence.read")
def one(request: HttpRequest, viewer: Viewer, evidence: str) -> HttpResponse:
    """One item: its dates, its hash, its place in the ledger, and what it serves."""
    value = queries.one(viewer, evidence)
    if value is None:
        raise Http404
    log = list(history(f"evidence/{evidence}"))
    shown = {
        "item": value,
        "entries": log,
        "serves": sorted(served_by(value).items(), reverse=True),  # SOC 2 first, as everywhere
        "added": "added" in request.GET,
        "erased": files().get(value.artifact.sha256),
        "stands_for": [done for done in erasures() if done.erasure.replacement == value.id],
        "names": names(viewer),
    }
    return render(request, "evidence/one.html", shown)


@page("evidence.read")
def file(
    request: HttpRequest,  # noqa: ARG001 - the form of a view
    viewer: Viewer,
    evidence: str,
) -> FileResponse:
    """The bytes, hashed again before they go out."""
    value, content = queries.content(viewer, evidence)
    return given_out(content, value.artifact.filename, value.artifact.media_type)


@page("programme.read")
def runs(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Every file that a source gave, with its counts."""
    found = queries.runs(viewer, until_of(request))
    return render(request, "evidence/runs.html", {"part": part(request, found), "names": names(viewer)})
