"""The costs of a day, and what is entered about them."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from dualtrack.app.accounts.queries import names
from dualtrack.app.ledger import clock
from dualtrack.app.ledger.queries import head_at
from dualtrack.app.programme.auditor_words import step_text as day_step
from dualtrack.app.programme.cost_words import MARKS, STANDINGS, TAGS, how_text, line_name, line_text
from dualtrack.app.programme.costing import services
from dualtrack.app.programme.costing.export import FORMATS, exported
from dualtrack.app.programme.costing.queries import Costing, costing
from dualtrack.app.programme.risk_words import entered_text
from dualtrack.app.risks.refusing import FaultyError
from dualtrack.app.web.base.errors import told
from dualtrack.app.web.base.files import given_out
from dualtrack.app.web.base.viewing import asked, may_now, organisation_of, page, today_of, until_of
from dualtrack.app.web.cost.drawing import WIDTH, bars
from dualtrack.app.web.cost.forms import AcceptForm, BasisForm, Choices, LineForm, QuoteForm, SpendForm
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.cost.forecast import Forecast
from dualtrack.domain.programme.cost.line import Tag


@page("costs.read")
def one(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The page."""
    return _shown(request, viewer, _held(request, viewer))


@page("costs.read")
def export(request: HttpRequest, viewer: Viewer, kind: str) -> FileResponse:
    """The lines as a file for a budget."""
    if kind not in FORMATS:
        raise Http404
    held = _held(request, viewer)
    created = head_at(until_of(request) or clock.now()).last_recorded_at or clock.now()
    content = exported(held, kind, organisation=organisation_of(request), created=created)
    return given_out(BytesIO(content), f"costs-{held.as_of}.{kind}", FORMATS[kind])


@page("costs.edit", methods=("POST",))
def basis(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """State the currency and what the estimate rests on."""
    held = _held(request, viewer)
    form = BasisForm(request.POST, basis=held.basis)
    return _entered(
        request,
        viewer,
        held,
        "basis",
        form,
        lambda by: services.set_basis(**by, basis=form.value(by["today"])),
    )


@page("costs.edit", methods=("POST",))
def line(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Set the figures of a line, or add one."""
    held = _held(request, viewer)
    form = LineForm(request.POST, lines=_lines(held, everything=True))
    return _entered(
        request, viewer, held, "line", form, lambda by: services.set_line(**by, line=form.value(by["today"]))
    )


@page("costs.edit", methods=("POST",))
def quote(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Enter a quote."""
    held = _held(request, viewer)
    form = QuoteForm(request.POST, lines=_lines(held))
    return _entered(
        request, viewer, held, "quote", form, lambda by: services.enter_quote(**by, quote=form.value())
    )


@page("costs.edit", methods=("POST",))
def accept(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Accept a quote, or take its acceptance back."""
    form = AcceptForm(request.POST)
    return _entered(
        request,
        viewer,
        _held(request, viewer),
        "accept",
        form,
        lambda by: services.accept_quote(**by, **form.cleaned_data),
    )


@page("costs.edit", methods=("POST",))
def spend(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Enter what was spent."""
    held = _held(request, viewer)
    form = SpendForm(request.POST, lines=_lines(held))
    return _entered(
        request,
        viewer,
        held,
        "spend",
        form,
        lambda by: services.enter_actual(**by, **form.cleaned_data),
    )


def _entered(
    request: HttpRequest,
    viewer: Viewer,
    held: Costing,
    name: str,
    form: Form,
    verb: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    """Run a verb and go back to the page; what is refused stands on the form, all faults at once."""
    by = {"viewer": viewer, "now": clock.now(), "today": today_of(request)}
    if form.is_valid():
        with told(form):
            try:
                verb(by)
            except FaultyError as error:
                for fault in error.faults:
                    form.add_error(fault.field if fault.field in form.fields else None, entered_text(fault))
            else:
                return HttpResponseRedirect(reverse("cost"))
    return _shown(request, viewer, held, **{name: form})


def _held(request: HttpRequest, viewer: Viewer) -> Costing:
    return costing(viewer, asked(request).when)


def _lines(held: Costing, *, everything: bool = False) -> Choices:
    """The lines by name; with everything also those that were taken out."""
    found = [(one.line.id, line_name(one.line)) for one in held.rows]
    if everything:
        there = {key for key, _name_ in found}
        found += [(one.id, line_text(one)) for one in held.estimated if one.id not in there]
    return found


def _shown(request: HttpRequest, viewer: Viewer, held: Costing, **wrong: Form) -> HttpResponse:
    forms: dict[str, Form] = {}
    today, currency = today_of(request), held.basis.currency
    if may_now(request, viewer, "costs.edit"):
        lines = _lines(held)
        forms = {
            "basis": BasisForm(basis=held.basis),
            "line": LineForm(lines=_lines(held, everything=True)),
            "quote": QuoteForm(lines=lines, initial={"currency": currency, "received_on": today}),
            "spend": SpendForm(lines=lines, initial={"spent_on": today}),
        }
    totals = held.totals
    groups = [
        (
            _(TAGS[tag.value]),
            tag.value,
            totals.by_tag[tag],
            [_row(one) for one in held.rows if one.line.tag is tag],
        )
        for tag in Tag
    ]
    shown = {
        "held": held,
        "totals": totals,
        "currency": currency,
        "groups": [group for group in groups if group[3]],
        "bars": bars(totals),
        "day_steps": [day_step(step) for step in held.days.steps],
        "width": WIDTH,
        "percent": None if totals.ratio is None else int((totals.ratio * 100).to_integral_value()),
        "standing": _(STANDINGS[totals.standing.value]),
        "far": totals.standing.value == "far_from_the_article",
        "quotes": [
            (line_name(one.line), quote, quote.comes_to(currency))
            for one in held.rows
            for quote in one.quotes
        ],
        "names": names(viewer),
        "forms": forms | wrong,
        "open": next(iter(wrong), ""),
    }
    return render(request, "cost/one.html", shown)


def _row(one: Forecast) -> dict[str, Any]:
    """A line with its words."""
    return {
        "forecast": one,
        "name": line_text(one.line),
        "mark": _(MARKS[one.line.mark.value]),
        "how": how_text(one.line),
    }
