"""The register of risks as a file: what the list shows as it is narrowed, in a form that imports back."""

from io import BytesIO

from django.http import FileResponse, Http404, HttpRequest

from dualtrack.app.ledger import clock
from dualtrack.app.ledger.queries import head_at
from dualtrack.app.programme.register_export import FORMATS, exported
from dualtrack.app.web.base.files import given_out
from dualtrack.app.web.base.viewing import asked, organisation_of, page, until_of
from dualtrack.app.web.risks.context import held_of
from dualtrack.app.web.risks.listing import asked_for, rows
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.risks.lines import line_of
from dualtrack.domain.risks.sheet import risk_sheet


@page("risks.read")
def file(request: HttpRequest, viewer: Viewer, kind: str) -> FileResponse:
    """CSV or Excel; none while no method says what the scores mean."""
    held = held_of(request, viewer)
    method = held.in_force
    if kind not in FORMATS or method is None:
        raise Http404
    day, until = asked(request).day, until_of(request)
    content = exported(
        risk_sheet(method),
        [line_of(one.risk, method) for one in rows(held, asked_for(request))],
        kind,
        organisation=organisation_of(request),
        as_of=day,
        created=head_at(until or clock.now()).last_recorded_at or clock.now(),
    )
    return given_out(BytesIO(content), f"risks-{day}.{kind}", FORMATS[kind])
