"""What people change in the plan: each verb of it, and the page again where something was refused."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dualtrack.app.ledger import clock
from dualtrack.app.programme import ordering, plan_changes
from dualtrack.app.programme.plan_words import breach_text
from dualtrack.app.programme.planning import planned
from dualtrack.app.programme.queries import When
from dualtrack.app.web.base.errors import told
from dualtrack.app.web.base.viewing import page, today_of
from dualtrack.app.web.plan.forms import CompleteForm, KeepForm, MoveForm, OrderForm, PauseForm, SettingsForm
from dualtrack.app.web.plan.ordering import order_of
from dualtrack.app.web.plan.views import one_of, overview_of
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.organisation import Sequencing
from dualtrack.domain.programme.plan.choices import MovedBy
from dualtrack.domain.programme.plan.comparison import Moved, moved, spans_of
from dualtrack.domain.programme.plan.schedule import Plan

_MOST_NAMED = 20  # of the tasks that moved, in the sentence above the page


def _to(name: str, *arguments: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(name, args=arguments))


@page("plan.change", methods=("POST",))
def move(request: HttpRequest, viewer: Viewer, task: str) -> HttpResponse:
    """Another day for a task: what would move with it where that is asked; else it is moved, and told."""
    form = MoveForm(request.POST)
    today = today_of(request)
    if "look" in request.POST:
        return _looked(request, viewer, task, form, today)
    if form.is_valid():
        before = planned(viewer, When(as_of=today)).plan
        said = form.cleaned_data
        with told(form):
            held = plan_changes.move(
                viewer,
                now=clock.now(),
                today=today,
                task=task,
                start=said["start"],
                by=MovedBy(said["by"]),
                reason=said["reason"],
            )
            messages.success(request, _moved_text(_with_it(before, held.plan, task)))
            return _to("plan.one", task)
    return one_of(request, viewer, task, {"move_form": form})


def _looked(request: HttpRequest, viewer: Viewer, task: str, form: MoveForm, today: date) -> HttpResponse:
    """The page with what would move; nothing is recorded, and no reason is needed yet."""
    form.fields["reason"].required = False
    shown: dict[str, Any] = {"move_form": form}
    if form.is_valid():
        start = form.cleaned_data["start"]
        with told(form):
            held = plan_changes.moved_to(viewer, today=today, task=task, start=start)
            before = planned(viewer, When(as_of=today))
            old = {breach_text(one, before.plan) for one in before.breaches}
            new = (breach_text(one, held.plan) for one in held.breaches)
            shown |= {
                "looked": start,
                "looked_rows": _with_it(before.plan, held.plan),
                "looked_breaches": [text for text in new if text not in old],
            }
    return one_of(request, viewer, task, shown)


def _with_it(before: Plan, after: Plan, but: str = "") -> list[tuple[str, Moved]]:
    """Every task that moved, by its title, those that moved furthest first."""
    titles = {one.task.id: one.task.title for plan in (before, after) for one in plan.tasks}
    rows = moved(spans_of(before), spans_of(after))
    return [(titles[one.task], one) for one in rows if one.task != but]


def _moved_text(rows: list[tuple[str, Moved]]) -> str:
    """How many tasks moved with the one that was moved, and which."""
    count = len(rows)
    if not rows:
        return _("It is moved, and nothing else moved with it.")
    named = [f"{title} ({one.days:+d})" for title, one in rows[:_MOST_NAMED]]
    more = _(" and {count} more").format(count=count - _MOST_NAMED) if count > _MOST_NAMED else ""
    text = ngettext(
        "{count} task moved with it, by so many days: {tasks}{more}.",
        "{count} tasks moved with it, by so many days: {tasks}{more}.",
        count,
    )
    return text.format(count=count, tasks=", ".join(named), more=more)


@page("plan.change", methods=("POST",))
def put_back(request: HttpRequest, viewer: Viewer, task: str) -> HttpResponse:
    """The task stands where its dependencies put it."""
    form = Form(request.POST)
    with told(form):
        plan_changes.put_back(viewer, now=clock.now(), task=task)
        return _to("plan.one", task)
    return one_of(request, viewer, task, {"move_form": form})


@page("plan.complete", methods=("POST",))
def complete(request: HttpRequest, viewer: Viewer, task: str) -> HttpResponse:
    """A named person says that it is done."""
    today = today_of(request)
    form = CompleteForm(request.POST, today=today)
    if form.is_valid():
        said = form.cleaned_data
        with told(form):
            plan_changes.complete(
                viewer, now=clock.now(), today=today, task=task, on=said["on"], note=said["note"]
            )
            return _to("plan.one", task)
    return one_of(request, viewer, task, {"complete_form": form})


@page("plan.complete", methods=("POST",))
def reopen(request: HttpRequest, viewer: Viewer, task: str) -> HttpResponse:
    """It is not done."""
    form = Form(request.POST)
    with told(form):
        plan_changes.reopen(viewer, now=clock.now(), task=task)
        return _to("plan.one", task)
    return one_of(request, viewer, task, {"complete_form": form})


@page("plan.change", methods=("POST",))
def pause(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Nobody works on the programme for some days."""
    form = PauseForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        with told(form):
            plan_changes.pause(
                viewer, now=clock.now(), start=said["start"], end=said["end"], reason=said["reason"]
            )
            return _to("plan")
    return overview_of(request, viewer, {"pause": form})


