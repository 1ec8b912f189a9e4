"""The four patterns as cards, and answering a finding that is a false alarm."""

from collections.abc import Mapping
from typing import Any

from attrs import frozen
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from dualtrack.app.accounts.queries import names
from dualtrack.app.ledger import clock
from dualtrack.app.programme import answering
from dualtrack.app.programme.pattern_words import (
    MEANS,
    answer_text,
    days_text,
    fact_text,
    found_text,
    to_do_text,
)
from dualtrack.app.programme.planning import plan_files
from dualtrack.app.programme.watching import Watching, watching
from dualtrack.app.scope.queries import names as thing_names
from dualtrack.app.web.base.errors import told
from dualtrack.app.web.base.viewing import asked, may_now, page, today_of, until_of
from dualtrack.app.web.patterns.forms import AnswerForm
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.patterns.answers import Watched
from dualtrack.domain.programme.patterns.finding import Code, Fact, Hit, Pattern
from dualtrack.domain.programme.patterns.owed import ASKS

_PAGES = {"control": "controls.one", "task": "plan.one", "risk": "risks.one", "evidence": "evidence.one"}
_MOST = 12


@frozen(kw_only=True)
class Shown:
    """A record behind a finding, with where it is looked at."""

    fact: Fact
    title: str
    url: str
    text: str


@frozen(kw_only=True)
class Item:
    """One finding as its card shows it."""

    watched: Watched
    text: str
    days: int
    to_do: str
    answer: str
    hits: tuple[tuple[Hit, str], ...]  # with the person-days as they are read
    asks: tuple[str, ...]
    facts: tuple[Shown, ...]
    form: Form | None

    @property
    def more(self) -> int:
        """Records beyond those that are shown."""
        return len(self.watched.finding.facts) - len(self.facts)


@frozen(kw_only=True)
class Card:
    """One pattern with its state and what was found."""

    pattern: Pattern
    means: str
    state: str
    items: tuple[Item, ...]


@page("programme.read")
def overview(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The four patterns on a day."""
    return _overview(request, viewer)


def _overview(request: HttpRequest, viewer: Viewer, wrong: AnswerForm | None = None) -> HttpResponse:
    held = watching(viewer, asked(request).when)
    known = names(viewer, until_of(request))
    titles = _titles(held, known, until_of(request))
    cards = [
        Card(
            pattern=pattern,
            means=MEANS[pattern],
            state=held.state(pattern).value,
            items=tuple(_item(request, viewer, held, one, titles, wrong) for one in held.of(pattern)),
        )
        for pattern in Pattern
    ]
    shown = {
        "cards": cards,
        "open": len(held.open),
        "phases": held.facts.course.phases_on(held.when.as_of),
        "combined": held.facts.combined,
        "basis": held.scale.basis,
        "names": known,
        "astray": wrong if wrong is not None and not any(_asks(card, wrong) for card in cards) else None,
    }
    return render(request, "patterns/overview.html", shown)


def _asks(card: Card, form: AnswerForm) -> bool:
    """True where the form stands on the card, with what is wrong with it."""
    return any(item.form is form for item in card.items)


def _titles(held: Watching, known: Mapping[str, str], until: Any) -> Mapping[tuple[str, str], str]:
    """What the records behind the findings are called."""
    facts = [fact for one in held.found for fact in one.finding.facts]
    programme = held.facts.programme
    found = {("control", c.id): c.title for c in programme.controls}
    found |= {("risk", r.id): r.title for r in held.facts.risks.risks}
    found |= {("evidence", e.id): e.title for e in programme.evidence}
    found |= {("task", one.id): one.title for one in plan_files()[1]}
    found |= {("person", key): name for key, name in known.items()}
    things = thing_names((fact.id for fact in facts if fact.kind == "thing"), until)
    return found | {("thing", key): name for key, name in things.items()}


def _item(
    request: HttpRequest,
    viewer: Viewer,
    held: Watching,
    one: Watched,
    titles: Mapping[tuple[str, str], str],
    wrong: AnswerForm | None,
) -> Item:
    found = one.finding
    form: AnswerForm | None = None
    if may_now(request, viewer, "patterns.answer"):
        form = AnswerForm(finding=found.id, today=today_of(request), initial={"seen": found.digest})
        form = wrong if wrong is not None and wrong.prefix == found.id else form
    return Item(
        watched=one,
        text=found_text(found),
        days=found.days_open(held.when.as_of),
        to_do=to_do_text(found.code),
        answer=answer_text(one),
        hits=tuple((hit, days_text(hit.person_days)) for hit in found.hits),
        asks=ASKS[found.code],
        facts=tuple(_shown(fact, titles, asked(request).query) for fact in found.facts[:_MOST]),
        form=form,
    )


def _shown(fact: Fact, titles: Mapping[tuple[str, str], str], query: str) -> Shown:
    """A record with its name; what has no page of its own leads to where it is dealt with."""
    url = ""
    if fact.kind in _PAGES:
        url = reverse(_PAGES[fact.kind], args=[fact.id]) + query
    elif fact.kind in ("thing", "framework"):
        url = reverse("scope") + query
    return Shown(fact=fact, title=titles.get((fact.kind, fact.id), ""), url=url, text=fact_text(fact))


@page("patterns.answer", methods=("POST",))
def answer(request: HttpRequest, viewer: Viewer, finding: str) -> HttpResponse:
    """Record why a finding is a false alarm."""
    if finding not in {code.value for code in Code}:
        raise Http404
    form = AnswerForm(request.POST, finding=finding, today=today_of(request))
    if form.is_valid():
        said = form.cleaned_data
        with told(form):
            answering.answer(
                viewer,
                now=clock.now(),
                today=today_of(request),
                finding=finding,
                reason=said["reason"],
                until=said["until"],
                seen=said["seen"],
            )
            return HttpResponseRedirect(f"{reverse('patterns')}#{finding}")
    return _overview(request, viewer, form)
