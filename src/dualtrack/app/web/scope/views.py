"""The two scopes, one version, the things of a region, and what may be drafted, explained, approved."""

from datetime import date
from typing import Any

from attrs import evolve
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from dualtrack.app.accounts.queries import names
from dualtrack.app.ledger import clock
from dualtrack.app.programme import scoping
from dualtrack.app.programme.scoping import Scoping
from dualtrack.app.scope import services
from dualtrack.app.web.base.errors import told
from dualtrack.app.web.base.listing import part
from dualtrack.app.web.base.viewing import asked, frameworks_of, may_now, page, today_of, until_of
from dualtrack.app.web.scope.drawing import picture
from dualtrack.app.web.scope.forms import ENVIRONMENTS, ExplainForm, Said, VersionForm, read, rows
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.scope.comparison import Place, changes_between, place_of, would_be
from dualtrack.domain.scope.scope import ScopeVersion, in_force
from dualtrack.domain.scope.things import Thing, ThingKind

_MOST = 40


def _held(request: HttpRequest, viewer: Viewer) -> Scoping:
    return scoping.scoping(viewer, asked(request).when)


@page("programme.read")
def overview(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Both scopes at a glance, with what has to be done about them."""
    return _overview(request, viewer)


def _overview(request: HttpRequest, viewer: Viewer, wrong: Form | None = None) -> HttpResponse:
    held, people = _held(request, viewer), names(viewer, until_of(request))
    drifted = part(request, held.drifts)
    shown: dict[str, Any] = {
        "scoping": held,
        "names": people,
        "things": held.things,
        "picture": picture(held.overview) if held.overview else None,
        "findings": held.findings[:_MOST],
        "explained": [d for d in held.differences if not d.finding and d.because is None][:_MOST],
        "drifts": evolve(drifted, rows=scoping.dated(viewer, held, drifted.rows, asked(request).when)),
        "most": _MOST,
        "frameworks": frameworks_of(request),
        "may_edit": may_now(request, viewer, "scope.edit"),
    }
    if shown["may_edit"] and held.differences:
        choices = [(d.thing, held.named(d.thing)) for d in held.differences if d.because is None]
        shown["explain"] = wrong or ExplainForm(things=choices, names=people)
    return render(request, "scope/overview.html", shown)


@page("programme.read")
def things(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The things of one region of the picture, or of one kind in it."""
    held = _held(request, viewer)
    place = request.GET.get("where", "both")
    kind = request.GET.get("kind", "")
    if place not in {one.value for one in Place} or (kind and kind not in {one.value for one in ThingKind}):
        raise Http404
    soc2 = {} if held.system is None else held.system.extents()
    isms = {} if held.isms is None else held.isms.extents()
    found = [
        (thing, soc2.get(thing.id), isms.get(thing.id))
        for thing in _in_place(held, Place(place))
        if not kind or thing.kind == kind
    ]
    shown = {"part": part(request, found), "where": place, "kind": kind, "places": [p.value for p in Place]}
    return render(request, "scope/things.html", shown)


def _in_place(held: Scoping, place: Place) -> list[Thing]:
    if held.system is None or held.isms is None:
        return []
    where = place_of(held.system, held.isms, held.differences)
    return [held.things[name] for name, its in sorted(where.items()) if its is place and name in held.things]


@page("programme.read")
def one(request: HttpRequest, viewer: Viewer, version: str) -> HttpResponse:
    """One version: its words, what it holds, what it changes, and what approving it would leave open."""
    return _one(request, viewer, version)


def _one(request: HttpRequest, viewer: Viewer, version: str, wrong: Form | None = None) -> HttpResponse:
    held = _held(request, viewer)
    value = next((v for v in held.versions if v.id == version), None)
    if value is None:
        raise Http404
    standing = in_force(held.versions, value.framework, held.as_of)
    before = None if standing is None or standing.id == value.id else standing
    shown = {
        "scoping": held,
        "version": value,
        "before": before,
        "changes": changes_between(before, value),
        "would_be": would_be(value, held.system, held.isms, held.reasons, as_of=held.as_of)[:_MOST],
        "members": part(request, sorted(value.memberships().values(), key=lambda m: m.thing)),
        "stated": [] if value.terms is None else [one for one in value.terms.stated if one.said],
        "things": held.things,
        "names": names(viewer, until_of(request)),
        "refused": wrong,
        "recorded": None if value.approved_on else scoping.recorded_instead(value, until_of(request)),
        "may_approve": may_now(request, viewer, "scope.approve")
        and value.approved_on is None
        and value.prepared_by != viewer.actor.id,
    }
    return render(request, "scope/one.html", shown)


@page("scope.approve", methods=("POST",))
def approve(request: HttpRequest, viewer: Viewer, version: str) -> HttpResponse:
    """Approve a version that somebody else prepared."""
    form = Form(request.POST)
    with told(form):
        services.approve(
            actor=viewer.actor,
            now=clock.now(),
            today=today_of(request),
            scope=version,
            seen=request.POST.get("seen", ""),
        )
        return HttpResponseRedirect(reverse("scope"))
    return _one(request, viewer, version, form)


@page("scope.edit", methods=("POST",))
def explain(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Record why the scopes differ over a thing."""
    held = _held(request, viewer)
    choices = [(d.thing, held.named(d.thing)) for d in held.differences]
    form = ExplainForm(request.POST, things=choices, names=names(viewer))
    if form.is_valid():
        with told(form):
            services.explain(
                actor=viewer.actor, now=clock.now(), today=today_of(request), **form.cleaned_data
            )
            return HttpResponseRedirect(reverse("scope") + "#differences")
    return _overview(request, viewer, form)


@page("scope.edit", methods=("GET", "POST"))
def draft(request: HttpRequest, viewer: Viewer, framework: str) -> HttpResponse:
    """The next version of a framework's scope, begun with the newest one."""
    if framework not in frameworks_of(request):
        raise Http404
    held = scoping.scoping(viewer, asked(request).when)
    newest = max(
        (v for v in held.versions if v.framework == framework), key=lambda v: v.version, default=None
    )
    offered = _offered(held, newest)
    if request.method != "POST":
        initial = _initial(framework, newest, offered, today_of(request))
        form = VersionForm(framework=framework, initial=initial)
        return _draft(request, framework, held, form, newest, offered)
    form = VersionForm(request.POST, framework=framework)
    said = read(request.POST, offered, held.things, newest)
    for problem in said.problems:
        form.add_error(None, problem)
    if form.is_valid() and not said.problems:
        words = {name: form.cleaned_data[name] for name in ("name", "statement", "effective_from", "reason")}
        with told(form):
            value = services.draft(
                actor=viewer.actor,
                now=clock.now(),
                framework=framework,
                members=said.members,
                exclusions=said.exclusions,
                **words,
                **scoping.terms_for(framework, words["effective_from"], form.chosen()),
            )
            return HttpResponseRedirect(reverse("scope.one", args=[value.id]))
    return _draft(request, framework, held, form, said, offered)


def _draft(
    request: HttpRequest,
    framework: str,
    held: Scoping,
    form: VersionForm,
    said: ScopeVersion | Said | None,
    offered: list[Thing],
) -> HttpResponse:
    made = rows(offered, said, held.things)
    kinds = [(kind.value, [row for row in made if row.thing.kind is kind]) for kind in ThingKind]
    shown = {
        "framework": framework,
        "form": form,
        "groups": [(kind, found) for kind, found in kinds if found],
        "environments": ENVIRONMENTS,
    }
    return render(request, "scope/draft.html", shown)


def _offered(held: Scoping, newest: ScopeVersion | None) -> list[Thing]:
    """What the form lists: all but assets, and those assets that the newest version names."""
    named = (
        set() if newest is None else {m.thing for m in newest.members} | {e.thing for e in newest.exclusions}
    )
    there = (t for t in held.things.values() if t.retired_on is None or t.retired_on > held.as_of)
    return sorted(
        (t for t in there if t.of[0] != "asset" or t.id in named), key=lambda t: (t.kind, t.name.casefold())
    )


def _initial(
    framework: str, newest: ScopeVersion | None, offered: list[Thing], today: date
) -> dict[str, Any]:
    period = scoping.terms_for(framework, today).get("period")
    days = {} if period is None else {"period_start": period.start, "period_end": period.end}
    if newest is None:
        return {"effective_from": today, **days}
    shown = {t.id for t in offered}
    more = [m.thing for m in newest.members if m.thing not in shown]
    return {
        "name": newest.name,
        "statement": newest.statement,
        "effective_from": today,
        "more": "\n".join(more),
        **days,
    }
