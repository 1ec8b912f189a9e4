"""The plan, one task, and its forecast."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from dualtrack.app.accounts.queries import names
from dualtrack.app.ledger import clock
from dualtrack.app.programme.conflict_words import conflict_text
from dualtrack.app.programme.costing.queries import Costing
from dualtrack.app.programme.costing.simulated import costs_of
from dualtrack.app.programme.forecasting import RUNS, SEED, is_same, variants
from dualtrack.app.programme.forecasting import forecast as simulated
from dualtrack.app.programme.join_words import joined_lines
from dualtrack.app.programme.order_words import bookings_text
from dualtrack.app.programme.plan_words import ENDS, OPTIONS, breach_text, undecided_text
from dualtrack.app.programme.planning import Planned, planned
from dualtrack.app.web.base.viewing import asked, may_now, page, today_of, until_of
from dualtrack.app.web.plan.forms import AskForm, CompleteForm, KeepForm, MoveForm, PauseForm, SettingsForm
from dualtrack.app.web.plan.money import money
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.plan.comparison import baseline_spans, finishes, moved, spans_of
from dualtrack.domain.programme.plan.conflicts import conflicts
from dualtrack.domain.programme.plan.hours import hours_of
from dualtrack.domain.programme.plan.schedule import FINISHES, Placed
from dualtrack.solver.simulation import Outcome

_PERCENTS = (10, 50, 90)
SHOWS = ("all", "open", "critical", "gates", "late")


@page("plan.read")
def overview(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """All tasks by phase, the three ends, and what the plan breaks."""
    return overview_of(request, viewer)


def overview_of(request: HttpRequest, viewer: Viewer, wrong: dict[str, Form] | None = None) -> HttpResponse:
    """The same, with a form that was refused."""
    held = planned(viewer, asked(request).when)
    show = request.GET.get("show", "open")
    tasks = [one for one in held.plan.tasks if _shown(held, one, show)]
    may = may_now(request, viewer, "plan.change")
    shown: dict[str, Any] = {
        **common(held),
        "conflicts": [(one, conflict_text(one, held.plan)) for one in conflicts(held.plan)],
        "show": show if show in SHOWS else "open",
        "shows": SHOWS,
        "groups": [(phase, list(rows)) for phase, rows in groupby(_by_phase(tasks), lambda t: t.task.phase)],
        "count": len(tasks),
        "done": sum(one.done is not None for one in held.plan.tasks),
        "baselines": held.recorded.baselines,
        "moved": _moved(request, held),
        "joined": held.joined,
        "joined_lines": joined_lines(held.joined),
        "pauses": held.recorded.pauses,
        "may_change": may,
    }
    if may:
        forms = {
            "keep": KeepForm(),
            "pause": PauseForm(),
            "settings": SettingsForm(held=held.recorded.settings),
        }
        shown |= forms | (wrong or {})
    return render(request, "plan/overview.html", shown)


def _by_phase(tasks: list[Placed]) -> list[Placed]:
    first: dict[str, int] = {}
    for place, one in enumerate(tasks):
        first.setdefault(one.task.phase, place)
    order = list(type(tasks[0].task.phase)) if tasks else []
    return sorted(tasks, key=lambda one: (order.index(one.task.phase), one.start, one.task.id))


def _shown(held: Planned, one: Placed, show: str) -> bool:
    if show == "all":
        return True
    if show == "gates":
        return bool(one.task.gate or one.task.milestone)
    if one.done is not None:
        return False
    if show == "critical":
        return one.critical
    if show == "late":
        drawn = held.as_drawn.of(one.task.id)
        return drawn is not None and one.finish > drawn.finish
    return True


def _moved(request: HttpRequest, held: Planned) -> dict[str, Any] | None:
    """What moved since a baseline, or since the plan was drawn up."""
    name = request.GET.get("since", "")
    taken = {one.id: one for one in held.recorded.baselines}
    if not name:
        return None
    before = baseline_spans(taken[name].tasks) if name in taken else spans_of(held.as_drawn)
    rows = moved(before, spans_of(held.plan))
    return {"name": taken[name].name if name in taken else "", "rows": rows[:40], "count": len(rows)}


def common(held: Planned) -> dict[str, Any]:
    """What every page of a plan shows."""
    ends = finishes(held.plan)
    drawn = finishes(held.as_drawn)
    return {
        "held": held,
        "plan": held.plan,
        "ends": [
            (_(ENDS[name]), ends[name], (ends[name] - drawn[name]).days) for name in FINISHES if name in ends
        ],
        "breaches": [(one, breach_text(one, held.plan)) for one in held.breaches],
        "undecided": undecided_text(held.undecided) if held.undecided else "",
        "option": _(OPTIONS[held.choices.sequencing.value]),
        "titles": {one.task.id: one.task.title for one in held.plan.tasks},
    }


@page("plan.read")
def one(request: HttpRequest, viewer: Viewer, task: str) -> HttpResponse:
    """One task: when, why then, what waits for it."""
    return one_of(request, viewer, task)


def one_of(
    request: HttpRequest, viewer: Viewer, task: str, wrong: dict[str, Any] | None = None
) -> HttpResponse:
    """The same, with a form that was refused, or with what a move would do."""
    held = planned(viewer, asked(request).when)
    found = held.plan.of(task)
    if found is None:
        raise Http404
    by_id = {each.task.id: each for each in held.plan.tasks}
    said = next((c for c in held.recorded.completions if c.id == task), None)
    shown: dict[str, Any] = {
        **common(held),
        "one": found,
        "hours": hours_of(found.task, held.profile, held.choices),
        "fact_name": found.task.fact.partition(":")[0],
        "fact_about": found.task.fact.partition(":")[2],
        "drawn": held.as_drawn.of(task),
        "waits_for": [by_id[name] for name in found.depends_on],
        "followed_by": [each for each in held.plan.tasks if task in each.depends_on],
        "move": next((m for m in held.recorded.moves if m.id == task), None),
        "said": said if found.done is not None and not found.task.fact else None,
        "names": names(viewer, until_of(request)),
        "mine": [(b, text) for b, text in common(held)["breaches"] if task in b.tasks],
        "may_change": may_now(request, viewer, "plan.change"),
        "may_complete": may_now(request, viewer, "plan.complete") and not found.task.fact,
    }
    if shown["may_change"] and found.done is None:
        today = today_of(request)
        forms = {
            "move_form": MoveForm(initial={"start": max(found.start, today)}),
            "complete_form": CompleteForm(initial={"on": today}, today=today),
        }
        shown |= forms | (wrong or {})
    return render(request, "plan/one.html", shown)


@page("plan.read")
def forecast(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The spread of the ends, what drives it, and other orders and periods side by side."""
    when = asked(request).when
    held = planned(viewer, when)
    costs = costs_of(viewer, held)
    found = simulated(held, costs)
    form = AskForm(request.GET, sees_costs=costs is not None)
    by = form.said("by")
    shown = {
        **common(held),
        "runs": f"{RUNS:,}",
        "seed": SEED,
        "spreads": [
            (_(ENDS[name]), [found.outcome.day(name, percent) for percent in _PERCENTS])
            for name in FINISHES
            if name in found.outcome.finishes
        ],
        "hours": found.hours,
        "drivers": [
            (_(ENDS[name]), [(d.task, round(100 * d.share)) for d in found.outcome.drivers[name]])
            for name in FINISHES
            if found.outcome.drivers.get(name)
        ],
        "form": form,
        "by": by,
        "chances": [] if by is None else _chances(found.outcome, by),
        "money": money(costs, found.cost, form.said("budget")),
        "variants": list(_variants(viewer, held, costs)),
    }
    return render(request, "plan/forecast.html", shown)


