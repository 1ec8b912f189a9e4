"""Light, dark or as the system has it: kept in a cookie, so that it works without a script."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from dualtrack.app.web.base.frame import THEMES

_YEAR = 365 * 24 * 3600


def choose(request: HttpRequest) -> HttpResponse:
    """Remember the choice and go back to the page that it was made on."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    back = request.POST.get("back", "/")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    answer = HttpResponseRedirect(back if safe else "/")
    wanted = request.POST.get("theme", "auto")
    if wanted in THEMES:
        answer.set_cookie("theme", wanted, max_age=_YEAR, samesite="Lax", httponly=True)
    return answer
