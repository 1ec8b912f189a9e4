"""The pages of the crosswalk: the catalogues for everybody, controls of ours for those who see them."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from dualtrack.app.programme.catalogue import library
from dualtrack.app.web.base.viewing import asked, page
from dualtrack.app.web.crosswalk import glance, links
from dualtrack.app.web.crosswalk.asking import asked_of
from dualtrack.app.web.crosswalk.choices import sides
from dualtrack.app.web.crosswalk.context import serving
from dualtrack.app.web.crosswalk.drawing import drawn
from dualtrack.domain.ledger.person import Viewer


@page("crosswalk.read")
def whole(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The matrix of two frameworks."""
    held, controls = library(), serving(viewer, asked(request).when)
    frameworks = held.catalogue.frameworks
    question = asked_of(request.GET.dict(), frameworks, held.crosswalk, controls=controls is not None)
    if question is None:
        raise Http404
    own = settings.DUALTRACK.frameworks
    drawing = drawn(own, question.rows.key, question.columns.key)
    shown: dict[str, Any] = glance.about(own, question, drawing, controls, links.kept(request.GET, question))
    shown |= {
        "sides": sides(question, frameworks),
        "frameworks": frameworks,
        "links": links.of(request.GET, question),
    }
    return render(request, "crosswalk/whole.html", shown)


@page("crosswalk.read")
def one(request: HttpRequest, viewer: Viewer, framework: str, local: str) -> HttpResponse:
    """One requirement: its partners in another framework."""
    raise Http404


@page("crosswalk.read")
def pair(
    request: HttpRequest, viewer: Viewer, framework: str, local: str, other: str, partner: str
) -> HttpResponse:
    """Two requirements side by side."""
    raise Http404


@page("crosswalk.read")
def article(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The article's rows beside ours."""
    raise Http404
