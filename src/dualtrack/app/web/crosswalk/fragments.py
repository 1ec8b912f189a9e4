"""The parts of the matrix that the pairs alone decide, rendered once; a request only says which are off."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from json import JSONEncoder
from typing import Any

from attrs import frozen
from django.template.loader import render_to_string
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from dualtrack.app.web.crosswalk import script
from dualtrack.app.web.crosswalk.drawing import Drawing, Subject, drawn

_MARK, _END = "\x02", "\x03"  # where a piece says that it is off, and where it ends; no text holds them


@frozen
class Piece:
    """One label, cell or line, as it looks when it was asked for and when it was not."""

    on: str
    off: str


@frozen(kw_only=True)
class Fragments:
    """Everything that is rendered once."""

    rows: tuple[Piece, ...]
    columns: tuple[Piece, ...]
    cells: tuple[Piece, ...]
    data: SafeString


class _Compact(JSONEncoder):
    """JSON without blanks."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**(options | {"separators": (",", ":")}))


def matrix_of(subject: Subject, links: Mapping[str, str]) -> Fragments:
    """The matrix of two frameworks, with what its links to other pages add."""
    return _matrix(subject, _key(links), get_language() or "")


@lru_cache(maxsize=12)
def _matrix(
    subject: Subject,
    links: tuple[tuple[str, str], ...],
    language: str,  # noqa: ARG001 - part of the key: pieces hold words
) -> Fragments:
    drawing = drawn(subject)
    context = {"drawing": drawing, **dict(links)}
    return Fragments(
        rows=_pieces("crosswalk/rows.html", context, " off"),
        columns=_pieces("crosswalk/columns.html", context, " off"),
        cells=_pieces("crosswalk/cells.html", context, " off"),
        data=compact("matrix-data", script.data(drawing)),
    )


def table_of(subject: Subject, links: Mapping[str, str]) -> tuple[Piece, ...]:
    """The lines of the same matrix as a table: for each row that has pairs its heading, then its pairs."""
    return _table(subject, _key(links), get_language() or "")


@lru_cache(maxsize=12)
def _table(
    subject: Subject,
    links: tuple[tuple[str, str], ...],
    language: str,  # noqa: ARG001 - part of the key: lines hold words
) -> tuple[Piece, ...]:
    drawing = drawn(subject)
    return _pieces("crosswalk/lines.html", {"drawing": drawing, **dict(links)}, " hidden")


def _key(links: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(links.items()))


def _pieces(template: str, context: dict[str, Any], off: str) -> tuple[Piece, ...]:
    whole = render_to_string(template, context | {"off": _MARK, "end": _END})
    parts = (part.strip() for part in whole.split(_END)[:-1])
    return tuple(Piece(on=part.replace(_MARK, ""), off=part.replace(_MARK, off)) for part in parts)


def joined(pieces: Iterable[Piece], off: Iterable[bool]) -> SafeString:
    """The pieces in their order, each as it was asked for or not; templates have escaped them."""
    return SafeString("\n".join(p.off if gone else p.on for p, gone in zip(pieces, off, strict=True)))


def compact(name: str, value: object) -> SafeString:
    """A value for the script of a page."""
    return json_script(value, name, encoder=_Compact)


def line_places(drawing: Drawing) -> list[tuple[int, int | None]]:
    """The row of each line of the table, and the column of those that hold a pair."""
    found: list[tuple[int, int | None]] = []
    for row, cells in drawing.by_row:
        found.append((row, None))
        found += [(row, cell.place[1]) for cell in cells]
    return found
