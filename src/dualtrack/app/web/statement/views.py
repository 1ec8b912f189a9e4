"""The annex control by control, the criteria by category, the certificates, and documented information."""

from datetime import date
from typing import Any

from attrs import frozen
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from dualtrack.app.accounts.queries import names
from dualtrack.app.audits.queries import releases
from dualtrack.app.ledger import clock
from dualtrack.app.programme import category_choice, certifying, memo
from dualtrack.app.programme.categories import category_reasons
from dualtrack.app.programme.deliverables.basis import Basis
from dualtrack.app.programme.deliverables.statement import own_controls
from dualtrack.app.programme.documenting import documented_information
from dualtrack.app.programme.memo import Judged
from dualtrack.app.programme.scoping import scope_versions
from dualtrack.app.programme.why import Why, why
from dualtrack.app.risks import services as risks
from dualtrack.app.web.base.errors import told
from dualtrack.app.web.base.viewing import asked, frameworks_of, may_now, page, today_of, until_of
from dualtrack.app.web.statement.forms import CategoriesForm, CategoryForm, CertificateForm
from dualtrack.domain.frameworks.catalogue import Category, Kind, Requirement
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.statuses import RequirementStatus
from dualtrack.domain.risks.applicability import Applicability, Justification, standing
from dualtrack.domain.risks.exclusions import refused_exclusions, review_due

SHOWS = ("", "excluded", "undecided", "ungrounded", "review", "contradicted")


@frozen(kw_only=True)
class Line:
    """One control of the annex, or one criterion, with its decision and grounds."""

    asks: Requirement
    status: RequirementStatus
    decision: Applicability | None
    grounds: tuple[Justification, ...]
    against: tuple[Justification, ...]
    review: bool

    def shows(self, show: str) -> bool:
        """True when the line is among those that were asked for."""
        out = self.decision is not None and not self.decision.included
        return {
            "": True,
            "excluded": out,
            "undecided": self.decision is None,
            "ungrounded": not out and not self.grounds,
            "review": self.review,
            "contradicted": bool(self.against),
        }[show]


def _lines(judged: Judged, reasons: Why, framework: str, day: date) -> list[Line]:
    decided = standing(judged.programme.applicability, day)
    found = []
    for status in judged.readiness.requirements:
        asks = judged.programme.catalogue.find(status.id)
        if asks is None or asks.framework != framework or asks.kind is Kind.CLAUSE:
            continue
        decision = decided.get(status.id)
        out = decision is not None and not decision.included
        found.append(
            Line(
                asks=asks,
                status=status,
                decision=decision,
                grounds=() if out else reasons.grounds.of(status.id, decision),
                against=reasons.grounds.against(status.id) if out else (),
                review=decision is not None and review_due(decision, day),
            )
        )
    return found


