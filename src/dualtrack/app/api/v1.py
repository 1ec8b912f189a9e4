"""The first version of the API: what can be read, described by its types."""

from functools import cache
from typing import Annotated, Any, cast

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from ninja import NinjaAPI, Query
from pydantic import WithJsonSchema

from dualtrack.app.accounts.rights import require
from dualtrack.app.api.bearing import Bearing, asker
from dualtrack.app.api.problem_shape import RESPONSES, told_in
from dualtrack.app.api.problems import problem_of, say
from dualtrack.app.api.reading import answered, as_json, kept, require_known, times, wrong
from dualtrack.app.api.root_shape import Root, root_of
from dualtrack.app.programme import asking, chain_shape
from dualtrack.app.programme.chain_shape import ChainAnswer
from dualtrack.app.programme.chaining import chained
from dualtrack.app.programme.failures import FailedError, Failure, mark
from dualtrack.domain.programme.chain import Node, Step

PREFIX = "/api/v1/"
_NO_ADDRESS = mark("{path}: no such address; those that there are stand at {prefix}")
_EXTRA = {"responses": RESPONSES}
_DAY = Annotated[str, WithJsonSchema({"type": "string", "format": "date"})]
_INSTANT = Annotated[str, WithJsonSchema({"type": "string", "format": "date-time"})]
Day = Annotated[_DAY | None, Query(description="The day that is asked about; else today.")]
Instant = Annotated[
    _INSTANT | None, Query(description="Known at this time about that day; else by the end of the day.")
]
api = NinjaAPI(
    title="Dualtrack",
    version="1",
    description="SOC 2 Type II and ISO 27001:2022 as one programme. Statuses say what management's records"
    " support; they are no auditor's conclusion.",
    openapi_url=None,
    docs_url=None,
    urls_namespace="dualtrack-api-v1",
    auth=Bearing(),
)
api.add_exception_handler(Exception, cast("Any", problem_of))  # which is never given a class of errors


@api.get(
    "/", response=Root, url_name="api", operation_id="root", summary="What there is", openapi_extra=_EXTRA
)
def root(request: HttpRequest) -> HttpResponse:
    """Which program answers, whose token asks, and every address."""
    require_known(request)
    return kept(as_json(root_of(asker(request).token, _described())))


@api.get(
    "/openapi.json",
    response=dict[str, Any],
    url_name="api.openapi",
    operation_id="openapi",
    summary="This description",
    openapi_extra=_EXTRA,
)
def openapi(request: HttpRequest) -> HttpResponse:
    """The description of the API (OpenAPI 3.1)."""
    require_known(request)
    return kept(as_json(_described()))


@api.get(
    "/chain/{step}/{path:key}",
    response=ChainAnswer,
    url_name="api.chain",
    operation_id="chain",
    summary="What hangs on one record",
    openapi_extra=_EXTRA,
)
def chain(
    request: HttpRequest, step: str, key: str, as_of: Day = None, known_at: Instant = None
) -> HttpResponse:
    """From one record up to the services and down to the evidence, by the links on record.

    A record is named as the ledger names it, slash and all: `/api/v1/chain/thing/asset/AST-001`; the
    treatment of a risk by the risk's id. An owner is told what is theirs.
    """
    viewer = asker(request).viewer
    require(viewer, "controls.read")
    steps = [one.value for one in Step]
    if step not in steps:
        raise wrong("step", asking.NONE_OF, text=repr(step), choices=asking.listed(steps))
    when, start = times(request, as_of, known_at), Node(Step(step), key)

    def made() -> ChainAnswer:
        held = chained(viewer, when)
        walk = held.walk(start)
        if walk is None:
            raise FailedError(chain_shape.unknown(start, when, say))
        return chain_shape.answer(held, walk, when)

    return answered(request, when, made)


@api.get("/{path:rest}", url_name="api.absent", include_in_schema=False)
def absent(request: HttpRequest, rest: str) -> HttpResponse:
    """Anything else: there is no such address."""
    del rest
    message = say(_NO_ADDRESS, path=request.path, prefix=PREFIX)
    raise FailedError(Failure(code="unknown_address", message=message))


@cache
def _described() -> dict[str, Any]:
    return told_in(api.get_openapi_schema(path_prefix=PREFIX))


VIEWS = {str(one.name): one.callback for one in api.urls[0] if isinstance(one, URLPattern)}
