"""Reads a CSV file with an exact header: rows as dictionaries, each named by its line."""

import csv
import io
from importlib.resources.abc import Traversable

from dualtrack.catalogues.files import name_of, text_of
from dualtrack.catalogues.problem import Problem

Row = tuple[str, dict[str, object]]  # its name in messages, and its fields

_DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "bars"}


def read_csv(
    file: Traversable, columns: tuple[str, ...], *, may_be_empty: bool = False
) -> tuple[list[Row], tuple[Problem, ...]]:
    """The rows of a file, each with as many fields as the header, and what is wrong with the others."""
    text, problems = text_of(file)
    if text is None:
        return [], problems
    name = name_of(file)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    wrong: list[Problem] = []
    try:
        header = next(reader)
        reason = _header_fault(header, columns)
        if reason is not None:
            return [], (Problem(name, "line 1", None, reason),)
        for fields in reader:
            line = f"line {reader.line_num}"
            if len(fields) == len(columns):
                rows.append((line, dict(zip(columns, fields, strict=True))))
            elif fields:
                count = f"{len(fields)} fields where the header has {len(columns)}; quote texts with commas"
                wrong.append(Problem(name, line, None, count))
    except csv.Error as error:
        wrong.append(Problem(name, f"line {reader.line_num}", None, f"not valid CSV: {error}"))
    if not rows and not wrong and not may_be_empty:
        wrong.append(Problem(name, None, None, "the file holds a header and no row"))
    return rows, tuple(wrong)


def _header_fault(header: list[str], columns: tuple[str, ...]) -> str | None:
    if tuple(header) == columns:
        return None
    if len(header) == 1:
        for delimiter, word in _DELIMITERS.items():
            if header[0].split(delimiter)[0] == columns[0] and delimiter in header[0]:
                return f"the columns are parted by {word}; part them by commas"
    missing = [c for c in columns if c not in header]
    unknown = [c for c in header if c not in columns]
    if not missing and not unknown:
        return f"the columns stand in another order; expected {','.join(columns)}"
    parts = [f"missing {', '.join(missing)}"] if missing else []
    parts += [f"unknown {', '.join(unknown)}"] if unknown else []
    return f"the header does not fit: {'; '.join(parts)}"
