"""Pairs of a file in whichever form they come: CSV, our JSON, a workbook, or an OSCAL mapping collection."""

import json
from collections.abc import Iterator
from importlib.resources.abc import Traversable

from dualtrack.catalogues.crosswalk_file import Placed, placed_of, read_placed
from dualtrack.catalogues.crosswalk_rows import COLUMNS, text_of
from dualtrack.catalogues.csv_file import Row
from dualtrack.catalogues.files import name_of, unreadable
from dualtrack.catalogues.oscal import mappings_in
from dualtrack.catalogues.problem import Problem
from dualtrack.domain.frameworks.catalogue import Catalogue

_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
_MAX_BYTES = 80_000_000


def read_pairs(file: Traversable, catalogue: Catalogue) -> tuple[Placed, tuple[Problem, ...]]:
    """The countable pairs of a file, each with its name in messages, and all that is wrong in it."""
    name = file.name.lower()
    if name.endswith(_WORKBOOKS):
        from dualtrack.catalogues.crosswalk_sheet import read_sheet  # noqa: PLC0415 - only for workbooks

        return read_sheet(file, catalogue)
    return _read_json(file, catalogue) if name.endswith(".json") else read_placed(file, catalogue)


def _read_json(file: Traversable, catalogue: Catalogue) -> tuple[Placed, tuple[Problem, ...]]:
    """Our own JSON where it has `mappings`; any other file is left to the reader of OSCAL."""
    name, problems = name_of(file), unreadable(file, _MAX_BYTES)
    if problems:
        return (), problems
    try:
        top: object = json.loads(file.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError):
        top = None
    if not isinstance(top, dict) or "mappings" not in top:
        return mappings_in.read_mappings(file, catalogue)
    rows = top["mappings"]
    if not isinstance(rows, list) or not rows:
        return (), (Problem(name, None, "mappings", "expected a list of pairs, with one at least"),)
    wrong: list[Problem] = []
    placed, broken = placed_of(_rows(rows, name, wrong), name, catalogue)
    return placed, (*wrong, *broken)


def _rows(rows: list[object], file: str, wrong: list[Problem]) -> Iterator[Row]:
    for number, row in enumerate(rows, 1):
        label = f"mapping {number}"
        if not isinstance(row, dict):
            wrong.append(Problem(file, label, None, f"expected an object, got {type(row).__name__}"))
            continue
        strange = sorted(set(map(str, row)) - set(COLUMNS))
        if strange:
            reason = f"unknown field; known are {', '.join(COLUMNS)}"
            wrong.append(Problem(file, label, ", ".join(strange), reason))
            continue
        yield label, {name: text_of(row.get(name)) for name in COLUMNS}
