"""Every look at a page of the record, each file given out, each sign-in becomes a line of the access log.

What a request changes is in the ledger and not here; what anybody may see without signing in is in neither.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from dualtrack.app.accounts import access
from dualtrack.app.accounts.access import Noted
from dualtrack.app.accounts.models import User
from dualtrack.app.accounts.queries import outside
from dualtrack.app.ledger import anchors, clock, home
from dualtrack.domain.ledger.access import Access, Action, Addresses, kept_of
from dualtrack.domain.ledger.note import parse_note
from dualtrack.domain.ledger.person import Viewer

DOWNLOADS = frozenset(
    {
        "controls.document_file",
        "cost.export",
        "evidence.file",
        "deliverables.document",
        "deliverables.released",
        "deliverables.waiting",
        "integrity.checkpoint",
        "plan.calendar",
        "registers.export",
        "risks.export",
        "registers.import.file",
        "registers.import.rejected",
    }
)
PACKAGES = frozenset({"deliverables.package"})
_GIVEN_OUT = (Action.DOWNLOAD, Action.PACKAGE)
_SIGN_IN = "account_login"


class AccessMiddleware:
    """Writes the line of a request before its answer leaves.

    Where it cannot be written, no file is given out (503, and it says so). Pages are still shown: the log of
    the server says it each time, and the next line that can be written counts the lines that were lost.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Stand round the session and everything inside it."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and keep who was answered."""
        response = self.get_response(request)
        noted = _noted(request, response)
        if noted is None or home.current_or_none() is None:
            return response
        now = clock.now()
        access.seal_when_due(now)
        action, actor, thing = noted
        matched = request.resolver_match
        reason = access.write(
            Access(
                at=now,
                actor=actor,
                action=action,
                route=(matched.url_name or "") if matched else "",
                object=thing,
                status=response.status_code,
                address=kept_of(address_of(request), Addresses(settings.DUALTRACK.access_addresses)),
            )
        )
        if reason is None or action not in _GIVEN_OUT:
            return response
        response.close()
        return _refused(request)


def _refused(request: HttpRequest) -> HttpResponse:
    text = _(
        "This file is not given out: the access log cannot be written, and nothing leaves without its line."
        " Ask whoever runs this server; most often the disk is full."
    )
    return render(request, "base/message.html", {"message": text}, status=503)


def _noted(request: HttpRequest, response: HttpResponse) -> Noted | None:
    """What happened, who did it and with what; None for what is not kept here."""
    told = access.noted(request)
    if told is not None:
        return told
    matched = request.resolver_match
    name = matched.url_name if matched else None
    if name == _SIGN_IN and request.method == "POST":
        return Action.SIGN_IN_FAILED, None, None  # tried too often, or with a field left out
    viewer: Viewer | None = request.__dict__.get("dualtrack", {}).get("viewer")
    action = _action(name, request.method)
    if matched is None or viewer is None or action is None or name == _SIGN_IN:
        return None
    del response
    return action, viewer.actor.id, "/".join(map(str, matched.kwargs.values())) or None


def _action(name: str | None, method: str | None) -> Action | None:
    if name in PACKAGES:
        return Action.PACKAGE if method == "POST" else None
    if method not in ("GET", "HEAD"):
        return None
    return Action.DOWNLOAD if name in DOWNLOADS else Action.VIEW


def address_of(request: HttpRequest) -> str:
    """Where a request came from: what the proxies of ours say, and nothing that a stranger says."""
    ours = settings.DUALTRACK.trusted_proxies
    passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if ours and len(passed) >= ours:
        return passed[-ours]
    return str(request.META.get("REMOTE_ADDR", ""))


def _note(request: HttpRequest | None, noted: Noted) -> None:
    if request is not None:
        access.note(request, noted)


def _signed_in(*, request: HttpRequest | None, user: User, **_kept: object) -> None:
    """The line of an outside auditor says which head they are shown: the next page hands it to them."""
    person = f"person:{user.pk}"
    note = anchors.newest_head() if outside(person) else None
    shown = None if note is None else f"checkpoint {parse_note(note).checkpoint().size}"
    _note(request, (Action.SIGN_IN, person, shown))


def _signed_out(*, request: HttpRequest | None, user: User | None, **_kept: object) -> None:
    if user is not None:
        _note(request, (Action.SIGN_OUT, f"person:{user.pk}", None))


def _failed(*, credentials: dict[str, object], request: HttpRequest | None = None, **_kept: object) -> None:
    """What was typed is not kept: the id of the person whose address it is, or nothing."""
    typed = str(credentials.get("email") or credentials.get("username") or credentials.get("login") or "")
    found = User.objects.filter(email=typed.strip().lower()).values_list("pk", flat=True).first()
    _note(request, (Action.SIGN_IN_FAILED, None, f"person:{found}" if found else None))


def listen() -> None:
    """Hear of sign-ins and sign-outs, from wherever they come."""
    user_logged_in.connect(_signed_in, dispatch_uid="dualtrack.access.in")
    user_logged_out.connect(_signed_out, dispatch_uid="dualtrack.access.out")
    user_login_failed.connect(_failed, dispatch_uid="dualtrack.access.failed")
