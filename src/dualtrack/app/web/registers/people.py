"""People as a register: who is here, since when, what is on record of them, and what they answer for."""

from datetime import date
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from dualtrack.app.accounts import queries as accounts
from dualtrack.app.ledger import clock
from dualtrack.app.programme import owning
from dualtrack.app.programme.people_import import enter
from dualtrack.app.programme.registering import FaultyRecordsError
from dualtrack.app.registers.queries import named_by
from dualtrack.app.web.base.errors import told
from dualtrack.app.web.base.listing import part
from dualtrack.app.web.base.viewing import asked, may_now, page, today_of, until_of
from dualtrack.app.web.registers.forms import RecordForm
from dualtrack.app.web.registers.showing import url_of
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.registers.field import PEOPLE, RISKS
from dualtrack.domain.registers.people import EMPLOYMENT
from dualtrack.domain.registers.people_sheet import PEOPLE_SHEET, PersonLine
from dualtrack.domain.registers.references import OWNING
from dualtrack.sheets.keys import Maker


@page("programme.read")
def several(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Everybody on record."""
    until, day = until_of(request), asked(request).day
    details = accounts.details(viewer, until)
    search = request.GET.get("q", "").strip()[:100]
    everybody = [(one, details.get(one.id)) for one in accounts.people(viewer, until)]
    found = [
        (one, said)
        for one, said in everybody
        if all(word in _text(one.id, said).casefold() for word in search.casefold().split())
    ]
    found.sort(key=lambda pair: (pair[1].name.casefold() if pair[1] else "", pair[0].id))
    context = {
        "part": part(request, found),
        "search": search,
        "owned": owning.counts(as_of=day, until=until),
        "day": day,
        "may_add": may_now(request, viewer, "registers.add"),
        "may_import": may_now(request, viewer, "registers.import"),
    }
    return render(request, "registers/people.html", context)


@page("registers.add", methods=("GET", "POST"))
def new(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Put somebody on record who does not sign in."""
    today = today_of(request)
    if request.method == "POST":
        form = RecordForm(request.POST, register=PEOPLE_SHEET, today=today)
        value = form.value if form.is_valid() else None
        if value is not None and _entered(viewer, form, cast("PersonLine", value), today):
            return HttpResponseRedirect(reverse("registers.person", args=[value.id]))
    else:
        made = Maker(PEOPLE_SHEET.prefix, accounts.ids(viewer)).make()
        form = RecordForm(register=PEOPLE_SHEET, today=today, made=made)
    return render(request, "registers/new.html", {"register": PEOPLE_SHEET, "form": form})


def _entered(viewer: Viewer, form: RecordForm, line: PersonLine, today: date) -> bool:
    """True once it is written; else the form says why not, each fault at its field."""
    with told(form):
        try:
            enter(viewer, line, now=clock.now(), today=today, reason=form.cleaned_data["reason"])
        except FaultyRecordsError as error:
            form.tell(error)
            return False
        return True
    return False


def _text(key: str, said: object) -> str:
    return f"{key} {getattr(said, 'name', '')} {getattr(said, 'email', '')}"


@page("registers.read")
def one(request: HttpRequest, viewer: Viewer, person: str) -> HttpResponse:
    """One person, for those who see the whole and for themselves."""
    until, day = until_of(request), asked(request).day
    found = accounts.person(viewer, person, until)
    if found is None:
        raise Http404
    naming = named_by(viewer, PEOPLE, person, until)
    context = {
        "person": found,
        "details": accounts.details(viewer, until).get(person),
        "events": sorted(
            (record for register, record in naming if register.key == EMPLOYMENT.key),
            key=lambda record: getattr(record, "on", day),
        ),
        "owned": [(one, _url(one)) for one in owning.owned(viewer, person, as_of=day, until=until)],
        "naming": [
            (register, record)
            for register, record in naming
            if register.key != EMPLOYMENT.key and not _owns(record, person)
        ],
        "gone": found.left_on is not None and found.left_on <= day,
        "whole": viewer.sees_all,
    }
    return render(request, "registers/person.html", context)


def _url(one: owning.Owned) -> str:
    """Where it is shown: an action with its risk, a difference among the scopes."""
    if one.register == owning.DIFFERENCES:
        return reverse("scope")
    if one.register == owning.ACTIONS:
        return url_of(RISKS, one.at)
    return url_of(one.register, one.id)


def _owns(record: object, person: str) -> bool:
    return any(getattr(record, name, None) == person for name in OWNING)
