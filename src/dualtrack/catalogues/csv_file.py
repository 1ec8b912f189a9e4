"""A CSV file with an exact header: its rows as dictionaries, each named by its line, and back to text."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources.abc import Traversable

from dualtrack.catalogues.files import name_of, unreadable
from dualtrack.catalogues.problem import Problem

Row = tuple[str, dict[str, object]]  # its name in messages, and its fields

# A crosswalk of 100,000 pairs with their reasons has about 30 million bytes.
MAX_BYTES = 80_000_000
_DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "bars"}


def read_csv(
    file: Traversable, columns: tuple[str, ...], *, may_be_empty: bool = False
) -> tuple[list[Row], tuple[Problem, ...]]:
    """The rows of a file, each with as many fields as the header, and what is wrong with the others."""
    wrong: list[Problem] = []
    rows = list(stream_csv(file, columns, wrong, may_be_empty=may_be_empty))
    return rows, tuple(wrong)


def stream_csv(
    file: Traversable, columns: tuple[str, ...], wrong: list[Problem], *, may_be_empty: bool = False
) -> Iterator[Row]:
    """The same one by one, so that a large file is never held whole; what is wrong is added to `wrong`."""
    problems = unreadable(file, MAX_BYTES)
    wrong += problems
    if problems:
        return
    name, before, found = name_of(file), len(wrong), 0
    with file.open("rb") as stream:
        reader = csv.reader(io.TextIOWrapper(stream, "utf-8-sig", newline=""), strict=True)
        try:
            reason = header_fault(next(reader, []), columns)
            if reason is not None:
                wrong.append(Problem(name, "line 1", None, reason))
                return
            for fields in reader:
                line = f"line {reader.line_num}"
                if len(fields) == len(columns):
                    found += 1
                    yield line, dict(zip(columns, fields, strict=True))
                elif fields:
                    count = (
                        f"{len(fields)} fields where the header has {len(columns)}; quote texts with commas"
                    )
                    wrong.append(Problem(name, line, None, count))
        except csv.Error as error:
            wrong.append(Problem(name, f"line {reader.line_num}", None, f"not valid CSV: {error}"))
    if not found and len(wrong) == before and not may_be_empty:
        wrong.append(Problem(name, None, None, "the file holds a header and no row"))


def header_fault(header: list[str], columns: tuple[str, ...]) -> str | None:
    """Why this is not the header of a file with these columns, or nothing when it is."""
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


def csv_text(columns: tuple[str, ...], rows: Iterable[Mapping[str, str]]) -> str:
    """Rows as the text of such a file; a lone carriage return ends a row too, so it is quoted as well."""
    out = io.StringIO()
    plain = csv.writer(out, lineterminator="\n")
    quoting = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    plain.writerow(columns)
    for row in rows:
        cells = [row[column] for column in columns]
        (quoting if any("\r" in cell for cell in cells) else plain).writerow(cells)
    return out.getvalue()
