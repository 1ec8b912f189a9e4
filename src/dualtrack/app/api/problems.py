"""Every error of the API as problem+json (RFC 9457), with the codes and messages of the command line."""

import json
import logging
from http import HTTPStatus

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from dualtrack.app.accounts.rights import NotAllowedError
from dualtrack.app.ledger.database_trouble import RETRY_AFTER, trouble
from dualtrack.app.programme.failures import ENVIRONMENT, Failure, failure_of, mark
from dualtrack.domain.ledger.token import Ending

MEDIA = "application/problem+json"
_NOT_ALLOWED = mark("not allowed: this needs the right {right}, which the owner of this token does not hold")
_FAILED = mark("something failed that nobody foresaw; the log of the server tells what")
_NO_TOKEN = frozenset({"no_token", "session_is_no_token"})
_NOT_THIS_TOKEN = frozenset({"token_is_not_known", *(one.value for one in Ending)})
_STATUS = {
    **dict.fromkeys(_NO_TOKEN | _NOT_THIS_TOKEN, HTTPStatus.UNAUTHORIZED),
    "token_lacks_scope": HTTPStatus.FORBIDDEN,
    "not_allowed": HTTPStatus.FORBIDDEN,
    "unknown_record": HTTPStatus.NOT_FOUND,
    "unknown_address": HTTPStatus.NOT_FOUND,
    "method_not_allowed": HTTPStatus.METHOD_NOT_ALLOWED,
    "not_begun": HTTPStatus.SERVICE_UNAVAILABLE,
    "failed": HTTPStatus.INTERNAL_SERVER_ERROR,
}
_log = logging.getLogger(__name__)


def say(text: str, /, **params: object) -> str:
    """The text in the language of the request, with its parameters."""
    return gettext(text).format(**params)


def problem(failure: Failure) -> HttpResponse:
    """A failure as the answer to a request."""
    other = HTTPStatus.SERVICE_UNAVAILABLE if failure.exit == ENVIRONMENT else HTTPStatus.BAD_REQUEST
    status = _STATUS.get(failure.code, other)
    body = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status.value,
        "detail": failure.message,
        "code": failure.code,
        "record": failure.record,
        "field": failure.field,
    }
    said = HttpResponse(json.dumps(body, ensure_ascii=False), content_type=MEDIA, status=status)
    said["Cache-Control"] = "no-store"
    if failure.code in _NO_TOKEN:
        said["WWW-Authenticate"] = 'Bearer realm="dualtrack"'
    elif failure.code in _NOT_THIS_TOKEN:
        said["WWW-Authenticate"] = 'Bearer realm="dualtrack", error="invalid_token"'
    return said


def problem_of(request: HttpRequest, error: Exception) -> HttpResponse:
    """An error as the answer to a request; one that nobody foresaw tells nothing, and stands in the log."""
    if isinstance(error, NotAllowedError):
        return problem(Failure(code="not_allowed", message=say(_NOT_ALLOWED, right=error.right)))
    failure = failure_of(error, say)
    if failure is None:
        _log.error("%s %s", request.method, request.path, exc_info=error)
        failure = Failure(code="failed", message=say(_FAILED))
    said = problem(failure)
    found = trouble(error) if isinstance(error, DatabaseError) else None
    if found is not None and found.passes:
        said["Retry-After"] = str(RETRY_AFTER)
    return said
