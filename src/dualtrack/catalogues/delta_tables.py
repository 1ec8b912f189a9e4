"""Reads the deltas that a framework file declares: what it may ask beyond another framework."""

import re
from collections.abc import Mapping

from dualtrack.catalogues.problem import Problem
from dualtrack.catalogues.record import Record
from dualtrack.domain.frameworks.catalogue import Delta, ShownBy

_ID = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


def read_deltas(top: Mapping[str, object], file: str) -> tuple[tuple[Delta, ...], tuple[Problem, ...]]:
    """The good deltas of a file, which may declare none, and all that is wrong with the others."""
    tables = top.get("delta", [])
    if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
        return (), (Problem(file, None, "delta", "expected tables, each written as [[delta]]"),)
    found: dict[str, Delta] = {}
    problems: list[Problem] = []
    for position, table in enumerate(tables, 1):
        given = table.get("id")
        record = Record(file, given if isinstance(given, str) and given else f"delta {position}", table)
        delta = _delta(record)
        if delta is not None and delta.id in found:
            record.refuse("id", f"delta {delta.id} is declared twice; the first one is kept")
        elif delta is not None:
            found[delta.id] = delta
        problems += record.problems
    return tuple(found.values()), tuple(problems)


def _delta(record: Record) -> Delta | None:
    delta_id, title, work = record.text("id"), record.text("title"), record.text("work")
    shown_by, documentary = record.choice("shown_by", ShownBy), record.flag("documentary")
    if delta_id and not _ID.fullmatch(delta_id):
        record.refuse("id", f"{delta_id} is no name of a delta; write it like owner_approval")
    if not record.close() or shown_by is None:
        return None
    return Delta(id=delta_id, title=title, work=work, shown_by=shown_by, documentary=documentary)
