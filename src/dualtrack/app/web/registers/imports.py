"""One import: what became of its rows, its files, and taking it back."""

from typing import Any

from django import forms
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dualtrack.app.accounts.queries import names
from dualtrack.app.ledger import clock
from dualtrack.app.programme import undoing
from dualtrack.app.programme.importable import place_of
from dualtrack.app.programme.undoing import Undoing, kept_text
from dualtrack.app.registers import import_queries
from dualtrack.app.web.base.errors import told
from dualtrack.app.web.base.files import attachment
from dualtrack.app.web.base.viewing import may_now, page, today_of, until_of
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.registers.imported import RegisterImport

_MOST = 300


class UndoForm(Form):
    """Why an import is taken back."""

    reason = forms.CharField(label=_("Why"), max_length=500)


def _held(viewer: Viewer, key: str, request: HttpRequest) -> RegisterImport:
    found = import_queries.one(viewer, key, until_of(request))
    if found is None:
        raise Http404
    return found


@page("programme.read")
def one(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponse:
    """What was imported, by whom, and what may be done about it."""
    made = _held(viewer, key, request)
    context = {
        "made": made,
        "register": place_of(made.register, today_of(request)).register,
        "names": names(viewer),
        "may_undo": may_now(request, viewer, "registers.import") and made.undone_on is None,
    }
    return render(request, "registers/imported.html", context)


@page("registers.import", methods=("GET", "POST"))
def undo(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponse:
    """Look at what taking it back would do, and take it back."""
    made = _held(viewer, key, request)
    form = UndoForm(request.POST) if request.method == "POST" else UndoForm()
    if request.method == "POST" and form.is_valid():
        with told(form):
            undoing.undo(
                viewer, key, now=clock.now(), today=today_of(request), reason=form.cleaned_data["reason"]
            )
            return HttpResponseRedirect(reverse("registers.import", args=[key]))
    found: Undoing | None = None
    if made.undone_on is None:
        found = undoing.prepare(viewer, key, today=today_of(request))
    context: dict[str, Any] = {
        "made": made,
        "register": place_of(made.register, today_of(request)).register,
        "form": form,
        "found": found,
        "staying": [kept_text(one) for one in found.kept[:_MOST]] if found else [],
        "most": _MOST,
    }
    return render(request, "registers/undo.html", context)


@page("programme.read")
def file(request: HttpRequest, viewer: Viewer, key: str) -> FileResponse:
    """The file as it was handed in, hashed again before it goes out."""
    made = _held(viewer, key, request)
    return attachment(made.sha256, made.file, "application/octet-stream")


@page("programme.read")
def rejected(request: HttpRequest, viewer: Viewer, key: str) -> FileResponse:
    """The rows that were rejected, each with why, to be mended and imported."""
    made = _held(viewer, key, request)
    if made.rejected_sha256 is None:
        raise Http404
    return attachment(made.rejected_sha256, f"{made.register}-rejected.csv", "text/csv; charset=utf-8")
