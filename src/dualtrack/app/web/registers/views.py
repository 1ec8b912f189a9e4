"""All registers at a glance, and the list of one."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from attrs import frozen
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_noop as mark

from dualtrack.app.accounts.queries import names
from dualtrack.app.accounts.rights import may
from dualtrack.app.programme import register_findings
from dualtrack.app.programme.finding_words import finding_text
from dualtrack.app.programme.register_names import called
from dualtrack.app.programme.register_words import wrong_text
from dualtrack.app.programme.registering import FaultyRecordsError
from dualtrack.app.registers import queries
from dualtrack.app.web.base.listing import part_of
from dualtrack.app.web.base.viewing import asked, may_now, page, until_of
from dualtrack.app.web.registers.narrowing import asked_for, narrowings, ordered, register_for
from dualtrack.app.web.registers.showing import Showing, columns
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.registers.field import RISKS
from dualtrack.domain.registers.finding import Finding
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.register import Group, Register
from dualtrack.domain.registers.registry import by_key

_MOST = 60
GROUPS = {
    Group.SYSTEM: mark("The system and where it is"),
    Group.SUPPLIERS: mark("Suppliers"),
    Group.AUDITORS: mark("Auditors"),
    Group.PEOPLE: mark("People"),
    Group.CUSTOMERS: mark("Customers"),
    Group.CONTEXT: mark("Context"),
    Group.GOVERNANCE: mark("Governance"),
    Group.OPERATION: mark("Operation"),
    Group.PRIVACY: mark("Privacy"),
}


@frozen(kw_only=True)
class Told:
    """A finding as a page shows it."""

    finding: Finding
    text: str
    title: str
    requirements: tuple[str, ...]


def told(found: Sequence[Finding], people: dict[str, str], day: date) -> tuple[Told, ...]:
    """Findings in words, each with the requirements that are in scope."""
    wanted = dict.fromkeys(name for one in found for name in one.requirements)
    scoped = frozenset(register_findings.in_scope(wanted, day))
    return tuple(
        Told(
            finding=one,
            text=finding_text(one, people),
            title=getattr(by_key(one.register), "title", one.register),
            requirements=tuple(name for name in one.requirements if name in scoped),
        )
        for one in found
    )


@page("registers.read")
def index(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Every register by its heading, with what is lacking on the day."""
    offered = [one for one in register_findings.offered(asked(request).day) if queries.visible(viewer, one)]
    found = register_findings.found(viewer, asked(request).when)
    counted = register_findings.counts(viewer, offered, asked(request).when)
    lacking: dict[str, int] = defaultdict(int)
    for one in found:
        lacking[one.register] += 1
    clauses = (name for one in offered for name in one.clauses)
    scoped = frozenset(register_findings.in_scope(clauses, asked(request).day))

    def row(one: Register) -> tuple[Register, list[str], int, int]:
        clauses = [name for name in one.clauses if name in scoped]
        return one, clauses, counted[one.key], lacking[one.key]

    shown = {
        "groups": [
            (GROUPS[group], [row(one) for one in offered if one.group is group])
            for group in Group
            if any(r.group is group for r in offered)
        ],
        "findings": told(found[:_MOST], dict(names(viewer, until_of(request))), asked(request).day),
        "total": len(found),
        "most": _MOST,
        "whole": viewer.sees_all,
        "people": _people(viewer, request),
    }
    return render(request, "registers/index.html", shown)


def _people(viewer: Viewer, request: HttpRequest) -> int:
    """How many people are on record, for those who see them."""
    return len(names(viewer, until_of(request))) if viewer.sees_all else 0


@page("registers.read")
def several(request: HttpRequest, viewer: Viewer, register: str) -> HttpResponse:
    """The records of one register, narrowed by what was typed and chosen; risks have a page of their own."""
    if register == RISKS:
        return redirect("risks")
    held = register_for(viewer, register)
    wanted, until = asked_for(request, held), until_of(request)

    def read(first: int, size: int) -> tuple[Sequence[Record], int]:
        found = queries.part(
            viewer, held, wanted, first=first, size=size, until=until, as_of=asked(request).day
        )
        return found.rows, found.total

    part = part_of(request, read)
    fields = columns(held.fields, held.shown)
    known = called(viewer, fields, part.rows, until)
    showing = Showing(known, viewer.sees_all, asked(request).query)
    kept = request.GET.copy()
    for name in ("page", "order"):
        kept.pop(name, None)
    context = {
        "register": held,
        "part": part,
        "rows": [(one, [showing.shown(cell, one) for cell in fields]) for one in part.rows],
        "columns": [(one, ordered(one)) for one in (held.field("id"), held.field("name"), *fields)],
        "asked_for": wanted,
        "narrowings": narrowings(held, wanted),
        "rest": kept.urlencode(),
        "narrowed": request.GET.urlencode(),
        "may_add": may_now(request, viewer, "registers.add"),
        "may_import": may_now(request, viewer, "registers.import"),
        "sees_imports": may(viewer, "programme.read"),
    }
    return render(request, "registers/list.html", context)


def tell_all(form: Form, error: FaultyRecordsError) -> None:
    """Show every fault above a form that holds few of the fields."""
    for fault in error.faults:
        form.add_error(None, wrong_text(fault))
