"""Proposals of adopted controls, several decided at once; a past day is looked at alone."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext

from dualtrack.app.accounts.queries import names
from dualtrack.app.ledger import clock
from dualtrack.app.programme import memo, proposing
from dualtrack.app.web.base.listing import part
from dualtrack.app.web.base.viewing import asked, may_now, page, today_of, until_of
from dualtrack.app.web.proposals.forms import DecisionForm
from dualtrack.app.web.proposals.listing import DECIDED, WAITING, frameworks_of, grouped, rows_of
from dualtrack.domain.ledger.person import Viewer


@page("programme.read")
def overview(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What waits, or what was decided."""
    return _shown(request, viewer, DecisionForm())


def _shown(
    request: HttpRequest, viewer: Viewer, form: DecisionForm, wrong: Sequence[str] = (), done: str = ""
) -> HttpResponse:
    when = asked(request).when
    programme = memo.judged(viewer, when).programme
    found = proposing.proposals(viewer, when, programme)
    show = DECIDED if request.GET.get("show") == DECIDED else WAITING
    framework = request.GET.get("framework", "")
    listed = part(request, rows_of(found, show, framework))
    decides = may_now(request, viewer, "programme.adopt") and any(row.open for row in listed.rows)
    shown = {
        "part": listed,
        "groups": grouped(listed.rows, programme.controls),
        "counts": {WAITING: len(found.waiting), DECIDED: len(found.decided)},
        "show": show,
        "framework": framework,
        "frameworks": frameworks_of(found),
        "adopted": bool(programme.matches),
        "form": form if decides else None,
        "wrong": wrong,
        "done": done,
        "names": names(viewer, until_of(request)),
    }
    return render(request, "proposals/overview.html", shown)


@page("programme.adopt", methods=("POST",))
def decide(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Take the decisions that are right; those that are not stay ticked, with what is wrong with each."""
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _shown(request, viewer, form, form.said)
    said = proposing.decide(viewer, now=clock.now(), today=today_of(request), wanted=form.wanted)
    done = ngettext("{n} proposal was decided.", "{n} proposals were decided.", len(said.taken))
    told = done.format(n=len(said.taken)) if said.taken else ""
    if said.faults:
        wrong = [proposing.fault_text(fault) for fault in said.faults]
        return _shown(request, viewer, form, wrong, told)
    messages.success(request, told)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return HttpResponseRedirect(reverse("controls.proposals") + query)
