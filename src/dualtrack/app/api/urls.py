"""Addresses of the API. What answers is loaded when the first of them is asked: no page waits for it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from dualtrack.app.api.problems import problem, say
from dualtrack.app.programme.failures import Failure, mark

View = Callable[..., HttpResponseBase]
_NOT_ALLOWED = mark("{method}: this address is read with: {allowed}")


def _lazily(name: str) -> View:
    """The operation of this name, found once it is asked for; HEAD is GET, and the server keeps its body."""

    @csrf_exempt  # nobody is signed in here: a token is sent with each request, or nothing is answered
    def view(request: HttpRequest, **given: str) -> HttpResponseBase:
        from dualtrack.app.api.v1 import VIEWS  # noqa: PLC0415 - loaded once it is asked, by nobody else

        method = request.method
        request.method = "GET" if method == "HEAD" else method
        answered: HttpResponseBase = VIEWS[name](request, **given)
        request.method = method
        return _not_allowed(method, answered) if answered.status_code == 405 else answered

    return view


def _not_allowed(method: str | None, answered: HttpResponseBase) -> HttpResponseBase:
    allowed = answered.headers["Allow"].replace("GET", "GET, HEAD")
    message = say(_NOT_ALLOWED, method=method, allowed=allowed)
    said = problem(Failure(code="method_not_allowed", message=message))
    said["Allow"] = allowed
    return said


urlpatterns = [
    path("", _lazily("api"), name="api"),
    path("openapi.json", _lazily("api.openapi"), name="api.openapi"),
    path("chain/<str:step>/<path:key>", _lazily("api.chain"), name="api.chain"),
    path("<path:rest>", _lazily("api.absent"), name="api.absent"),
]
