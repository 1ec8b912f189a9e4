"""What ISO/IEC 42001 on top of the programme reuses, what is new, and what it adds to plan and cost."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from dualtrack.app.programme.catalogue import framework_name
from dualtrack.app.programme.conflict_words import conflict_text
from dualtrack.app.programme.cost_words import MARKS, how_text, line_text
from dualtrack.app.programme.layer_words import (
    HOURS_NOTE,
    HOWS,
    PAPERS,
    counted_text,
    notes_of,
    papers_text,
    plan_lines,
)
from dualtrack.app.programme.layering import OnTop, on_top
from dualtrack.app.programme.plan_words import ENDS
from dualtrack.app.web.base.viewing import asked, page
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.layering import How, Layer, Part
from dualtrack.domain.programme.plan.comparison import Joined

_TONES = {How.REUSED: "good", How.IN_PART: "part", How.NEW: ""}
_PAIRS = 3  # of a requirement that are shown; the rest stand in the crosswalk


@page("programme.read")
def one(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The page; costs for who may see them."""
    found = on_top(viewer, asked(request).when)
    held = found.layered
    shown: dict[str, Any] = {
        "found": found,
        "held": held,
        "counted": counted_text(found, " + ".join(framework_name(key) for key in held.over)),
        "papers": papers_text(held),
        "hows": [_(HOWS[how.value]) for how in How],
        "parts": [_part(one) for one in held.parts],
        "counts": [held.count(how) for how in How],
        "plan_lines": plan_lines(found),
        "ends": _ends(found.adds.joined),
        "crowding": [(conflict_text(one.conflict, found.plan), one.stood) for one in found.adds.conflicts],
        "tasks": [(one, found.adds.hours[one.task.id]) for one in found.adds.tasks],
        "cost": found.cost,
        "lines": _lines(found),
        "hours_note": _(HOURS_NOTE),
        "notes": notes_of(found),
    }
    return render(request, "layered/one.html", shown)


def _ends(joined: Joined) -> list[tuple[str, date, int, bool]]:
    """Each end with its day, how many days later it is, and whether there was none without it."""
    before, after = joined.before, joined.after
    return [
        (_(ENDS[name]), after[name], (after[name] - before.get(name, after[name])).days, name not in before)
        for name in after
    ]


def _part(part: Part) -> dict[str, Any]:
    return {
        "part": part,
        "counts": [part.count(how) for how in How],
        "rows": [_row(one) for one in part.layers],
    }


def _row(layer: Layer) -> dict[str, Any]:
    return {
        "layer": layer,
        "how": _(HOWS[layer.how.value]),
        "tone": _TONES[layer.how],
        "paper": "" if layer.paper is None else _(PAPERS[layer.paper.value]),
        "by": layer.by[:_PAIRS],
        "more": max(0, len(layer.by) - _PAIRS),
    }


def _lines(found: OnTop) -> list[dict[str, Any]]:
    """The lines of its costs with where each figure is from; none for who may not see costs."""
    if found.cost is None:
        return []
    return [
        {
            "title": line_text(one.line),
            "amount": one.line.amount,
            "mark": _(MARKS[one.line.mark.value]),
            "how": how_text(one.line),
            "source": one.line.source,
        }
        for one in found.cost.rows
    ]
