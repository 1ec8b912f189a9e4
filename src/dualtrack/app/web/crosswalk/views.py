"""The pages of the crosswalk: pairs for everybody who may read them, controls for those who see controls."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from dualtrack.app.accounts.rights import NotAllowedError, may
from dualtrack.app.ledger import clock
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.mappings import services
from dualtrack.app.programme import memo
from dualtrack.app.programme.catalogue import library
from dualtrack.app.web.base.errors import message_of, told
from dualtrack.app.web.base.viewing import asked, page, today_of
from dualtrack.app.web.crosswalk import glance, links, pairing
from dualtrack.app.web.crosswalk.article import compared
from dualtrack.app.web.crosswalk.asking import asked_of
from dualtrack.app.web.crosswalk.choices import sides
from dualtrack.app.web.crosswalk.context import serving
from dualtrack.app.web.crosswalk.drawing import Subject, pair_url
from dualtrack.app.web.crosswalk.focus import focus_on
from dualtrack.app.web.crosswalk.forms import StepForm
from dualtrack.domain.frameworks.crosswalk import MappingStatus
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.mappings.decision import MappingDecision
from dualtrack.domain.mappings.steps import Step


@page("crosswalk.read")
def whole(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The matrix of two frameworks."""
    when = asked(request).when
    controls, pairs = serving(viewer, when), memo.pairs(viewer, when)
    frameworks = library().catalogue.frameworks
    question = asked_of(request.GET.dict(), frameworks, pairs.held, controls=controls is not None)
    if question is None:
        raise Http404
    subject = Subject(
        own=settings.DUALTRACK.frameworks,
        crosswalk=pairs.held,
        rows=question.rows.key,
        columns=question.columns.key,
    )
    shown: dict[str, Any] = glance.about(subject, question, controls, links.kept(request.GET, question))
    shown |= {
        "sides": sides(question, frameworks),
        "frameworks": frameworks,
        "links": links.of(request.GET, question),
        "waits": _waiting(pairs.decisions) if may(viewer, "programme.read") else None,
    }
    return render(request, "crosswalk/whole.html", shown)


def _waiting(decisions: Iterable[MappingDecision]) -> int:
    return sum(one.status is MappingStatus.CANDIDATE for one in decisions)


@page("crosswalk.read")
def one(request: HttpRequest, viewer: Viewer, framework: str, local: str) -> HttpResponse:
    """One row or column in focus: a requirement with its partners in another framework."""
    when = asked(request).when
    found = focus_on(f"{framework}:{local}", request.GET.get("to", ""), library(), memo.pairs(viewer, when))
    if found is None:
        raise Http404
    controls = serving(viewer, when)
    mine = None if controls is None else controls.of(found.asks.id)
    return render(request, "crosswalk/one.html", {"focus": found, "controls": mine})


@page("crosswalk.read")
def article(request: HttpRequest, viewer: Viewer) -> HttpResponse:  # noqa: ARG001 - every page is shown to somebody
    """The article's rows beside ours."""
    return render(request, "crosswalk/article.html", {"rows": compared(library())})


@page("crosswalk.read")
def pair(
    request: HttpRequest, viewer: Viewer, framework: str, local: str, other: str, partner: str
) -> HttpResponse:
    """Two requirements side by side, with the judgement and its life."""
    found = pairing.pair_of(request, viewer, f"{framework}:{local}", f"{other}:{partner}")
    return render(request, "crosswalk/pair.html", pairing.shown(request, viewer, found))


@page("mappings.approve", methods=("POST",))
def decide(
    request: HttpRequest, viewer: Viewer, framework: str, local: str, other: str, partner: str
) -> HttpResponse:
    """Accept or reject one judgement of a pair."""
    found = pairing.pair_of(request, viewer, f"{framework}:{local}", f"{other}:{partner}")
    form = StepForm(request.POST, step=_step(request, found))
    if form.is_valid() and form.step is not None:
        with told(form):
            _decided(request, viewer, found, form, form.step)
            messages.success(request, _said(form.step, form.to))
            return _back(found)
    return render(request, "crosswalk/pair.html", pairing.shown(request, viewer, found, wrong=form))


def _step(request: HttpRequest, found: pairing.Pair) -> Step | None:
    about = request.POST.get("about", "")
    return next((step for step in found.steps if step.decision.id == about), None)


def _decided(request: HttpRequest, viewer: Viewer, found: pairing.Pair, form: StepForm, step: Step) -> None:
    actor, now, today, reason = viewer.actor, clock.now(), today_of(request), form.cleaned_data["reason"]
    if not step.ours or found.ours is None:
        decisions = [step.decision.id]
        services.decide(actor=actor, now=now, today=today, decisions=decisions, to=form.to, reason=reason)
    elif form.to is MappingStatus.ACCEPTED:
        services.adopt(actor=actor, now=now, today=today, ours=[found.ours], reason=reason)
    else:
        services.reject_ours(actor=actor, now=now, today=today, ours=found.ours, reason=reason)


def _said(step: Step, to: MappingStatus) -> str:
    if to is MappingStatus.REJECTED:
        return _("The judgement is rejected: it counts no longer.")
    return _("The judgement is the organisation's own now.") if step.ours else _("The judgement is accepted.")


def _back(found: pairing.Pair) -> HttpResponse:
    return HttpResponseRedirect(pair_url(found.here.id, found.there.id))


@page("mappings.review", methods=("POST",))
def review(
    request: HttpRequest, viewer: Viewer, framework: str, local: str, other: str, partner: str
) -> HttpResponse:
    """Put one's own name to a judgement, as its reviewer."""
    found = pairing.pair_of(request, viewer, f"{framework}:{local}", f"{other}:{partner}")
    if not pairing.may_review(viewer):
        raise NotAllowedError("mappings.review")
    step = _step(request, found)
    wrong = _("No judgement of this pair has this id; it was decided or replaced meanwhile. Look again.")
    if step is not None:
        try:
            mapping = found.ours if step.ours and found.ours is not None else step.decision.mapping
            services.review(
                actor=viewer.actor,
                now=clock.now(),
                today=today_of(request),
                mapping=mapping,
                shipped=step.ours,
            )
        except RefusedError as error:
            wrong = message_of(error) or str(error)
        else:
            messages.success(request, _("Your name stands beside the judgement, as its reviewer."))
            return _back(found)
    return render(request, "crosswalk/pair.html", pairing.shown(request, viewer, found, unsaid=(wrong,)))
