"""A register as a file: what the list shows as it is narrowed, in a form that imports back."""

from collections.abc import Sequence
from io import BytesIO

from django.http import FileResponse, Http404, HttpRequest

from dualtrack.app.ledger import clock
from dualtrack.app.ledger.queries import head_at
from dualtrack.app.programme.people_import import lines
from dualtrack.app.programme.register_export import FORMATS, exported
from dualtrack.app.registers import queries
from dualtrack.app.web.base.files import given_out
from dualtrack.app.web.base.viewing import asked, organisation_of, page, until_of
from dualtrack.app.web.registers.narrowing import asked_for, register_for
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.registers.field import PEOPLE
from dualtrack.domain.registers.people_sheet import PEOPLE_SHEET
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.register import Register

_ALL = 10**9


def _told(request: HttpRequest, viewer: Viewer, key: str) -> tuple[Register, Sequence[Record]]:
    """The records as they are narrowed; people, for those who see the whole programme."""
    day, until = asked(request).day, until_of(request)
    if key == PEOPLE:
        if not viewer.sees_all:
            raise Http404
        return PEOPLE_SHEET, lines(viewer, until)
    held = register_for(viewer, key)
    found = queries.part(viewer, held, asked_for(request, held), size=_ALL, until=until, as_of=day)
    return held, found.rows


@page("registers.read")
def file(request: HttpRequest, viewer: Viewer, register: str, kind: str) -> FileResponse:
    """CSV or Excel."""
    if kind not in FORMATS:
        raise Http404
    day, until = asked(request).day, until_of(request)
    held, rows = _told(request, viewer, register)
    content = exported(
        held,
        rows,
        kind,
        organisation=organisation_of(request),
        as_of=day,
        created=head_at(until or clock.now()).last_recorded_at or clock.now(),
    )
    return given_out(BytesIO(content), f"{held.key}-{day}.{kind}", FORMATS[kind])
