"""The page of the whole matrix: what is drawn or listed, what was asked for, and what the script is told."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from dualtrack.app.web.crosswalk.asking import Asked
from dualtrack.app.web.crosswalk.choices import choices
from dualtrack.app.web.crosswalk.context import Serving
from dualtrack.app.web.crosswalk.drawing import FITTING, SYMBOLS, Drawing, Subject, drawn
from dualtrack.app.web.crosswalk.fragments import (
    Fragments,
    compact,
    joined,
    line_places,
    matrix_of,
    table_of,
)
from dualtrack.app.web.crosswalk.words import BANDS, SHORT
from dualtrack.domain.frameworks.crosswalk import Relation
from dualtrack.domain.frameworks.crosswalk_reviews import Standing
from dualtrack.domain.frameworks.matrix import Place, Reach, reach
from dualtrack.domain.frameworks.narrowing import narrowed
from dualtrack.domain.frameworks.strength import Band

_MARKED = tuple(r for r in Relation if r is not Relation.NO_RELATIONSHIP)
_REACHES = list(Reach)
Shown = frozenset[Place]


def about(subject: Subject, asked: Asked, serving: Serving | None, links: dict[str, str]) -> dict[str, Any]:
    """Everything that the page shows."""
    drawing = drawn(subject)
    reaches = _reaches(drawing, serving)
    shown = narrowed(drawing.matrix, asked.narrowing, reaches)
    fragments = matrix_of(subject, links)
    parts = (
        _table(subject, drawing, shown, links)
        if asked.view == "table"
        else _matrix(fragments, asked, drawing, shown)
    )
    return (
        parts
        | links
        | {
            "question": asked,
            "drawing": drawing,
            "shown": len(shown),
            "of": _population(drawing, asked.narrowing.standing),
            "choices": choices(asked, controls=serving is not None),
            "counts": _counts(drawing, reaches),
            "bands": [_band(one) for one in Band if one is not Band.NOTHING],
            "serving": serving,
            "data": fragments.data,
            "reaches": compact("matrix-reaches", [_REACHES.index(r) for r in reaches.values()]),
        }
    )


def _matrix(fragments: Fragments, asked: Asked, drawing: Drawing, shown: Shown) -> dict[str, Any]:
    rows, columns = {row for row, _column in shown}, {column for _row, column in shown}
    asks = asked.narrowing.asks
    return {
        "tall": drawing.width + drawing.labels <= FITTING,
        "size": drawing.sized(small=asked.view == "small"),
        "row_labels": joined(fragments.rows, (asks and n not in rows for n in range(len(drawing.rows)))),
        "column_labels": joined(
            fragments.columns, (asks and n not in columns for n in range(len(drawing.columns)))
        ),
        "cells": joined(fragments.cells, (cell.place not in shown for cell in drawing.cells)),
        "ground": drawing.path(sorted(shown)) if asked.narrowing.standing in drawing.unlisted else "",
    }


def _table(subject: Subject, drawing: Drawing, shown: Shown, links: dict[str, str]) -> dict[str, Any]:
    rows = {row for row, column in shown if drawing.matrix.at(row, column)}
    off = (
        row not in rows if column is None else (row, column) not in shown
        for row, column in line_places(drawing)
    )
    return {"lines": joined(table_of(subject, links), off)}


def _reaches(drawing: Drawing, serving: Serving | None) -> dict[Place, Reach]:
    if serving is None:
        return {}
    ids = serving.ids
    return {cell.place: reach(cell.pair, ids) for cell in drawing.cells}


def _band(band: Band) -> tuple[list[str], tuple[int, int], str]:
    """The shades of a band, its span, what it means."""
    low, high = band.span
    return [f"s{n}" for n in range(low, high + 1)], band.span, _(BANDS[band])


def _population(drawing: Drawing, standing: Standing | None) -> int:
    """How many cells could be shown: the pairs, or all cells of the standing that is asked for."""
    if standing not in drawing.unlisted:
        return len(drawing.cells)
    listed = sum(1 for placed in drawing.matrix.pairs if placed.standing is standing)
    return listed + drawing.unlisted[standing]


def _counts(drawing: Drawing, reaches: Mapping[Place, Reach]) -> dict[str, Any]:
    pairs = drawing.matrix.pairs
    relations = Counter(placed.pair.relation for placed in pairs)
    standings = Counter(placed.standing for placed in pairs)
    return {
        "pairs": len(pairs),
        "relations": [(SYMBOLS[r], _(SHORT[r]), relations[r]) for r in Relation if r in _MARKED],
        "candidates": standings[Standing.CANDIDATE],
        "rejected": standings[Standing.REJECTED],
        "no_relationship": _population(drawing, Standing.NO_RELATIONSHIP),
        "not_reviewed": _population(drawing, Standing.NOT_REVIEWED),
        "both": sum(1 for one in reaches.values() if one is Reach.BOTH),
        "reviewed": sum(1 for placed in pairs if placed.pair.reviewed_by),
    }