def _chances(outcome: Outcome, by: date) -> list[tuple[str, int]]:
    """The percentage of runs in which each end is reached by a day."""
    return [
        (_(ENDS[name]), round(100 * outcome.chance(name, by)))
        for name in FINISHES
        if name in outcome.finishes
    ]


def _variants(viewer: Viewer, held: Planned, costs: Costing | None) -> Iterator[dict[str, Any]]:
    for other in variants(viewer, held.when):
        found = simulated(other, costs)
        ends = finishes(other.plan)
        yield {
            "option": _(OPTIONS[other.choices.sequencing.value]),
            "months": other.choices.period_months,
            "own": is_same(other, held),
            "bookings": bookings_text(other.bookings_to_move),
            "ends": [_end(found.outcome, ends, name) for name in FINISHES],
            "cost": None if found.cost is None else {f"p{p}": found.cost.amount(p) for p in (50, 90)},
            "breaches": [breach_text(one, other.plan) for one in other.breaches],
        }


def _end(outcome: Any, ends: dict[str, Any], name: str) -> dict[str, Any] | None:
    if name not in ends:
        return None
    return {"likely": ends[name], "p90": outcome.day(name, 90)}


@page("plan.read")
def calendar_file(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The plan as a calendar file."""
    from dualtrack.app.programme.plan_calendar import calendar  # noqa: PLC0415 - loaded when it is asked for

    content = calendar(planned(viewer, asked(request).when), now=clock.now())
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="plan.ics"'
    return answer
