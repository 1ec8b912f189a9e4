"""Documents in every format, and one sealed package an engagement."""

import tempfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from attrs import frozen
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from dualtrack.app.accounts.queries import names
from dualtrack.app.accounts.rights import may
from dualtrack.app.audits import queries
from dualtrack.app.ledger import anchors, clock
from dualtrack.app.programme import memo
from dualtrack.app.programme.deliverables import documents, packages
from dualtrack.app.web.base.files import given_out
from dualtrack.app.web.base.viewing import asked, may_now, page, today_of, until_of
from dualtrack.app.web.deliverables.audits import offered
from dualtrack.documents.registry import UnknownDocumentError
from dualtrack.domain.audits.engagement import Engagement
from dualtrack.domain.audits.release import PackageMade
from dualtrack.domain.audits.releases.release import Release, State, disclosed_to, state_of
from dualtrack.domain.ledger.note import parse_note
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.gates import Gate
from dualtrack.render.formats import UnknownFormatError

_KIND_OF = {kind: name for name, kind in packages.KINDS.items()}


@frozen(kw_only=True)
class Room:
    """One engagement with its gates and the packages that were made for it."""

    engagement: Engagement
    gates: tuple[Gate, ...]
    made: tuple[PackageMade, ...]
    released: tuple[tuple[Release, State], ...]  # what its auditor is shown, with how far each has come

    @property
    def interim(self) -> bool:
        """True while a gate is not passed."""
        return any(not g.passed for g in self.gates)


@page("deliverables.read", "packages.take")
def several(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What there is to give out; for an auditor, the package of the engagement that was granted."""
    return shown(request, viewer)


def shown(request: HttpRequest, viewer: Viewer, **wrong: Form) -> HttpResponse:
    """The page, with a form that was refused in the place of a fresh one."""
    when = asked(request).when
    held = queries.engagements(viewer, until_of(request))
    made = queries.packages(viewer, until_of(request))
    given = queries.releases(viewer, until_of(request))
    note = None if viewer.sees_all else anchors.newest_head(until_of(request))
    rooms = [
        Room(
            engagement=e,
            gates=memo.gates_for(viewer, when, e),
            made=tuple(p for p in made if p.engagement == e.id),
            released=_released(e, given),
        )
        for e in sorted(held, key=lambda e: e.kind.framework, reverse=True)
    ]
    told = {
        "rooms": rooms,
        "lines": memo.judged(viewer, when).lines if may(viewer, "deliverables.read") else (),
        "may_take": may_now(request, viewer, "packages.take"),
        "names": names(viewer),
        "newest": None if note is None else parse_note(note).checkpoint(),
        "may_open": may_now(request, viewer, "engagements.open"),
    }
    told |= offered(request, viewer, held) | wrong
    return render(request, "deliverables/list.html", told)


def _released(engagement: Engagement, given: Sequence[Release]) -> tuple[tuple[Release, State], ...]:
    """Releases that the engagement's auditor is shown, with how far each has come."""
    shown = [r for r in given if disclosed_to(r, engagement)]
    return tuple((r, state_of(r, shown)) for r in shown)


@page("deliverables.read")
def document(request: HttpRequest, viewer: Viewer, name: str, wanted: str) -> FileResponse:
    """One document in one format, made from the records of the day that is asked about."""
    try:
        made = documents.make(viewer, name, wanted, asked(request).when)
    except (UnknownDocumentError, UnknownFormatError) as error:
        raise Http404 from error
    return given_out(BytesIO(made.content), made.filename, made.media_type)


@page("packages.take", methods=("POST",))
def package(request: HttpRequest, viewer: Viewer, engagement: str) -> FileResponse:
    """Make the package of an engagement, record that it was made, and give it out."""
    held = next((e for e in queries.engagements(viewer) if e.id == engagement), None)
    if held is None:
        raise Http404
    kind = _KIND_OF[held.kind]
    with tempfile.TemporaryDirectory(prefix="dualtrack-") as folder:
        out = Path(folder) / packages.default_name(kind)
        packages.make(
            viewer, kind=kind, out=out, now=clock.now(), today=today_of(request), engagement=engagement
        )
        content = out.open("rb")  # stays readable when the folder goes
    return given_out(content, out.name, "application/zip")
