"""The advice: asked with answers, shown with its reasons, recorded as given; what became stale is said."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark

from dualtrack.app.accounts.queries import names
from dualtrack.app.ledger import clock
from dualtrack.app.programme import advising
from dualtrack.app.web.advice.forms import AnswersForm
from dualtrack.app.web.base.errors import told
from dualtrack.app.web.base.viewing import asked, may_now, page, today_of
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.advice.advise import Advice
from dualtrack.domain.programme.advice.answers import Ai, Answers
from dualtrack.domain.programme.advice.statement import Topic
from dualtrack.domain.programme.advice.topics import TOPICS
from dualtrack.domain.programme.advice.words import reason_said, said

_KINDS = {"added": mark("added"), "changed": mark("changed"), "gone": mark("gone")}


@page("advice.read", methods=("GET", "POST"))
def one(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The page; asked with answers it answers them and writes nothing."""
    if request.method != "POST":
        return _shown(request, viewer)
    form = AnswersForm(request.POST)
    return _shown(request, viewer, form, form.answers if form.is_valid() else None)


@page("advice.record", methods=("POST",))
def give(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Record the advice on these answers as given."""
    form = AnswersForm(request.POST)
    if not form.is_valid():
        return _shown(request, viewer, form)
    with told(form):
        today, answers = today_of(request), form.answers
        found = advising.advised(viewer, asked(request).when, answers)
        advising.give(
            viewer,
            now=clock.now(),
            today=today,
            answers=answers,
            advice=found,
            note=form.cleaned_data["note"],
        )
        return HttpResponseRedirect(reverse("advice"))
    return _shown(request, viewer, form, form.answers)


def _shown(
    request: HttpRequest, viewer: Viewer, form: AnswersForm | None = None, answers: Answers | None = None
) -> HttpResponse:
    """The answer on these answers, else on those of the advice on record; the form begins with them."""
    when = asked(request).when
    given = advising.last_given(viewer, when)
    if form is None and given is not None:
        answers = given.advice.answers
    found = None if answers is None else advising.advised(viewer, when, answers)
    shown: dict[str, Any] = {
        "found": found,
        "ai": answers is not None and answers.ai_in_product is not Ai.NONE,
        "topics": [] if found is None else _topics(found),
        "given": given,
        "changes": []
        if given is None
        else [(c.demand, _(_KINDS[c.kind.value]), c.fields) for c in given.changes],
        "names": names(viewer),
        "form": (form or AnswersForm(answers=answers)) if may_now(request, viewer, "advice.record") else None,
        "open": found is None or (form is not None and bool(form.errors)),
        "asked_now": form is not None and found is not None,
    }
    return render(request, "advice/one.html", shown)


def _topics(found: Advice) -> list[tuple[str, str, list[tuple[str, list[str]]]]]:
    """Each topic with its sentences, and the reasons of each."""
    held = [(topic, found.about(topic)) for topic in Topic]
    return [
        (
            topic.value,
            _(TOPICS[topic]),
            [(said(s, _), [reason_said(r, _) for r in s.because]) for s in statements],
        )
        for topic, statements in held
        if statements
    ]
