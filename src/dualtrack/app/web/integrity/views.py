"""The ledger's head and who outside holds it; a checkpoint to take away, and a witness's own to hand in."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO

from attrs import frozen
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from dualtrack.app.accounts.queries import names
from dualtrack.app.accounts.rights import may
from dualtrack.app.ledger import anchoring, anchors, checkpoints, clock, home, key_ring
from dualtrack.app.web.base.errors import told
from dualtrack.app.web.base.files import given_out
from dualtrack.app.web.base.viewing import asked, page, until_of
from dualtrack.app.web.integrity.forms import WitnessForm
from dualtrack.app.web.integrity.happenings import happenings
from dualtrack.domain.ledger.anchor import WINDOW, Anchor
from dualtrack.domain.ledger.note import parse_note
from dualtrack.domain.ledger.person import Viewer
from dualtrack.render.package.write import shipped_hash

_SHOWN = 100


@frozen(kw_only=True)
class Held:
    """An anchor with how long it is held."""

    anchor: Anchor
    age: timedelta | None


@page("integrity.read")
def integrity(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """All of it, as it is now or as it was known by the end of a day."""
    return _shown(request, viewer, WitnessForm() if may(viewer, "anchors.record") else None)


def _shown(request: HttpRequest, viewer: Viewer, form: WitnessForm | None) -> HttpResponse:
    past, until = asked(request).past, until_of(request)
    now = until or clock.now()
    note, ring = anchors.newest_head(until), key_ring.ring(home.current(), until)
    found, befell = anchors.anchors(until), happenings(until)
    shown = {
        "signed": None if note is None else parse_note(note).checkpoint(),
        "exposed": anchors.exposure(now, until),
        "window": WINDOW,
        "held": tuple(_held(found[:_SHOWN], now)),
        "count": len(found),
        "befell": befell[:_SHOWN],
        "befell_count": len(befell),
        "reads_history": may(viewer, "programme.read"),
        "names": names(viewer),
        "ring": ring,
        "earlier": tuple((str(one.old), one.head.size) for one in reversed(ring.rotations)),
        "verifier": shipped_hash("verify.py"),
        "form": None if past else form,
        "sees_retention": may(viewer, "erasures.read"),
        "recorded": "kept" in request.GET,
    }
    return render(request, "integrity/page.html", shown)


def _held(found: tuple[Anchor, ...], now: datetime) -> Iterator[Held]:
    for one in found:
        age = None if one.held_since is None else max(now - one.held_since, timedelta())
        yield Held(anchor=one, age=age)


@page("integrity.read")
def checkpoint(request: HttpRequest, viewer: Viewer) -> FileResponse:
    """The newest signed head, to be kept by whoever takes it."""
    del request, viewer
    note = anchors.newest_head() or checkpoints.checkpoint()
    return given_out(BytesIO(note), anchoring.file_name(note), "text/plain; charset=utf-8")


@page("anchors.record", methods=("POST",))
def witness(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Record a cosignature that a witness, or somebody for them, hands in."""
    form = WitnessForm(request.POST, request.FILES)
    if form.is_valid():
        with told(form):
            anchoring.witnessed(
                actor=viewer.actor,
                now=clock.now(),
                given=form.cleaned_data["note"],
                vkey=form.cleaned_data["vkey"],
            )
            return HttpResponseRedirect(f"{reverse('integrity')}?kept=1")
    return _shown(request, viewer, form)
