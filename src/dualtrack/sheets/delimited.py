"""Reads a CSV file whatever parts its cells: the delimiter is found by looking, rows keep their length."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from dualtrack.sheets.cell import Row, Sheet, letter, trimmed
from dualtrack.sheets.limits import MAX_CELL, MAX_COLUMNS, MAX_ROWS
from dualtrack.sheets.problem import Code, Problem, RefusedError, problem

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 60  # rows that are looked at to find the delimiter
_SAMPLE_CHARACTERS = 200_000
_HINT = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)  # Excel's own first line
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_OPEN = "unexpected end of data"


def read_delimited(text: str, name: str) -> tuple[Sheet, str, tuple[Problem, ...]]:
    """The one sheet of the file, its delimiter, and the rows that are not CSV."""
    hint = _HINT.match(text)
    delimiter = hint[1] if hint else delimiter_of(text)
    body = text[hint.end() :] if hint else text
    rows: list[Row] = []
    lengths: list[int] = []
    wrong: list[Problem] = []
    for cells in _records(body, delimiter, wrong):
        if len(rows) >= MAX_ROWS:
            raise RefusedError(problem(Code.TOO_MANY_ROWS, limit=f"{MAX_ROWS:,}", last=f"over {MAX_ROWS:,}"))
        lengths.append(len(cells))
        rows.append(_row(cells, len(rows) + 1))
    while rows and not rows[-1]:
        rows.pop()
        lengths.pop()
    sheet = Sheet(name=name, rows=tuple(rows), lengths=tuple(lengths))
    return sheet, delimiter, tuple(wrong)


def _row(cells: list[str], number: int) -> Row:
    kept = trimmed(cells)
    if len(kept) > MAX_COLUMNS:
        raise RefusedError(problem(Code.TOO_MANY_COLUMNS, row=number, limit=f"{MAX_COLUMNS:,}"))
    for column, cell in enumerate(kept):
        if len(str(cell)) > MAX_CELL:
            place = letter(column)
            length = f"{len(str(cell)):,}"
            raise RefusedError(
                problem(Code.TOO_LONG, row=number, column=place, length=length, limit=f"{MAX_CELL:,}")
            )
    return tuple(unguarded(str(cell)) for cell in kept)


def _records(text: str, delimiter: str, wrong: list[Problem]) -> Iterator[list[str]]:
    """Each record in turn; one that is not CSV is an empty row and a problem."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            reason = str(error)
            if reason == _OPEN:
                wrong.append(problem(Code.OPEN_QUOTE, row=number))
                return
            if "field limit" in reason:
                found = problem(Code.TOO_LONG, row=number, length=f"over {MAX_CELL:,}", limit=f"{MAX_CELL:,}")
            else:
                found = problem(Code.BAD_QUOTES, row=number, reason=reason)
            wrong.append(found)
            yield []


def delimiter_of(text: str) -> str:
    """What parts the cells: what gives most columns in most rows; the comma where nothing does."""
    best, most = ",", 0.0
    for delimiter in DELIMITERS:
        weight = _weight(text[:_SAMPLE_CHARACTERS], delimiter)
        if weight > most:
            best, most = delimiter, weight
    return best


def _weight(sample: str, delimiter: str) -> float:
    """The width that most rows have, less one, times the square of the share of rows that have it."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    widths: Counter[int] = Counter()
    try:
        for cells in reader:
            if any(cells):
                widths[len(cells)] += 1
            if widths.total() >= _SAMPLE:
                break
    except csv.Error:
        pass  # what is not CSV is reported when the file is read
    if not widths:
        return 0.0
    return max((width - 1) * (count / widths.total()) ** 2 for width, count in widths.items())


def guarded(text: str) -> str:
    """Text that a spreadsheet program would take for a formula, with an apostrophe before it."""
    bare = text.lstrip("'")
    return f"'{text}" if bare.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def unguarded(text: str) -> str:
    """The text without the apostrophe that guards it."""
    return text[1:] if _GUARDED.match(text) else text
