"""Candidates that wait, ours that the organisation makes its own, and requirement ids that tools carry."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dualtrack.app.accounts.queries import names
from dualtrack.app.evidence import counting
from dualtrack.app.evidence.lake import lake
from dualtrack.app.ledger import clock
from dualtrack.app.mappings import services
from dualtrack.app.programme import memo
from dualtrack.app.programme.catalogue import catalogue
from dualtrack.app.programme.memo import Judged
from dualtrack.app.web.base.errors import told
from dualtrack.app.web.base.listing import part
from dualtrack.app.web.base.viewing import asked, may_now, page, today_of, until_of
from dualtrack.app.web.mappings.forms import AdoptForm, Tally, VerdictForm
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.mappings.held import Adoption, Held, held_pairs
from dualtrack.domain.mappings.waiting import adoptions, undecided, waiting


@page("programme.read")
def candidates(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What waits, and how the organisation stands to what we ship."""
    return _shown(request, viewer, _held(memo.judged(viewer, asked(request).when)))


def _held(judged: Judged) -> tuple[Held, ...]:
    return held_pairs(judged.programme.shipped, judged.programme.mappings)


def _tallies(held: Sequence[Held]) -> list[Tally]:
    found = [
        Tally(
            frameworks=frameworks,
            pairs=sum(counts.values()),
            adopted=counts.get(Adoption.ADOPTED, 0),
            rejected=counts.get(Adoption.REJECTED, 0),
            own=counts.get(Adoption.OWN, 0),
            open=len(undecided(held, frameworks)),
        )
        for frameworks, counts in adoptions(held).items()
    ]
    order = [f.key for f in catalogue().frameworks]
    return sorted(found, key=lambda t: [order.index(key) for key in t.frameworks])


def _shown(
    request: HttpRequest,
    viewer: Viewer,
    held: Sequence[Held],
    *,
    verdict: VerdictForm | None = None,
    adoption: AdoptForm | None = None,
) -> HttpResponse:
    """The page, with a form that was refused in the place of a fresh one."""
    found = waiting(held)
    origins = list(dict.fromkeys(w.decision.mapping.origin for w in found))
    origin = request.GET.get("origin", "")
    rows = [w for w in found if not origin or w.decision.mapping.origin == origin]
    tallies = _tallies(held)
    decides = may_now(request, viewer, "mappings.approve")
    shown = {
        "part": part(request, rows),
        "total": len(found),
        "origins": origins,
        "origin": origin,
        "tallies": tallies,
        "verdict": (verdict or VerdictForm(waiting=found)) if decides else None,
        "wrong": verdict.said if verdict is not None else (),
        "chosen": set(request.POST.getlist("decisions")),
        "adoption": (adoption or AdoptForm(tallies=tallies)) if decides else None,
        "refused": adoption is not None,
        "names": names(viewer),
    }
    return render(request, "mappings/candidates.html", shown)


@page("mappings.approve", methods=("POST",))
def decide(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Accept or reject the candidates that were ticked, all or none."""
    held = _held(memo.judged(viewer, asked(request).when))
    form = VerdictForm(request.POST, waiting=waiting(held))
    if form.is_valid():
        with told(form):
            made = services.decide(
                actor=viewer.actor,
                now=clock.now(),
                today=today_of(request),
                decisions=form.cleaned_data["decisions"],
                to=form.to,
                reason=form.cleaned_data["reason"],
            )
            said = ngettext("{n} judgement was decided.", "{n} judgements were decided.", len(made))
            messages.success(request, said.format(n=len(made)))
            return HttpResponseRedirect(reverse("mappings"))
    return _shown(request, viewer, held, verdict=form)


@page("mappings.approve", methods=("POST",))
def adopt(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Make ours between two frameworks the organisation's own, in the wording that they have now."""
    held = _held(memo.judged(viewer, asked(request).when))
    form = AdoptForm(request.POST, tallies=_tallies(held))
    if form.is_valid():
        shipped = memo.judged(viewer, asked(request).when).programme.shipped
        ours = [shipped.between(m.source, m.target) for m in undecided(held, form.chosen)]
        with told(form):
            made = services.adopt(
                actor=viewer.actor,
                now=clock.now(),
                today=today_of(request),
                ours=[m for m in ours if m is not None],
                reason=form.cleaned_data["reason"],
            )
            messages.success(request, _("{n} judgements are the organisation's own now.").format(n=len(made)))
            return HttpResponseRedirect(reverse("mappings"))
    return _shown(request, viewer, held, adoption=form)


@page("programme.read")
def carried(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Requirement ids that records of sources carry, beside where our reviewed table leads each check."""
    judged = memo.judged(viewer, asked(request).when)
    found = counting.carried(
        lake(),
        judged.programme.controls,
        until_of(request),
        judged.programme.matches,
    )
    known = [c for c in found if catalogue().known(c.requirement)]
    show = request.GET.get("show", "")
    wanted = {"agrees": True, "differs": False}.get(show)
    rows = [c for c in known if wanted is None or c.agrees is wanted]
    shown = {
        "part": part(request, rows),
        "total": len(known),
        "agreeing": sum(c.agrees for c in known),
        "unknown": sorted({c.requirement for c in found} - {c.requirement for c in known}),
        "show": show,
    }
    return render(request, "mappings/carried.html", shown)
