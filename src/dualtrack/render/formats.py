"""The formats that are offered, each loaded only when it is asked for."""

from collections.abc import Mapping
from datetime import datetime
from importlib import import_module
from types import MappingProxyType
from typing import Protocol, cast

from dualtrack.catalogues.blocks import Document


class Renderer(Protocol):
    """Turns a document into the bytes of one format; the same input gives the same bytes."""

    def __call__(self, document: Document, *, created: datetime) -> bytes:
        """Render the document as made at that time."""


class UnknownFormatError(ValueError):
    """A format was asked for that is not offered."""

    def __init__(self, name: str) -> None:
        super().__init__(f"unknown format {name!r}: expected one of {', '.join(FORMATS)}")
        self.name = name


MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "pdf": "application/pdf",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "html": "text/html; charset=utf-8",
        "json": "application/json",
    }
)
FORMATS: tuple[str, ...] = tuple(MEDIA_TYPES)


def renderer(name: str) -> Renderer:
    """Find the renderer of a format by its name."""
    if name not in MEDIA_TYPES:
        raise UnknownFormatError(name)
    return cast("Renderer", import_module(f"dualtrack.render.{name}").render)


def render(document: Document, name: str, *, created: datetime) -> bytes:
    """Render a document in the format of that name; `created` must carry its zone."""
    if created.tzinfo is None:
        raise ValueError(f"created {created.isoformat()} has no time zone: expected an aware datetime")
    return renderer(name)(document, created=created)
