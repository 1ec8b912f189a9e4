"""One document: its draft, what is missing, what waits for approval, its releases and what is stale."""

from collections.abc import Sequence
from io import BytesIO

from attrs import frozen
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from dualtrack.app.accounts.queries import names
from dualtrack.app.audits import queries
from dualtrack.app.ledger import clock
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.programme import memo
from dualtrack.app.programme.deliverables import releases as verbs
from dualtrack.app.programme.deliverables.comparing import compare
from dualtrack.app.programme.deliverables.standings import Line, causes
from dualtrack.app.programme.queries import limit_of
from dualtrack.app.web.base.errors import told
from dualtrack.app.web.base.files import attachment, given_out
from dualtrack.app.web.base.viewing import asked, may_now, page, today_of
from dualtrack.app.web.deliverables.forms import PrepareForm, WithdrawForm
from dualtrack.documents.registry import DocumentKind, UnknownDocumentError, kind_of
from dualtrack.domain.audits.engagement import Engagement
from dualtrack.domain.audits.releases.difference import NOTHING, Difference
from dualtrack.domain.audits.releases.release import Release, State, series_of, state_of
from dualtrack.domain.ledger.entry import Entry
from dualtrack.domain.ledger.person import Viewer
from dualtrack.render.formats import UnknownFormatError

_MOST = 25


@frozen(kw_only=True)
class Shown:
    """One line of versions as the page shows it."""

    line: Line
    versions: tuple[tuple[Release, State], ...]
    causes: tuple[Entry, ...]

    @property
    def few(self) -> Difference:
        """The first rows that differ of the version that counts; all of them have a page of their own."""
        change = NOTHING if self.line.standing is None else self.line.standing.change
        return change.first(_MOST)


@page("deliverables.read")
def one(request: HttpRequest, viewer: Viewer, document: str) -> HttpResponse:
    """Everything about one document on the day asked about."""
    return _shown(request, viewer, document)


def _kind(document: str) -> DocumentKind:
    try:
        return kind_of(document)
    except UnknownDocumentError as error:
        raise Http404 from error


def _shown(request: HttpRequest, viewer: Viewer, document: str, **wrong: Form) -> HttpResponse:
    """The page, with a form that was refused in the place of a fresh one."""
    kind, when = _kind(document), asked(request).when
    lines = [line for line in memo.judged(viewer, when).lines if line.kind.name == document]
    forms: dict[str, Form] = {}
    if may_now(request, viewer, "releases.prepare"):
        forms["prepare"] = PrepareForm(engagements=_engagements(viewer, kind))
    taking_back = _takings_back(lines) if may_now(request, viewer, "releases.withdraw") else {}
    shown = {
        "kind": kind,
        "lines": [_line(line, request) for line in lines],
        "forms": forms | wrong,
        "withdrawals": taking_back | wrong,
        "may_approve": may_now(request, viewer, "releases.approve"),
        "names": names(viewer),
        "open": next(iter(wrong), ""),
        "me": viewer.actor.id,
    }
    return render(request, "deliverables/one.html", shown)


def _takings_back(lines: Sequence[Line]) -> dict[str, Form]:
    """A form for each version that can be withdrawn, by its id; no two fields of the page share a name."""
    found = [r for line in lines for r in line.versions if r.waits or line.in_force == r]
    return {r.id: WithdrawForm(auto_id=f"id_{number}_%s") for number, r in enumerate(found)}


def _line(line: Line, request: HttpRequest) -> Shown:
    stale = line.standing is not None and line.standing.stale
    return Shown(
        line=line,
        versions=tuple((r, state_of(r, line.versions)) for r in line.versions),
        causes=causes(line.standing, limit_of(asked(request).when)) if stale and line.standing else (),
    )


def _engagements(viewer: Viewer, kind: DocumentKind) -> list[Engagement]:
    return [e for e in queries.engagements(viewer) if e.kind.framework in kind.audits]


def _done(document: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("deliverables.one", args=[document]))


@page("releases.prepare", methods=("POST",))
def prepare(request: HttpRequest, viewer: Viewer, document: str) -> HttpResponse:
    """Freeze what the document says today; it waits for somebody else's approval."""
    form = PrepareForm(request.POST, engagements=_engagements(viewer, _kind(document)))
    if form.is_valid():
        said = form.cleaned_data
        with told(form):
            verbs.prepare(
                viewer,
                document=document,
                now=clock.now(),
                today=today_of(request),
                change=said["change"],
                engagement=said["engagement"] or None,
                major=said["major"],
            )
            return _done(document)
    return _shown(request, viewer, document, prepare=form)


@page("releases.approve", methods=("POST",))
def approve(request: HttpRequest, viewer: Viewer, release: str) -> HttpResponse:
    """Release the version that was read; refused to whoever prepared it."""
    document = _document(viewer, release)
    form = Form(request.POST)
    with told(form):
        verbs.approve(
            viewer,
            release=release,
            now=clock.now(),
            today=today_of(request),
            seen=request.POST.get("seen", ""),
        )
        return _done(document)
    return _shown(request, viewer, document, approve=form)


@page("releases.withdraw", methods=("POST",))
def withdraw(request: HttpRequest, viewer: Viewer, release: str) -> HttpResponse:
    """Take a version back, and say why."""
    document = _document(viewer, release)
    form = WithdrawForm(request.POST, auto_id="id_refused_%s")
    if form.is_valid():
        with told(form):
            verbs.withdraw(
                viewer,
                release=release,
                now=clock.now(),
                today=today_of(request),
                because=form.cleaned_data["because"],
            )
            return _done(document)
    return _shown(request, viewer, document, **{release: form})


def _document(viewer: Viewer, release: str) -> str:
    """The document of a release that the viewer may see."""
    found = next((r for r in queries.releases(viewer) if r.id == release), None)
    if found is None:
        raise Http404
    return found.document


@page("deliverables.read")
def compared(request: HttpRequest, viewer: Viewer, document: str) -> HttpResponse:
    """Two versions beside each other, row by row; without a second one, what the records say on the day."""
    kind = _kind(document)
    before, after, cut = (request.GET.get(name, "")[:64] or None for name in ("from", "to", "engagement"))
    try:
        found = compare(viewer, document, asked(request).when, before, after, cut)
    except RefusedError as error:
        raise Http404 from error
    series = series_of(document, cut)
    versions = [r for r in memo.judged(viewer, asked(request).when).programme.releases if r.series == series]
    shown = {"kind": kind, "found": found, "engagement": cut, "versions": versions}
    return render(request, "deliverables/difference.html", shown)


@page("deliverables.read", "packages.take")
def released(request: HttpRequest, viewer: Viewer, release: str, wanted: str) -> FileResponse:
    """A frozen file, byte for byte as it was approved."""
    del request
    try:
        found = verbs.file_of(viewer, release, wanted)
    except RefusedError as error:
        raise Http404 from error
    return attachment(found.sha256, found.filename, found.media_type)


@page("deliverables.read")
def waiting(request: HttpRequest, viewer: Viewer, release: str, wanted: str) -> FileResponse:
    """What waits for approval, to be read before it is approved."""
    del request
    try:
        made = verbs.draft_of(viewer, release, wanted)
    except (RefusedError, UnknownFormatError) as error:
        raise Http404 from error
    return given_out(BytesIO(made.content), made.filename, made.media_type)
