"""What is done about risks from the pages: add, change, assess, plan, report done, accept, retire."""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from dualtrack.app.accounts.queries import names
from dualtrack.app.ledger import clock
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.programme.risk_import import known
from dualtrack.app.programme.risk_words import entered_text
from dualtrack.app.risks import registering, treating
from dualtrack.app.risks.refusing import MEANWHILE, FaultyError
from dualtrack.app.web.base.errors import told
from dualtrack.app.web.base.viewing import page, today_of
from dualtrack.app.web.risks.context import held_of, offered, standing_of
from dualtrack.app.web.risks.forms import (
    ActionForm,
    DoneForm,
    RatingForm,
    RetireForm,
    ScenarioForm,
    SeenForm,
)
from dualtrack.app.web.risks.views import shown_one
from dualtrack.app.web.templatetags.dualtrack import who
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.risks.acceptance import AcceptanceKind
from dualtrack.domain.risks.risk import Risk


def by(request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
    """Who does it, now, on the organisation's day."""
    return {"actor": viewer.actor, "now": clock.now(), "today": today_of(request)}


def done_or_told(viewer: Viewer, form: Form, verb: Callable[[], object]) -> bool:
    """Run a verb; what it refuses stands on the form, all faults at once. True when it was done."""
    with told(form):
        try:
            verb()
        except FaultyError as error:
            for one in error.faults:
                form.add_error(None, entered_text(one, names(viewer)))
            return False
        except RefusedError as error:
            if error.code == MEANWHILE and isinstance(form, SeenForm):
                form.renew()
            raise RefusedError(error.code, **_named(viewer, error.params)) from error
        return True
    return False


def _named(viewer: Viewer, params: Mapping[str, str]) -> dict[str, str]:
    """What a refusal says, with people by their names."""
    people = names(viewer)
    return {
        **params,
        **{name: who(params[name], people) for name in {"by"} & set(params)},
        **{name: people.get(params[name], params[name]) for name in {"owner"} & set(params)},
    }


def _to(risk: str, part: str = "") -> HttpResponse:
    return HttpResponseRedirect(reverse("risks.one", args=[risk]) + part)


@page("risks.edit", methods=("GET", "POST"))
def add(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """A new risk: its scenario, owner and first rating."""
    held = held_of(request, viewer)
    if held.in_force is None:
        return HttpResponseRedirect(reverse("risks.method"))
    sent = request.POST if request.method == "POST" else None
    form = ScenarioForm(sent, offered=offered(viewer, held))
    rating = RatingForm(sent, method=held.in_force)
    if sent is not None and all([form.is_valid(), rating.is_valid()]):
        made: list[Risk] = []

        def verb() -> None:
            risk = Risk(
                id="",
                method="",
                inherent=rating.inherent,
                residual=rating.rating("residual"),
                identified_on=today_of(request),
                **form.fields_of_risk,
            )
            said = by(request, viewer) | {"reason": rating.cleaned_data["reason"]}
            made.append(registering.add(risk=risk, known=known(), **said))

        if done_or_told(viewer, form, verb):
            return _to(made[0].id)
    return render(request, "risks/add.html", {"form": form, "rating": rating, "names": names(viewer)})


@page("risks.edit", methods=("POST",))
def change(request: HttpRequest, viewer: Viewer, risk: str) -> HttpResponse:
    """Change the scenario, the owner or the treatment; refused where somebody changed it meanwhile."""
    held, one = standing_of(request, viewer, risk)
    form = ScenarioForm(request.POST, offered=offered(viewer, held), risk=one.risk)

    def verb() -> object:
        said = by(request, viewer) | {"seen": form.cleaned_data["seen"], "known": known()}
        return registering.change(risk=risk, **said, **form.fields_of_risk)

    if form.is_valid() and done_or_told(viewer, form, verb):
        return _to(risk)
    return shown_one(request, viewer, risk, change=form)


@page("risks.assess", methods=("POST",))
def assess(request: HttpRequest, viewer: Viewer, risk: str) -> HttpResponse:
    """Rate the risk again by the method in force; the run is kept."""
    held, one = standing_of(request, viewer, risk)
    if held.in_force is None:
        raise Http404
    form = RatingForm(request.POST, method=held.in_force, risk=one.risk)

    def verb() -> object:
        said = by(request, viewer) | {name: form.cleaned_data[name] for name in ("reason", "seen")}
        return registering.assess(risk=risk, inherent=form.inherent, residual=form.rating("residual"), **said)

    if form.is_valid() and done_or_told(viewer, form, verb):
        return _to(risk, "#trend")
    return shown_one(request, viewer, risk, assess=form)


@page("risks.edit", methods=("POST",))
def retire(request: HttpRequest, viewer: Viewer, risk: str) -> HttpResponse:
    """Take the risk out of the register from today on."""
    _held, one = standing_of(request, viewer, risk)
    form = RetireForm(request.POST, risk=one.risk)

    def verb() -> object:
        return registering.retire(risk=risk, **by(request, viewer), **form.cleaned_data)

    if form.is_valid() and done_or_told(viewer, form, verb):
        return HttpResponseRedirect(reverse("risks"))
    return shown_one(request, viewer, risk, retire=form)


@page("risks.edit", methods=("POST",))
def plan(request: HttpRequest, viewer: Viewer, risk: str) -> HttpResponse:
    """One more action of the plan."""
    held, _one = standing_of(request, viewer, risk)
    form = ActionForm(request.POST, offered=offered(viewer, held))

    def verb() -> object:
        return treating.add_action(risk=risk, **by(request, viewer), **form.cleaned_data)

    if form.is_valid() and done_or_told(viewer, form, verb):
        return _to(risk, "#plan")
    return shown_one(request, viewer, risk, plan=form)


@page("risks.assess", methods=("POST",))
def done(request: HttpRequest, viewer: Viewer, risk: str, action: str) -> HttpResponse:
    """Report that an action of this risk was done."""
    held, _one = standing_of(request, viewer, risk)
    planned = next((a for a in held.register.actions_of.get(risk, ()) if a.id == action), None)
    if planned is None:
        raise Http404
    form = DoneForm(request.POST, today=today_of(request), action=planned)

    def verb() -> object:
        return treating.finish_action(action=action, **by(request, viewer), **form.cleaned_data)

    if form.is_valid() and done_or_told(viewer, form, verb):
        return _to(risk, "#plan")
    return shown_one(request, viewer, risk, done=form)


@page("risks.accept", methods=("POST",))
def accept(request: HttpRequest, viewer: Viewer, risk: str, kind: str) -> HttpResponse:
    """Approve the plan or accept what remains, as it was read; only the owner, and whom the method names."""
    standing_of(request, viewer, risk)
    if kind not in set(AcceptanceKind):
        raise Http404
    form = Form(request.POST)

    def verb() -> object:
        seen = request.POST.get("seen", "")
        return treating.accept(risk=risk, kind=AcceptanceKind(kind), seen=seen, **by(request, viewer))

    if done_or_told(viewer, form, verb):
        return _to(risk, "#acceptance")
    return shown_one(request, viewer, risk, accept=form)