@page("plan.change", methods=("POST",))
def end_pause(request: HttpRequest, viewer: Viewer, pause_id: str) -> HttpResponse:
    """A pause is taken back."""
    form = Form(request.POST)
    with told(form):
        plan_changes.end_pause(viewer, now=clock.now(), pause_id=pause_id)
        return _to("plan")
    return overview_of(request, viewer, {"pause": form})


@page("plan.change", methods=("POST",))
def keep(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The plan as it stands is kept as a baseline."""
    form = KeepForm(request.POST)
    if form.is_valid():
        with told(form):
            plan_changes.baseline(
                viewer, now=clock.now(), today=today_of(request), name=form.cleaned_data["name"]
            )
            return _to("plan")
    return overview_of(request, viewer, {"keep": form})


@page("plan.change", methods=("POST",))
def settings(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Where people work, how many they are, and the days between the stages."""
    held = planned(viewer, When(as_of=today_of(request))).recorded.settings
    form = SettingsForm(request.POST, held=held)
    if form.is_valid():
        said = form.cleaned_data
        with told(form):
            plan_changes.settle(
                viewer,
                now=clock.now(),
                country=said["country"].strip().upper(),
                subdivision=said["subdivision"].strip(),
                stage_gap_days=said["stage_gap_days"],
                people=form.people(),
                hours_a_week=said["hours_a_week"],
                clear=plan_changes.CLEARABLE,  # the form holds all of them: what is empty is not settled
            )
            return _to("plan")
    return overview_of(request, viewer, {"settings": form})


@page("sequencing.propose", methods=("POST",))
def propose(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The decision on the order of the audits is prepared."""
    form = OrderForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        with told(form):
            ordering.propose(
                viewer,
                now=clock.now(),
                today=today_of(request),
                option=Sequencing(said["option"]),
                reason=said["reason"],
            )
            return _to("plan.order")
    return order_of(request, viewer, {"form": form})


@page("sequencing.approve", methods=("POST",))
def approve(request: HttpRequest, viewer: Viewer, decision: str) -> HttpResponse:
    """Somebody else approves it."""
    form = Form(request.POST)
    with told(form):
        ordering.decide(
            viewer,
            now=clock.now(),
            today=today_of(request),
            decision=decision,
            seen=request.POST.get("seen", ""),
        )
        return _to("plan.order")
    return order_of(request, viewer, {"refused": form})
