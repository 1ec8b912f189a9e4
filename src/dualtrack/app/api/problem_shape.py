"""Problems as the description of the API tells them, so that a client made from it knows them too."""

from http import HTTPStatus
from typing import Any

from dualtrack.app.api.problems import MEDIA

_TOLD = (
    (HTTPStatus.BAD_REQUEST, "What was asked for cannot be read."),
    (HTTPStatus.UNAUTHORIZED, "No token, or one that works no more."),
    (HTTPStatus.FORBIDDEN, "The owner of the token may not read this."),
    (HTTPStatus.NOT_FOUND, "No such record on that day, or no such address."),
    (HTTPStatus.SERVICE_UNAVAILABLE, "The server cannot answer just now."),
)
PROBLEM: dict[str, Any] = {
    "title": "Problem",
    "description": "RFC 9457, with the code, record and field that the command line tells too.",
    "type": "object",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "record": {"type": ["string", "null"]},
        "field": {"type": ["string", "null"]},
    },
    "required": ["type", "title", "status", "detail", "code", "record", "field"],
}
_REF = {"$ref": f"#/components/schemas/{PROBLEM['title']}"}
RESPONSES: dict[int, Any] = {
    status.value: {"description": words, "content": {MEDIA: {"schema": _REF}}} for status, words in _TOLD
}


def told_in(described: dict[str, Any]) -> dict[str, Any]:
    """A description of the API with the shape that its problems refer to."""
    described["components"]["schemas"][PROBLEM["title"]] = PROBLEM
    return described
