"""Retention: floors, holds, requests and erasures on one page, with what each person may do about them."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from dualtrack.app.accounts.queries import names
from dualtrack.app.evidence.queries import evidence
from dualtrack.app.ledger import clock
from dualtrack.app.programme.erasing import holds as verbs
from dualtrack.app.programme.erasing import queries, services
from dualtrack.app.programme.erasing.services import Asked, Redacted
from dualtrack.app.web.base import uploads
from dualtrack.app.web.base.errors import told
from dualtrack.app.web.base.viewing import may_now, page, today_of, until_of
from dualtrack.app.web.retention.forms import EVIDENCE, BecauseForm, HoldForm, RequestForm
from dualtrack.domain.evidence.evidence import Evidence
from dualtrack.domain.ledger.erasure import Ground, Target
from dualtrack.domain.ledger.hold import Covers
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.ledger.retention import FLOORS


@page("erasures.read")
def retention(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """All of it, as it is, or as it was known by the end of a day."""
    return _shown(request, viewer)


def _shown(request: HttpRequest, viewer: Viewer, **wrong: Form) -> HttpResponse:
    """The page, with a form that was refused in the place of a fresh one."""
    until = until_of(request)
    found = queries.requests(viewer, until)
    forms: dict[str, Any] = {}
    if may_now(request, viewer, "erasures.request"):
        forms["ask"] = RequestForm(initial=_asked_for(request))
    if may_now(request, viewer, "holds.set"):
        forms["hold"] = HoldForm()
    shown = {
        "waiting": [one for one in found if one.request.waits],
        "declined": [one.request for one in found if one.request.declined_on],
        "erasures": queries.erasures(viewer, until),
        "holds": queries.holds(viewer, until),
        "floors": FLOORS,
        "names": names(viewer, until),
        "forms": forms | wrong,
        "open": next(iter(wrong), "ask" if "subject" in request.GET else ""),
        "may_ask": may_now(request, viewer, "erasures.request"),
        "may_carry_out": may_now(request, viewer, "erasures.approve"),
        "may_lift": may_now(request, viewer, "holds.lift"),
        "evidence": _by_file(evidence(viewer)),
        "done": request.GET.get("done", ""),
    }
    return render(request, "retention/page.html", shown)


def _by_file(found: tuple[Evidence, ...]) -> dict[str, list[Evidence]]:
    """Evidence by its file, so that a hash can be told by what it is."""
    by: dict[str, list[Evidence]] = {}
    for one in found:
        by.setdefault(one.artifact.sha256, []).append(one)
    return by


def _asked_for(request: HttpRequest) -> dict[str, str]:
    """What a link fills in."""
    return {name: request.GET[name][:100] for name in ("target", "subject") if name in request.GET}


def _done(what: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('integrity.retention')}?done={what}")


@page("erasures.request", methods=("POST",))
def ask(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Record a request, which somebody else carries out."""
    form = RequestForm(request.POST, request.FILES)
    problem = uploads.problem(request)
    if problem is not None:
        form.add_error("redacted", problem)
    elif form.is_valid():
        said, put = form.cleaned_data, form.cleaned_data["redacted"]
        with told(form):
            of_evidence = said["target"] == EVIDENCE
            subject = said["subject"].strip()
            wanted = Asked(
                target=Target.FILE if of_evidence else Target(said["target"]),
                subject=services.file_of(subject) if of_evidence else subject,
                ground=Ground(said["ground"]),
                legal_basis=said["legal_basis"],
                reason=said["reason"],
            )
            redacted = Redacted(content=put, filename=put.name) if put else None
            services.ask(viewer, now=clock.now(), today=today_of(request), asked=wanted, redacted=redacted)
            return _done("asked")
    return _shown(request, viewer, ask=form)


@page("erasures.approve", methods=("POST",))
def carry_out(request: HttpRequest, viewer: Viewer, erasure: str) -> HttpResponse:
    """Approve a request as it was read, and erase what it names; refused to whoever asked."""
    form = Form(request.POST)
    with told(form):
        services.carry_out(
            viewer,
            now=clock.now(),
            today=today_of(request),
            request=erasure,
            seen=request.POST.get("seen", ""),
        )
        return _done("erased")
    return _shown(request, viewer, refused=form)


@page("erasures.request", methods=("POST",))
def decline(request: HttpRequest, viewer: Viewer, erasure: str) -> HttpResponse:
    """Say no to a request, or take one's own back."""
    return _with_reason(request, viewer, partial(services.decline, viewer, request=erasure), "declined")


@page("holds.set", methods=("POST",))
def hold(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Set a hold."""
    form = HoldForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        days: dict[str, date | None] = {"first": said["first"], "last": said["last"]}
        covers = Covers(said["covers"])
        with told(form):
            verbs.set_hold(
                viewer,
                now=clock.now(),
                today=today_of(request),
                covers=covers,
                reason=said["reason"],
                subject=said["subject"] if covers in (Covers.OBJECT, Covers.CONTROL) else "",
                **(days if covers is Covers.PERIOD else {}),
            )
            return _done("held")
    return _shown(request, viewer, hold=form)


@page("holds.lift", methods=("POST",))
def lift(request: HttpRequest, viewer: Viewer, legal_hold: str) -> HttpResponse:
    """Lift a hold."""
    return _with_reason(request, viewer, partial(verbs.lift, viewer, hold=legal_hold), "lifted")


def _with_reason(
    request: HttpRequest, viewer: Viewer, verb: Callable[..., object], done: str
) -> HttpResponse:
    """Carry out what takes a reason; the verb itself refuses one that is left out."""
    form = BecauseForm(request.POST)
    form.full_clean()
    with told(form):
        verb(now=clock.now(), today=today_of(request), because=form.cleaned_data.get("because", ""))
        return _done(done)
    return _shown(request, viewer, refused=form)
