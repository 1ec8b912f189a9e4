"""The timeline: lanes, phases, gates, audits and readiness, and one week of it told in words."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from dualtrack.app.programme.plan_words import ENDS
from dualtrack.app.programme.replay_words import assumption
from dualtrack.app.programme.replaying import replay
from dualtrack.app.web.base.viewing import asked, page
from dualtrack.app.web.timeline.drawing import picture
from dualtrack.app.web.timeline.overlay import planned_marks, promised_strokes
from dualtrack.app.web.timeline.telling import thens, told
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.plan.comparison import finishes
from dualtrack.domain.programme.plan.lanes import timeline as lanes_of


@page("programme.read")
def timeline(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The picture, and the week of `?week=`, else the week of today."""
    when = asked(request).when
    replayed = replay(viewer, when)
    plan, states = replayed.held.plan, replayed.states
    drawn = lanes_of(plan)
    here = _week(request.GET.get("week", ""), len(states), (when.as_of - drawn.start).days // 7)
    said = [told(replayed.held, state) for state in states]
    drawing = picture(drawn, replayed.kept.figures, when.as_of, week=states[here].day)
    shown: dict[str, Any] = {
        "picture": drawing,
        "promised": promised_strokes(drawing, drawn, replayed.promised),
        "marks": [(one.id, planned_marks(drawing, drawn, one)) for one in replayed.kept.baselines],
        "thens": thens(replayed),
        "assumption": assumption(),
        "weeks": drawn.weeks,
        "states": said,
        "state": said[here],
        "here": here,
        "before": here - 1 if here else None,
        "after": here + 1 if here < drawn.weeks else None,
        "titles": {one.task.id: one.task.title for one in plan.tasks},
        "ends": [(_(ENDS[name]), day) for name, day in finishes(plan).items()],
        "playhead": f"{drawing.at(here):.1f}",
    }
    return render(request, "timeline/timeline.html", shown)


def _week(text: str, count: int, today: int) -> int:
    """The week that was asked for, within the programme."""
    wanted = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else today
    return min(max(wanted, 0), count - 1)
