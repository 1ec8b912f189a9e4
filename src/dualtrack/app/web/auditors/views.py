"""Both choices on one page: candidates side by side, what stands against each, decision and booking."""

from typing import Any

from attrs import frozen
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from dualtrack.app.accounts.queries import names
from dualtrack.app.accounts.rights import may
from dualtrack.app.ledger import clock
from dualtrack.app.programme import auditing
from dualtrack.app.programme.auditing import NEEDED, Auditors
from dualtrack.app.programme.auditor_words import step_text
from dualtrack.app.programme.finding_words import finding_text
from dualtrack.app.web.auditors.forms import BookForm, DecideForm
from dualtrack.app.web.base.errors import told
from dualtrack.app.web.base.viewing import asked, may_now, page, today_of, until_of
from dualtrack.domain.audits.choosing import AuditorBooking, AuditorDecision
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.auditors.comparison import Candidate, Comparison
from dualtrack.domain.registers.finding import Finding


@frozen(kw_only=True)
class Row:
    """One candidate as the page shows it."""

    candidate: Candidate
    against: tuple[str, ...]
    questions: tuple[str, ...]
    chosen: bool


@frozen(kw_only=True)
class Choice:
    """One framework's choice: its candidates, its decision, its booking, and what may be entered."""

    comparison: Comparison
    rows: tuple[Row, ...]
    steps: tuple[str, ...]
    decision: AuditorDecision | None
    booking: AuditorBooking | None
    decide: Form | None
    book: Form | None


@page("auditors.read")
def overview(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The candidates for both engagements, and where the choice stands."""
    return _overview(request, viewer)


def _overview(
    request: HttpRequest, viewer: Viewer, wrong: dict[tuple[str, str], Form] | None = None
) -> HttpResponse:
    held = auditing.auditors(viewer, asked(request).when)
    people = dict(names(viewer, until_of(request)))
    shown: dict[str, Any] = {
        "auditors": held,
        "choices": [_choice(request, viewer, held, one, wrong or {}) for one in held.comparisons],
        "findings": _texts(held.findings, people),
        "names": people,
        "registers": [(one.key, one.title, one.purpose) for one in NEEDED],
        "sees_registers": may(viewer, "registers.read"),
        "firms": {key: one.name for key, one in held.firms.items()},
    }
    return render(request, "auditors/overview.html", shown)


def _choice(
    request: HttpRequest,
    viewer: Viewer,
    held: Auditors,
    comparison: Comparison,
    wrong: dict[tuple[str, str], Form],
) -> Choice:
    key = comparison.framework
    decision = held.chosen.get(key)
    decide: Form | None = None
    book: Form | None = None
    if may_now(request, viewer, "auditors.decide"):
        decide = wrong.get((key, "decide")) or DecideForm(framework=key, candidates=comparison.candidates)
    if decision is not None and may_now(request, viewer, "auditors.book"):
        book = wrong.get((key, "book")) or BookForm(framework=key)
    return Choice(
        comparison=comparison,
        rows=tuple(
            Row(
                candidate=one,
                against=_texts(one.disqualifying, {}),
                questions=_texts(one.questions, {}),
                chosen=decision is not None and decision.firm == one.firm.id,
            )
            for one in comparison.candidates
        ),
        steps=() if comparison.days is None else tuple(step_text(s) for s in comparison.days.steps),
        decision=decision,
        booking=held.booked.get(key),
        decide=decide,
        book=book,
    )


def _texts(found: tuple[Finding, ...], people: dict[str, str]) -> tuple[str, ...]:
    return tuple(finding_text(one, people) for one in found)


def _held(request: HttpRequest, viewer: Viewer, framework: str) -> Auditors:
    held = auditing.auditors(viewer, asked(request).when)
    if framework not in held.frameworks:
        raise Http404
    return held


@page("auditors.decide", methods=("POST",))
def decide(request: HttpRequest, viewer: Viewer, framework: str) -> HttpResponse:
    """Choose a firm for one engagement."""
    held = _held(request, viewer, framework)
    (comparison,) = (one for one in held.comparisons if one.framework == framework)
    form = DecideForm(request.POST, framework=framework, candidates=comparison.candidates)
    if form.is_valid():
        with told(form):
            auditing.decide(
                viewer, now=clock.now(), today=today_of(request), framework=framework, **form.cleaned_data
            )
            return HttpResponseRedirect(reverse("auditors") + f"#{framework}")
    return _overview(request, viewer, {(framework, "decide"): form})


@page("auditors.book", methods=("POST",))
def book(request: HttpRequest, viewer: Viewer, framework: str) -> HttpResponse:
    """Record the days that the chosen firm confirmed."""
    held = _held(request, viewer, framework)
    form = BookForm(request.POST, framework=framework)
    chosen = held.chosen.get(framework)
    if form.is_valid():
        with told(form):
            auditing.book(
                viewer,
                now=clock.now(),
                today=today_of(request),
                framework=framework,
                firm="" if chosen is None else chosen.firm,
                **form.cleaned_data,
            )
            return HttpResponseRedirect(reverse("auditors") + f"#{framework}")
    return _overview(request, viewer, {(framework, "book"): form})
