"""What an import would do, for the page: figures, each wrong row at once, and changes from what to what."""

from typing import Any

from attrs import frozen
from django.utils.translation import gettext as _

from dualtrack.app.programme.register_words import fault_text, wrong_text
from dualtrack.domain.registers.register import Register
from dualtrack.sheets.outcome import Outcome, Wrong
from dualtrack.sheets.problem import Problem
from dualtrack.sheets.values import Value, written
from dualtrack.sheets.words import WORDS

MOST = 300  # of each kind are shown; the rejected can all be downloaded


@frozen(kw_only=True)
class Line:
    """One thing wrong with one row: where, and what."""

    row: int
    column: str
    field: str
    text: str


@frozen(kw_only=True)
class Turn:
    """One field of one record, before and after."""

    row: int
    id: str
    field: str
    old: str
    new: str


def context_of(register: Register, found: Outcome) -> dict[str, Any]:
    """Everything that the page shows of it."""
    labels = {one.name: _(one.label) for one in register.fields}
    lines = [line for one in found.refused for line in _lines(one.row, one.wrong, labels)]
    turns = [
        Turn(
            row=one.row,
            id=one.id,
            field=labels[change.field],
            old=said(change.old),
            new=said(change.new),
        )
        for one in found.changed[:MOST]
        for change in one.changes
    ]
    return {
        "outcome": found,
        "problems": [wrong_text(one) for one in found.found.problems],
        "notes": [wrong_text(one) for one in found.found.notes],
        "lines": lines[:MOST],
        "more_lines": max(0, len(lines) - MOST),
        "turns": turns[:MOST],
        "new": [(one.row, one.id, said(one.values.get("name"))) for one in found.new[:MOST]],
        "absent": found.absent[:MOST],
        "uncertain": found.found.plan.absence_uncertain if found.found.plan else False,
        "most": MOST,
    }


def said(value: Value) -> str:
    """A value in a cell of the preview."""
    return written(value) or "–"


def _lines(row: int, wrong: tuple[Wrong, ...], labels: dict[str, str]) -> list[Line]:
    return [
        Line(row=row, column=_column(one), field=labels.get(one.field, one.field), text=_text(one))
        for one in dict.fromkeys(wrong)
    ]


def _column(one: Wrong) -> str:
    if not isinstance(one, Problem) or not one.column:
        return ""
    return f"{one.column} ({one.header})" if one.header else one.column


def _text(one: Wrong) -> str:
    """What is wrong, without the place that stands beside it."""
    return _(WORDS[one.code]).format(**dict(one.params)) if isinstance(one, Problem) else fault_text(one)
