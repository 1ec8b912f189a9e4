"""Today, for whoever looks."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from dualtrack.app.accounts.queries import names
from dualtrack.app.accounts.rights import may
from dualtrack.app.programme import memo
from dualtrack.app.programme.risk_register import risks
from dualtrack.app.programme.watching import watching
from dualtrack.app.web.base.viewing import asked, page, until_of
from dualtrack.app.web.today.context import for_lead, for_manager, for_owner, own_risks, table_rows
from dualtrack.domain.ledger.person import Role, Viewer


@page("programme.read", "controls.read", "packages.take")
def today(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The lead's, the manager's or the owner's day; an auditor is led to what was released to them."""
    when = asked(request).when
    if may(viewer, "programme.read"):
        held = memo.judged(viewer, when)
        shown = for_lead(held, until_of(request)) | {
            "names": names(viewer),
            "organisation": held.programme.organisation,
            "patterns": (found := (watched := watching(viewer, when)).open),
            "undecided": watched.undecided,
            "pattern_names": list(dict.fromkeys(one.finding.pattern for one in found)),
        }
        if viewer.holds(Role.MANAGER, Role.LEAD):
            register = risks(viewer, when)
            shown |= own_risks(register, viewer) | {"waiting": for_manager(held, register, viewer)}
        return render(request, "today/lead.html", shown)
    if may(viewer, "controls.read"):
        shown = for_owner(memo.own(viewer, when), risks(viewer, when), viewer)
        return render(request, "today/owner.html", shown)
    return HttpResponseRedirect(reverse("deliverables"))


@page("programme.read")
def table(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The curve's figures as a table, the latest first."""
    held = memo.judged(viewer, asked(request).when)
    keys = held.programme.frameworks
    shown = {"rows": table_rows(held.curve, keys), "frameworks": keys}
    return render(request, "today/table.html", shown)
