"""One record: what it says, what it names and what names it, and the forms that change it."""

from typing import Any

from attrs import evolve
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from dualtrack.app.accounts.queries import names
from dualtrack.app.ledger import clock
from dualtrack.app.programme import register_findings
from dualtrack.app.programme.chaining import node_of_record
from dualtrack.app.programme.register_names import called
from dualtrack.app.programme.registering import FaultyRecordsError, Revised, save
from dualtrack.app.registers import queries
from dualtrack.app.registers.models import TABLES
from dualtrack.app.web.base.errors import told
from dualtrack.app.web.base.viewing import asked, may_now, page, today_of, until_of
from dualtrack.app.web.registers import views
from dualtrack.app.web.registers.forms import RecordForm, RetireForm, ReturnForm
from dualtrack.app.web.registers.narrowing import register_for
from dualtrack.app.web.registers.showing import Showing
from dualtrack.domain.ledger.codec import type_of
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.references import owners
from dualtrack.domain.registers.register import Register
from dualtrack.sheets.keys import Maker


@page("registers.add", methods=("GET", "POST"))
def new(request: HttpRequest, viewer: Viewer, register: str) -> HttpResponse:
    """Enter a record."""
    held, today = register_for(viewer, register), today_of(request)
    if request.method == "POST":
        form = RecordForm(request.POST, register=held, today=today)
        value = form.value if form.is_valid() else None
        if value is not None and _saved(request, viewer, held, form, value, None):
            return _at(held, value)
    else:
        form = RecordForm(register=held, today=today, made=_next_id(held))
    return render(request, "registers/new.html", {"register": held, "form": form})


def _next_id(register: Register) -> str:
    taken = TABLES[register.key].objects.filter(pk__istartswith=f"{register.prefix}-")
    return Maker(register.prefix, taken.values_list("pk", flat=True)).make()


def _saved(
    request: HttpRequest,
    viewer: Viewer,
    register: Register,
    form: RecordForm,
    value: Record,
    seen: int | None,
) -> bool:
    """True once it is written; else the form says why not, each fault at its field."""
    with told(form):
        try:
            save(
                viewer,
                register,
                Revised(value=value, seen=seen),
                now=clock.now(),
                today=today_of(request),
                reason=form.cleaned_data["reason"],
            )
        except FaultyRecordsError as error:
            form.tell(error)
            return False
        return True
    return False


def _at(register: Register, record: Record) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("registers.one", args=[register.key, record.id]))


@page("registers.read")
def one(request: HttpRequest, viewer: Viewer, register: str, record: str) -> HttpResponse:
    """One record."""
    held = register_for(viewer, register)
    return _shown(request, viewer, held, _record(request, viewer, held, record))


def _record(request: HttpRequest, viewer: Viewer, register: Register, key: str) -> Record:
    found = queries.one(viewer, register, key, until_of(request))
    if found is None:
        raise Http404
    return found


def _shown(
    request: HttpRequest, viewer: Viewer, register: Register, value: Record, **wrong: Form
) -> HttpResponse:
    """The page, with a form that was refused in the place of a fresh one."""
    until, day = until_of(request), asked(request).day
    fields = [f for f in register.fields if f.name not in ("id", "name", "retired_on")]
    known = called(viewer, fields, [value], until)
    showing = Showing(known, viewer.sees_all, asked(request).query)
    facts = [showing.shown(f, value) for f in fields]
    lacking = [
        one
        for one in register_findings.found(viewer, asked(request).when)
        if (one.register, one.record) == (register.key, value.id)
    ]
    forms = _forms(request, viewer, register, value) | wrong
    context = {
        "register": register,
        "record": value,
        "facts": [one for one in facts if one.pieces],
        "empty": [one.field for one in facts if not one.pieces],
        "gone": not value.there(day),
        "findings": views.told(lacking, dict(names(viewer, until)), day),
        "naming": queries.named_by(viewer, register.key, value.id, until),
        "clauses": register_findings.in_scope(register.clauses, day),
        "kind": type_of(value)[0],
        "start": node_of_record(register, value) if value.there(day) else None,
        "sees_history": viewer.sees_all or viewer.person_id in owners(register, value),
        "forms": forms,
        "open": next(iter(wrong), ""),
    }
    return render(request, "registers/one.html", context)


def _forms(request: HttpRequest, viewer: Viewer, register: Register, value: Record) -> dict[str, Form]:
    """The forms that this viewer may use today."""
    seen = queries.revision_of(register, value.id)
    forms: dict[str, Form] = {}
    if may_now(request, viewer, "registers.edit") and queries.may_change(viewer, register, value):
        forms["change"] = RecordForm(register=register, record=value, seen=seen, today=today_of(request))
    if may_now(request, viewer, "registers.add"):
        made: Any = RetireForm if value.retired_on is None else ReturnForm
        forms["retire"] = made(initial={"seen": seen})
    return forms


@page("registers.edit", methods=("POST",))
def change(request: HttpRequest, viewer: Viewer, register: str, record: str) -> HttpResponse:
    """Change a record as it was read; what somebody else changed meanwhile is not written over."""
    held = register_for(viewer, register)
    value = _record(request, viewer, held, record)
    if not queries.may_change(viewer, held, value):
        raise Http404
    form = RecordForm(request.POST, register=held, record=value, today=today_of(request))
    if form.is_valid():
        typed = form.value
        unchanged = typed == value and form.cleaned_data["seen"] == queries.revision_of(held, value.id)
        if unchanged or _saved(request, viewer, held, form, typed, form.cleaned_data["seen"]):
            return _at(held, value)
    return _shown(request, viewer, held, value, change=form)


@page("registers.add", methods=("POST",))
def retire(request: HttpRequest, viewer: Viewer, register: str, record: str) -> HttpResponse:
    """Let a record leave its register on a day, or stand in it again."""
    held = register_for(viewer, register)
    value = _record(request, viewer, held, record)
    form: Any = (RetireForm if value.retired_on is None else ReturnForm)(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        with told(form):
            try:
                save(
                    viewer,
                    held,
                    Revised(value=evolve(value, retired_on=said.get("on")), seen=said["seen"]),
                    now=clock.now(),
                    today=today_of(request),
                    reason=said["reason"],
                )
                return _at(held, value)
            except FaultyRecordsError as error:
                views.tell_all(form, error)
    return _shown(request, viewer, held, value, retire=form)
