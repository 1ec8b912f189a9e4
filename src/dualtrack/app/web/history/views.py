"""One object's history up to the day asked about, the newest first."""

from typing import Any

from attrs import frozen
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from dualtrack.app.accounts.queries import names
from dualtrack.app.ledger.erased import Stub
from dualtrack.app.programme import memo
from dualtrack.app.programme.histories import history_of
from dualtrack.app.programme.history_words import field_text, kind_text, untold_text, value_text
from dualtrack.app.web.base.listing import part
from dualtrack.app.web.base.viewing import asked, page, until_of
from dualtrack.domain.ledger.history import FieldChange, Kept, Revision
from dualtrack.domain.ledger.person import Viewer


@frozen(kw_only=True)
class Row:
    """One field that changed, in words."""

    field: str
    before: str
    after: str
    added: str
    removed: str


@page("controls.read")
def one(request: HttpRequest, viewer: Viewer, kind: str, key: str) -> HttpResponse:
    """The history of one object; what is not there and what is not theirs look alike."""
    held = memo.own(viewer, asked(request).when).programme
    found = history_of(viewer, held, kind, key, until_of(request))
    if found is None:
        raise Http404
    people = names(viewer)
    rows = [_shown(one, kind, people) for one in reversed(found.in_order)]
    shown = {
        "kind": kind_text(kind),
        "key": key,
        "control": key if kind == "control" else None,
        "evidence": key if kind == "evidence" else None,
        "part": part(request, rows),
        "untold": [untold_text(one) for one in found.untold],
        "names": people,
    }
    return render(request, "history/one.html", shown)


def _shown(one: Revision | Stub, kind: str, people: Any) -> dict[str, Any]:
    revision = one if isinstance(one, Revision) else None
    frozen_in = revision.frozen_in if revision else ()
    return {
        "revision": revision,
        "erased": None if isinstance(one, Revision) else one.by,
        "entry": one.entry,
        "rows": [_row(change, kind, people) for change in (revision.changes if revision else ())],
        "packages": [f for f in frozen_in if f.kind is Kept.PACKAGE],
        "documents": [f for f in frozen_in if f.kind is Kept.DOCUMENT],
    }


def _row(change: FieldChange, kind: str, people: Any) -> Row:
    listed = bool(change.added or change.removed)
    return Row(
        field=field_text(change.field, kind),
        before="" if listed else value_text(change.before, people, change.field),
        after="" if listed else value_text(change.after, people, change.field),
        added=value_text(change.added, people) if change.added else "",
        removed=value_text(change.removed, people) if change.removed else "",
    )
