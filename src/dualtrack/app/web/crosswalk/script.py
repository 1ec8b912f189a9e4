"""What the script of the matrix is told, so that it narrows and speaks without asking the server."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from dualtrack.app.web.crosswalk.drawing import Drawing, Label
from dualtrack.app.web.crosswalk.words import BANDS, SENTENCES, STANDINGS
from dualtrack.domain.frameworks.catalogue import Requirement
from dualtrack.domain.frameworks.crosswalk import Relation
from dualtrack.domain.frameworks.crosswalk_reviews import Standing
from dualtrack.domain.frameworks.matrix import Placed
from dualtrack.domain.frameworks.narrowing import deltas_of, parts_of
from dualtrack.domain.frameworks.strength import band

_RELATIONS, _STANDINGS = list(Relation), list(Standing)


def data(drawing: Drawing) -> dict[str, Any]:
    """Rows, columns and pairs as the server knows them; pairs in the order in which they are drawn."""
    held = drawing.matrix
    deltas = list(dict.fromkeys(name for placed in held.pairs for name in deltas_of(placed.pair)))
    position = {name: place for place, name in enumerate(deltas)}
    parts: dict[str, int] = {}
    for requirement in (*held.rows, *held.columns):
        for part in parts_of(requirement):
            parts.setdefault(part, len(parts))
    return {
        "parts": list(parts),
        "rows": [_side(r, label, parts) for r, label in zip(held.rows, drawing.rows, strict=True)],
        "columns": [_side(r, label, parts) for r, label in zip(held.columns, drawing.columns, strict=True)],
        "frameworks": [held.rows[0].framework, held.columns[0].framework],
        "relations": _RELATIONS,
        "standings": _STANDINGS,
        "deltas": deltas,
        "pairs": [_pair(placed, position) for placed in held.pairs],
        "closedRows": sorted(held.closed_rows),
        "closedColumns": sorted(held.closed_columns),
        "address": _address(held.rows, held.columns),
        "words": _words(),
    }


def _pair(placed: Placed, deltas: Mapping[str, int]) -> list[Any]:
    """A pair in numbers: row, column, relation, strength, standing, deltas."""
    pair = placed.pair
    return [
        placed.row,
        placed.column,
        _RELATIONS.index(pair.relation),
        pair.strength,
        _STANDINGS.index(placed.standing),
        [deltas[name] for name in deltas_of(pair)],
    ]


def _side(requirement: Requirement, label: Label, parts: Mapping[str, int]) -> list[Any]:
    """A row or column: local id, title, the parts that it belongs to, where it lies."""
    held = [parts[part] for part in parts_of(requirement)]
    return [requirement.local_id, requirement.title, held, label.at]


def _address(rows: Sequence[Requirement], columns: Sequence[Requirement]) -> str:
    """The address of a pair with a place for each local id."""
    return reverse("crosswalk.pair", args=[rows[0].framework, "_row_", columns[0].framework, "_column_"])


def _words() -> dict[str, Any]:
    """Sentences with the same places as ours: {a} and {b} are local ids, {n} is a number."""
    return {
        "relations": {relation.value: _(SENTENCES[relation]) for relation in Relation},
        "standings": {standing.value: _(STANDINGS[standing]) for standing in Standing},
        "strength": [
            _("Strength {n} of 10: {meaning}.").format(n=n, meaning=_(BANDS[band(n)])) for n in range(11)
        ],
        "notReviewed": _("{a} and {b}: not reviewed."),
        "noRelationship": _("{a} and {b}: no relationship; a named review closed it."),
    }
