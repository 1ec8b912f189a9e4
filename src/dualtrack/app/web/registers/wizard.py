"""The import of a spreadsheet: the file, its columns, the preview, then all good rows at once."""

from collections.abc import Sequence
from typing import Any

from attrs import evolve, frozen
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from dualtrack.app.ledger import clock
from dualtrack.app.programme import importing
from dualtrack.app.programme.importing import Source
from dualtrack.app.programme.register_words import wrong_text
from dualtrack.app.registers import import_queries, services
from dualtrack.app.registers.models import ImportDraft
from dualtrack.app.web.base import uploads
from dualtrack.app.web.base.errors import told
from dualtrack.app.web.base.viewing import page, today_of
from dualtrack.app.web.registers.import_forms import FileForm, MappingForm
from dualtrack.app.web.registers.narrowing import sheet_for
from dualtrack.app.web.registers.preview import context_of
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.registers.register import Register
from dualtrack.sheets.outcome import Outcome, refused_csv
from dualtrack.sheets.problem import Problem
from dualtrack.sheets.profile import Profile
from dualtrack.sheets.profile_file import profile_text, read_profile
from dualtrack.sheets.proposing import Proposed, fitted, proposed, sheet_of
from dualtrack.sheets.reading import Book, read


@page("registers.import", methods=("GET", "POST"))
def begin(request: HttpRequest, viewer: Viewer, register: str) -> HttpResponse:
    """Hand the file in; one that cannot be read is told at once."""
    held = sheet_for(request, viewer, register)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    problem = uploads.problem(request)
    if problem is not None:
        form.add_error("file", problem)
    elif request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        content = given.read()
        wrong = sheet_of(read(content, given.name), held)
        if isinstance(wrong, Problem):
            form.add_error("file", wrong_text(wrong))
        else:
            with told(form):
                draft = services.begin_draft(
                    actor=viewer.actor, now=clock.now(), register=held, file=given.name, content=content
                )
                return HttpResponseRedirect(reverse("registers.wizard.step", args=[held.key, draft]))
    context = {"register": held, "form": form, "imports": import_queries.imports(viewer, held)}
    return render(request, "registers/import.html", context)


@frozen(kw_only=True)
class Step:
    """A file in hand: what is in it, and the profile that it is looked at by."""

    register: Register
    draft: ImportDraft
    book: Book
    found: Proposed | Problem
    saved: Sequence[Any]
    profile: Profile | None

    @property
    def content(self) -> bytes:
        """The bytes."""
        return bytes(self.draft.content)


def _step(request: HttpRequest, viewer: Viewer, register: str, key: str) -> Step:
    held = sheet_for(request, viewer, register)
    draft = import_queries.draft(viewer, held, key)
    if draft is None:
        raise Http404
    book = read(bytes(draft.content), draft.file)
    saved = import_queries.profiles(viewer, held)
    profile = _saved(request, saved, held, book)
    sheet = request.GET.get("sheet", "") or (profile.sheet if profile else "")
    row = request.GET.get("row", "")
    wanted = int(row) if row.isascii() and row.isdigit() and len(row) < 8 else None
    found = proposed(book, held, sheet=sheet, header_row=wanted or (profile.header_row if profile else None))
    return Step(register=held, draft=draft, book=book, found=found, saved=saved, profile=profile)


def _saved(request: HttpRequest, saved: Sequence[Any], register: Register, book: Book) -> Profile | None:
    """The saved profile that the address asks for."""
    kept = next((one for one in saved if one.id == request.GET.get("profile", "")), None)
    if kept is None:
        return None
    profile, _wrong = read_profile(kept.text, {register.key: register.fields})
    return None if profile is None else fitted(profile, book, register)


@page("registers.import", methods=("GET", "POST"))
def step(request: HttpRequest, viewer: Viewer, register: str, draft: str) -> HttpResponse:
    """Say which column is which, look at what would happen, and let it happen."""
    at = _step(request, viewer, register, draft)
    if isinstance(at.found, Problem):
        return _page(request, at, None, problem=wrong_text(at.found))
    begun = at.profile or at.found.proposal.profile
    profile = evolve(begun, sheet=at.found.sheet.name, header_row=at.found.header.row)
    data = request.POST if request.method == "POST" else None
    form = MappingForm(data, register=at.register, header=at.found.header, profile=profile)
    if data is None or not form.is_valid():
        return _page(request, at, form)
    do = request.POST.get("do", "preview")
    if do == "drop":
        services.end_draft(draft=at.draft.pk)
        return HttpResponseRedirect(reverse("registers.list", args=[at.register.key]))
    return _keep(request, viewer, at, form) if do == "save" else _looked_at(request, viewer, at, form, do)


def _looked_at(request: HttpRequest, viewer: Viewer, at: Step, form: MappingForm, do: str) -> HttpResponse:
    """Show what would happen, give out what would not, or let it happen as it was seen."""
    source = Source(
        register=at.register, file=at.draft.file, content=at.content, profile=form.chosen, mode=form.mode
    )
    if do == "carry_out":
        with told(form):
            made, _done = importing.carry_out(
                viewer,
                source,
                now=clock.now(),
                today=today_of(request),
                reason=request.POST.get("reason", "").strip()[:500],
                seen=request.POST.get("seen", ""),
            )
            services.end_draft(draft=at.draft.pk)
            return HttpResponseRedirect(reverse("registers.import", args=[made.id]))
    outcome = importing.prepare(viewer, source, today=today_of(request))
    return _rejected(at, outcome) if do == "rejected" else _page(request, at, form, outcome=outcome)


def _keep(request: HttpRequest, viewer: Viewer, at: Step, form: MappingForm) -> HttpResponse:
    """Save the profile under its name; the sheet and row are looked for anew in the next file."""
    name = form.cleaned_data["name"].strip()
    if not name:
        form.add_error("name", _("Give the profile a name, such as: the German unit's asset list."))
        return _page(request, at, form)
    text = profile_text(evolve(form.chosen, name=name, sheet="", header_row=None))
    with told(form):
        services.keep_profile(actor=viewer.actor, now=clock.now(), register=at.register, name=name, text=text)
        return _page(request, at, form, saved=name)
    return _page(request, at, form)


def _rejected(at: Step, outcome: Outcome) -> HttpResponse:
    said = refused_csv(outcome, wrong_text, (_("row"), _("why it was rejected")))
    response = HttpResponse(said.encode(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{at.register.key}-rejected.csv"'
    return response


def _page(
    request: HttpRequest,
    at: Step,
    form: MappingForm | None,
    *,
    outcome: Outcome | None = None,
    problem: str = "",
    saved: str = "",
) -> HttpResponse:
    found = at.found if isinstance(at.found, Proposed) else None
    context = {
        "register": at.register,
        "draft": at.draft,
        "sheets": [one for one in at.book.sheets if one.rows],
        "found": found,
        "doubtful": _doubts(found) if found else [],
        "profiles": at.saved,
        "profile_id": request.GET.get("profile", ""),
        "problem": problem,
        "saved": saved,
        "form": form,
        "preview": None if outcome is None else context_of(at.register, outcome),
    }
    return render(request, "registers/step.html", context)


def _doubts(found: Proposed) -> list[tuple[list[str], list[str]]]:
    """Columns of which the headers do not tell which field they are."""
    names = found.header.names
    return [
        ([names[place] for place in one.columns], list(one.fields)) for one in found.proposal.matching.doubts
    ]