@page("programme.read")
def annex(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The Statement of Applicability as the records make it today."""
    return _annex(request, viewer)


def _annex(request: HttpRequest, viewer: Viewer, wrong: CertificateForm | None = None) -> HttpResponse:
    when = asked(request).when
    judged = memo.judged(viewer, when)
    if "iso27001" not in judged.programme.frameworks:
        raise Http404
    basis, day = _basis(judged), when.as_of
    reasons = basis.why
    lines = _lines(judged, reasons, "iso27001", day)
    show = request.GET.get("show", "")
    if show not in SHOWS:
        raise Http404
    groups: dict[str, list[Line]] = {}
    for line in lines:
        if line.shows(show):
            groups.setdefault(line.asks.group_title, []).append(line)
    decided = standing(judged.programme.applicability, day)
    shown: dict[str, Any] = {
        "groups": groups.items(),
        "show": show,
        "shows": [(one, sum(line.shows(one) for line in lines)) for one in SHOWS],
        "warnings": refused_exclusions(decided.values(), reasons.doing),
        "own": own_controls(basis),
        "certificates": certifying.standings(viewer, when),
        "versions": [r for r in judged.programme.releases if r.series == certifying.STATEMENT],
    }
    if may_now(request, viewer, "certificates.record"):
        shown["certify"] = wrong or _certificate_form(request, viewer)
    return render(request, "statement/annex.html", shown)


def _basis(judged: Judged) -> Basis:
    """The records of the day as the document reads them, so that page and document list the same."""
    return Basis(programme=judged.programme, readiness=judged.readiness, created=clock.now(), checkpoint="")


def _certificate_form(request: HttpRequest, viewer: Viewer, data: Any = None) -> CertificateForm:
    held = [r.id for r in releases(viewer) if r.series == certifying.STATEMENT and r.approved_on]
    scopes = scope_versions(asked(request).when)
    approved = [s.id for s in scopes if s.framework == "iso27001" and s.approved_on]
    return CertificateForm(data, statements=held, scopes=approved)


@page("certificates.record", methods=("POST",))
def certify(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Record a certificate with what it pins."""
    form = _certificate_form(request, viewer, request.POST)
    if form.is_valid():
        with told(form):
            certifying.certify(viewer, now=clock.now(), **form.cleaned_data)
            return HttpResponseRedirect(reverse("statement") + "#certificates")
    return _annex(request, viewer, form)


@frozen(kw_only=True)
class Chosen:
    """One category: examined or not, why, and its criteria."""

    category: Category
    chosen: bool
    reason: Any
    lines: tuple[Line, ...]


@page("programme.read")
def criteria(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The SOC 2 counterpart: categories and why, each criterion's controls, those not relevant (DC 8)."""
    return _criteria(request, viewer)


def _criteria(
    request: HttpRequest,
    viewer: Viewer,
    refused: tuple[str, CategoryForm] | None = None,
    choosing: CategoriesForm | None = None,
    brings: category_choice.Choice | None = None,
) -> HttpResponse:
    when = asked(request).when
    judged = memo.judged(viewer, when)
    if "soc2" not in judged.programme.frameworks:
        raise Http404
    lines = _lines(judged, why(judged.programme, when), "soc2", when.as_of)
    reasons = category_reasons(when)
    chosen = {Category.SECURITY.value, *judged.programme.categories_on(when.as_of)}
    shown = {
        "categories": [
            Chosen(
                category=category,
                chosen=category.value in chosen,
                reason=reasons.get(category.value),
                lines=tuple(line for line in lines if line.asks.category == category.value),
            )
            for category in Category
        ],
        "names": names(viewer, until_of(request)),
        "may_explain": may_now(request, viewer, "applicability.decide"),
        "form": CategoryForm(),
        "refused": refused,
        "brings": brings,
    }
    if may_now(request, viewer, "categories.choose"):
        held = {"categories": list(judged.programme.categories)}
        shown["choosing"] = choosing or CategoriesForm(initial=held)
        shown["choosing_open"] = choosing is not None
    return render(request, "statement/criteria.html", shown)


@page("categories.choose", methods=("POST",))
def choose(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Say what other categories would bring; record them when they are confirmed."""
    if "soc2" not in frameworks_of(request):
        raise Http404
    form, sure = CategoriesForm(request.POST), "record" in request.POST
    brings = None
    if form.is_valid():
        with told(form):
            brings = category_choice.choose(
                viewer,
                now=clock.now(),
                today=today_of(request),
                names=form.cleaned_data["categories"],
                reason=form.cleaned_data["reason"],
                dry_run=not sure,
            )
            if sure:
                return HttpResponseRedirect(reverse("statement.soc2"))
    return _criteria(request, viewer, choosing=form, brings=brings)


@page("applicability.decide", methods=("POST",))
def explain(request: HttpRequest, viewer: Viewer, category: str) -> HttpResponse:
    """Record why a category is examined or not."""
    if category not in {one.value for one in Category} or "soc2" not in frameworks_of(request):
        raise Http404
    form = CategoryForm(request.POST)
    if form.is_valid():
        with told(form):
            risks.explain_category(
                actor=viewer.actor,
                now=clock.now(),
                today=today_of(request),
                category=Category(category),
                reason=form.cleaned_data["reason"],
            )
            return HttpResponseRedirect(reverse("statement.soc2"))
    return _criteria(request, viewer, (category, form))


@page("programme.read")
def documented(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Documented information by clause: what satisfies each item and what is missing."""
    if "iso27001" not in frameworks_of(request):
        raise Http404
    when = asked(request).when
    held = memo.judged(viewer, when).programme
    titles = {f"document/{d.id}": f"{d.title}, v{d.version}" for d in held.documents}
    titles |= {f"evidence/{e.id}": e.title for e in held.evidence}
    titles |= {f"scope_version/{s.id}": f"{s.name}, v{s.version}" for s in held.scopes}
    items = documented_information(viewer, when)
    shown = {"items": items, "titles": titles, "most": 6, "most_slice": ":6"}
    return render(request, "statement/documented.html", shown)
