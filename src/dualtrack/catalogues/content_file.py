"""What a document says as canonical bytes, and back: the form in which it is approved, hashed and kept.

Its frame is no part of it: version, day, status and head belong to the release, so that equal records make
equal bytes.
"""

from datetime import date
from enum import Enum
from functools import cache
from typing import Any, cast, get_type_hints

import attrs

from dualtrack.catalogues import blocks as b
from dualtrack.catalogues.frame import ENGLISH
from dualtrack.domain.ledger import canonical

FORMAT = "dualtrack.content/1"
_FRAME = frozenset({"version", "dated", "status", "status_note", "words", "release"})
_CLASSES: dict[str, type] = {
    cls.__name__: cls
    for cls in (
        *(b.Document, b.FactRef, b.Heading, b.Paragraph, b.Span, b.Table, b.Column, b.RowGroup, b.Cell),
        *(b.Figure, b.Series, b.Bar, b.KeyValues, b.KeyValue, b.Blank, b.Notice, b.PageBreak),
    )
}


class ContentError(ValueError):
    """The bytes are no content of a document, or another version of the program wrote them."""


def content_bytes(document: b.Document) -> bytes:
    """The document's content; the words of its frame are those of whoever renders it."""
    return canonical.dumps({"format": FORMAT, "document": _plain(document)})


def _plain(value: object) -> object:
    match value:
        case Enum():
            return value.value
        case date():
            return {"date": value.isoformat()}
        case float():
            return {"number": repr(value)}
        case tuple():
            return [_plain(one) for one in value]
        case str() | int() | None:
            return value
    names = (field.name for field in attrs.fields(cast("Any", type(value))))
    kept = (n for n in names if not (isinstance(value, b.Document) and n in _FRAME))
    return {"is": type(value).__name__, **{name: _plain(getattr(value, name)) for name in kept}}


def content_of(
    data: bytes, *, version: str, dated: date, status: b.Status, status_note: str = ""
) -> b.Document:
    """The document of a content, in a frame of its own."""
    try:
        held = canonical.strict_loads(data)
        if not isinstance(held, dict) or held.get("format") != FORMAT:
            raise ContentError(f"is no content of a document: expected format {FORMAT!r}")
        frame = {"version": version, "dated": dated, "status": status, "status_note": status_note}
        made = _made(held["document"], None, frame | {"words": ENGLISH})
    except (canonical.CanonicalError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise (
            error if isinstance(error, ContentError) else ContentError(f"cannot be read: {error}")
        ) from error
    if not isinstance(made, b.Document):
        raise ContentError("holds no document")
    return made


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _made(data: object, hint: object, more: dict[str, Any] | None = None) -> Any:
    if isinstance(data, list):
        return tuple(_made(one, None) for one in data)
    if not isinstance(data, dict):
        return hint(data) if isinstance(hint, type) and issubclass(hint, Enum) else data
    if "date" in data:
        return date.fromisoformat(data["date"])
    if "number" in data:
        return float(data["number"])
    cls = _CLASSES[data["is"]]
    hints = _hints(cls)
    said = {name: _made(one, hints[name]) for name, one in data.items() if name != "is"}
    return cls(**said, **(more or {}))
