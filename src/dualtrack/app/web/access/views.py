"""The access log, a day at a time, for those who look after the home."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date

from dualtrack.app.accounts import access_queries as queries
from dualtrack.app.accounts.queries import names
from dualtrack.app.web.base.listing import part
from dualtrack.app.web.base.viewing import page
from dualtrack.domain.ledger.person import Viewer


@page("access.read")
def several(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The lines of one day, the last first; of the newest day where none is asked for that there is."""
    days = queries.days(viewer)
    known = sorted({one.day for one in days}, reverse=True)
    asked = _day(request.GET.get("day", ""))
    day = asked if asked in known else next(iter(known), None)
    person = request.GET.get("person", "").strip()[:100] or None
    pages = [(one, queries.page(viewer, one)) for one in days if one.day == day]
    lines = [line for _, found in pages for line in queries.of(found.lines, person)]
    shown = {
        "days": known,
        "day": day,
        "person": person or "",
        "parts": [one for one, _ in pages],
        "unreadable": [(one.id, half) for one, found in pages for half in found.unreadable],
        "erased": [(one.id, found.erased) for one, found in pages if found.erased],
        "lost": sum(found.lost for _, found in pages),
        "part": part(request, lines[::-1]),
        "names": names(viewer),
    }
    return render(request, "access/list.html", shown)


def _day(text: str) -> object:
    try:
        return parse_date(text)
    except ValueError:
        return None
