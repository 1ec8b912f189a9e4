"""The page of conflicts: who is asked for too much, which moves relieve it, and the button for them."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dualtrack.app.ledger import clock
from dualtrack.app.programme import plan_levelling
from dualtrack.app.programme.conflict_words import capacity_text, conflict_text
from dualtrack.app.programme.level_words import outcome_text, relief_text, weeks_text
from dualtrack.app.programme.plan_words import ENDS
from dualtrack.app.programme.planning import planned
from dualtrack.app.web.base.errors import told
from dualtrack.app.web.base.viewing import asked, may_now, page, today_of
from dualtrack.app.web.plan.views import common
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.plan.comparison import finishes
from dualtrack.domain.programme.plan.levelled import Levelled


@page("plan.read")
def proposal(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The conflicts of the day, and the moves that a solver finds."""
    return _shown(request, viewer, Form(), ends_may_move=request.GET.get("ends") == "1")


@page("plan.change", methods=("POST",))
def apply(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Record the moves that were read, as moves of the plan."""
    form, ends = Form(request.POST), request.POST.get("ends") == "1"
    with told(form):
        found = plan_levelling.apply(
            viewer,
            now=clock.now(),
            today=today_of(request),
            seen=request.POST.get("seen", ""),
            ends_may_move=ends,
        )
        count = len(found.moves)
        messages.success(request, ngettext("{n} task moved.", "{n} tasks moved.", count).format(n=count))
        return HttpResponseRedirect(reverse("plan"))
    return _shown(request, viewer, form, ends_may_move=ends)


def _shown(request: HttpRequest, viewer: Viewer, form: Form, *, ends_may_move: bool) -> HttpResponse:
    held = planned(viewer, asked(request).when)
    found = plan_levelling.solved(plan_levelling.question(held, ends_may_move=ends_may_move))
    shown: dict[str, Any] = {
        **common(held),
        "form": form,
        "conflicts": [(one, conflict_text(one, held.plan)) for one in found.problem.conflicts],
        "moves": [(one, relief_text(one, found.plan)) for one in found.moves],
        "movement": _movement(found),
        "ends_moved": _ends(found),
        "outcome": outcome_text(found),
        "capacities": [capacity_text(one) for one in found.problem.load.capacities.values()],
        "seen": found.problem.fingerprint,
        "ends_may_move": ends_may_move,
        "may_change": may_now(request, viewer, "plan.change"),
    }
    return render(request, "plan/level.html", shown)


def _movement(found: Levelled) -> str:
    """How far all moves go together, and how far they go at the least."""
    return _("Moved by {sum} in all; nothing as good moves by less than {least}.").format(
        sum=weeks_text(sum(one.weeks for one in found.moves)), least=weeks_text(found.least_weeks)
    )


def _ends(found: Levelled) -> list[tuple[str, Any, Any]]:
    """Ends that move, with both days."""
    before, after = finishes(found.problem.plan), finishes(found.plan)
    return [(_(ENDS[n]), before[n], after[n]) for n in before if after.get(n) != before[n]]
