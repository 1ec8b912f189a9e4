"""The starter risks: what each needs, and which of them are taken over."""

from attrs import frozen
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from dualtrack.app.risks import registering
from dualtrack.app.risks.linking import assets_to_link
from dualtrack.app.web.base.viewing import may_now, page, today_of
from dualtrack.app.web.risks.changing import by, done_or_told
from dualtrack.app.web.risks.context import held_of, offered
from dualtrack.app.web.risks.forms import AdoptForm
from dualtrack.catalogues.risk_file import StarterRisk
from dualtrack.catalogues.risk_library import load_method, load_risks
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.risks.linking import Linked, linked
from dualtrack.domain.risks.register import Measure, measure


@frozen(kw_only=True)
class Offer:
    """One starter with its typical level by its own method, and what of it is here."""

    starter: StarterRisk
    level: Measure
    lacking: tuple[str, ...]  # controls behind it that the organisation does not have
    taken: str | None  # the risk that was made of it
    kinds: tuple[str, ...]  # kinds of assets that it is about, in words
    linked: Linked  # the assets that it would be linked to


@page("programme.read")
def shown(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Every starter risk."""
    return _shown(request, viewer)


def _shown(request: HttpRequest, viewer: Viewer, refused: AdoptForm | None = None) -> HttpResponse:
    held = held_of(request, viewer)
    taken = {risk.origin: risk.id for risk in held.register.risks if risk.origin}
    method, assets = load_method(), assets_to_link(today_of(request))
    offers = [
        Offer(
            starter=starter,
            level=measure(starter.rating, method),
            lacking=tuple(
                dict.fromkeys(c.control for c in starter.controls if c.control not in held.known.controls)
            ),
            taken=taken.get(starter.id),
            kinds=tuple(_(kind.replace("_", " ")) for kind in starter.assets),
            linked=linked(starter.assets, assets),
        )
        for starter in load_risks()[0]
    ]
    form = refused
    if form is None and held.in_force is not None and may_now(request, viewer, "risks.edit"):
        form = AdoptForm(offered=offered(viewer, held), starters=[s.id for s in load_risks()[0]])
    said = {
        "offers": sorted(offers, key=lambda one: one.taken is not None),
        "form": form,
        "left": sum(one.taken is None for one in offers),
        "method": method,
        "in_force": held.in_force,
    }
    return render(request, "risks/library.html", said)


@page("risks.edit", methods=("POST",))
def adopt(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Take over the chosen starter risks with one owner to begin with."""
    held = held_of(request, viewer)
    starters = load_risks()[0]
    form = AdoptForm(request.POST, offered=offered(viewer, held), starters=[s.id for s in starters])

    def verb() -> object:
        chosen = [s for s in starters if s.id in form.chosen]
        said = by(request, viewer) | {"owner": form.cleaned_data["owner"]}
        return registering.adopt(starters=chosen, rated_by=load_method(), **said)

    if form.is_valid() and done_or_told(viewer, form, verb):
        return HttpResponseRedirect(reverse("risks"))
    return _shown(request, viewer, form)
