"""Opening an audit, and closing one."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from dualtrack.app.audits import queries
from dualtrack.app.ledger import clock
from dualtrack.app.programme.engagement_words import opening_text
from dualtrack.app.programme.engaging import OpeningRefusedError, close_audit, due_next, open_audit
from dualtrack.app.programme.queries import When
from dualtrack.app.web.base.errors import told
from dualtrack.app.web.base.viewing import frameworks_of, page, today_of
from dualtrack.app.web.deliverables import views
from dualtrack.app.web.deliverables.audits import open_form
from dualtrack.domain.audits.engagement import EngagementKind
from dualtrack.domain.audits.opening import Asked
from dualtrack.domain.ledger.person import Viewer

_FIELDS = {"kind": "kind", "from": "first", "to": "last"}


@page("engagements.open", methods=("POST",))
def opened(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Open an audit over its days; what is wrong stands at its field."""
    today = today_of(request)
    form = open_form(frameworks_of(request), due_next(viewer, When(as_of=today)), request.POST)
    if form.is_valid():
        said = form.cleaned_data
        wanted = Asked(
            kind=EngagementKind(said["kind"]), start=said["first"], end=said["last"], opened_on=today
        )
        with told(form):
            try:
                open_audit(viewer, now=clock.now(), today=today, asked=wanted, firm=said["firm"])
                return HttpResponseRedirect(reverse("deliverables"))
            except OpeningRefusedError as error:
                for fault in error.faults:
                    form.add_error(_FIELDS.get(fault.field), opening_text(fault))
    return views.shown(request, viewer, opening=form)


@page("engagements.open", methods=("POST",))
def closed(request: HttpRequest, viewer: Viewer, engagement: str) -> HttpResponse:
    """Close an audit today."""
    held = next((e for e in queries.engagements(viewer) if e.id == engagement), None)
    if held is not None and held.closed_on is None:
        close_audit(viewer, now=clock.now(), today=today_of(request), engagement=engagement)
    return HttpResponseRedirect(reverse("deliverables"))
