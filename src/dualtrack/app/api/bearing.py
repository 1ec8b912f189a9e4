"""Who asks: the token in the header of a request, and nothing else; each is a line of the access log."""

from django.conf import settings
from django.http import HttpRequest
from ninja.security import HttpBearer

from dualtrack.app.accounts import access, token_queries
from dualtrack.app.accounts.token_queries import Bearer
from dualtrack.app.ledger import clock
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.programme.queries import today
from dualtrack.domain.ledger.access import Action
from dualtrack.domain.ledger.token import Scope


def asker(request: HttpRequest) -> Bearer:
    """Who asks, once the door let them in."""
    found: Bearer = request.__dict__["auth"]
    return found


class Bearing(HttpBearer):
    """`Authorization: Bearer dt_...`; a cookie opens nothing: no other site reads through a browser."""

    openapi_bearerFormat = "dt_<id>_<random>"  # noqa: N815 - OpenAPI's own name

    def __call__(self, request: HttpRequest) -> Bearer:
        """Who asks; refused without a token."""
        found: Bearer | None = super().__call__(request)
        if found is None:
            signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
            raise RefusedError("session_is_no_token" if signed_in else "no_token")
        return found

    def authenticate(self, request: HttpRequest, token: str) -> Bearer:
        """The owner of a token, with their rights of today; what a dead token asked for is logged too."""
        found = token_queries.known(token)
        if found is None:
            raise RefusedError("token_is_not_known")
        matched = request.resolver_match
        thing = "/".join(map(str, matched.kwargs.values())) if matched else ""
        access.note(request, (Action.VIEW, token_queries.actor_of(found).id, thing or None))
        return token_queries.bearer(found, scope=Scope.READ, today=today(clock.now()))
