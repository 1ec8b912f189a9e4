"""The timeline: lanes, phases, gates, audits, readiness so far; one week of it told in words."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dualtrack.app.programme import memo
from dualtrack.app.programme.plan_words import ENDS, PHASES
from dualtrack.app.programme.planning import Planned, planned
from dualtrack.app.web.base.viewing import asked, day_of, page
from dualtrack.app.web.timeline.drawing import picture
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.plan.comparison import finishes
from dualtrack.domain.programme.plan.lanes import WeekState, week_states
from dualtrack.domain.programme.plan.lanes import timeline as lanes_of

_NAMED = 6  # tasks of a week that are named


@page("programme.read")
def timeline(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The picture, and the week of `?week=`, else the week of today."""
    when = asked(request).when
    held, found = planned(viewer, when), memo.judged(viewer, when)
    drawn = lanes_of(held.plan)
    states = week_states(
        held.plan,
        found.curve,
        today=when.as_of,
        deviations=[day_of(request, one.noted_at) for one in found.programme.deviations],
        scopes=found.programme.scopes,
    )
    here = _week(request.GET.get("week", ""), len(states), (when.as_of - drawn.start).days // 7)
    told = [_told(held, state) for state in states]
    drawing = picture(drawn, found.curve, when.as_of)
    shown: dict[str, Any] = {
        "picture": drawing,
        "weeks": drawn.weeks,
        "states": told,
        "state": told[here],
        "here": here,
        "before": here - 1 if here else None,
        "after": here + 1 if here < drawn.weeks else None,
        "titles": {one.task.id: one.task.title for one in held.plan.tasks},
        "ends": [(_(ENDS[name]), day) for name, day in finishes(held.plan).items()],
        "playhead": f"{drawing.at(here):.1f}",
    }
    return render(request, "timeline/timeline.html", shown)


def _week(text: str, count: int, today: int) -> int:
    """The week that was asked for, within the programme."""
    wanted = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else today
    return min(max(wanted, 0), count - 1)


def _told(held: Planned, state: WeekState) -> dict[str, Any]:
    """One week in words, as the page shows it and its script replays it."""
    return {
        "week": state.week,
        "day": date_format(state.day, "j F Y"),
        "ahead": state.ahead,
        "tense": _("forecast") if state.ahead else _("as it was"),
        "combined": None if state.combined is None else state.combined,
        "soc2": state.levels.get("soc2"),
        "iso27001": state.levels.get("iso27001"),
        "phases": " · ".join(_(PHASES[one.value]) for one in state.phases) or _("between phases"),
        "tasks": _("{done} of {all} tasks done").format(done=state.done, all=state.tasks),
        "running": _running(held, state.running),
        "gates": _named(held, state.gates) or _("none yet"),
        "deviations": "" if state.deviations is None else str(state.deviations),
        "scopes": ", ".join(state.scopes) or _("none approved"),
        "url": "" if state.ahead else f"{reverse('today')}?as_of={state.day.isoformat()}",
    }


def _named(held: Planned, tasks: Sequence[str]) -> str:
    found = (held.plan.of(one) for one in tasks)
    return "; ".join(one.task.title for one in found if one is not None)


def _running(held: Planned, tasks: Sequence[str]) -> str:
    if not tasks:
        return _("nothing")
    more = len(tasks) - _NAMED
    named = _named(held, tasks[:_NAMED])
    return _("{named}; and {more} more").format(named=named, more=more) if more > 0 else named
