"""A crosswalk file (CSV): good rows become pairs, each broken rule is a problem with its line."""

from collections.abc import Callable, Iterable
from functools import cache, partial
from importlib.resources.abc import Traversable

from dualtrack.catalogues.crosswalk_rows import COLUMNS, mapping_of, row_of
from dualtrack.catalogues.csv_file import Row, csv_text, stream_csv
from dualtrack.catalogues.files import name_of
from dualtrack.catalogues.problem import Problem
from dualtrack.catalogues.record import Record
from dualtrack.domain.frameworks.catalogue import Catalogue
from dualtrack.domain.frameworks.crosswalk import Crosswalk, Mapping
from dualtrack.domain.frameworks.crosswalk_rules import faults
from dualtrack.domain.frameworks.ids import refusal

Placed = tuple[tuple[Mapping, str], ...]  # each pair with the name that its row has in messages

# A pair with one of these faults cannot be counted; the others are reported and the pair is kept.
FATAL = frozenset({"unknown_id", "same_framework", "duplicate", "contradiction"})


def read_crosswalk(file: Traversable, catalogue: Catalogue) -> tuple[Crosswalk, tuple[Problem, ...]]:
    """The pairs of a file that can be counted, and all that is wrong in it."""
    placed, problems = read_placed(file, catalogue)
    return Crosswalk(tuple(mapping for mapping, _ in placed)), problems


def read_placed(file: Traversable, catalogue: Catalogue) -> tuple[Placed, tuple[Problem, ...]]:
    """The same, each pair with the name that its row has in messages."""
    wrong: list[Problem] = []
    placed, problems = placed_of(stream_csv(file, COLUMNS, wrong), name_of(file), catalogue)
    return placed, (*wrong, *problems)


def placed_of(rows: Iterable[Row], file: str, catalogue: Catalogue) -> tuple[Placed, tuple[Problem, ...]]:
    """The countable pairs of rows of texts, wherever these come from, and all that is wrong in them."""
    found: list[Problem] = []
    read: list[tuple[Mapping, str]] = []
    refused = cache(partial(refusal, catalogue=catalogue))  # a file of many rows repeats its ids
    for line, row in rows:
        record = Record(file, f"{line} {row['source']} -> {row['target']}", row)
        mapping = mapping_of(record)
        if mapping is None:  # else its ids are judged with the rules
            _refuse_ids(record, row, refused)
        found += record.problems
        if mapping is not None:
            read.append((mapping, record.name))
    good, broken = judged(tuple(read), file, catalogue)
    return good, (*found, *broken)


def _refuse_ids(record: Record, row: dict[str, object], refused: Callable[[str], str | None]) -> None:
    """Name unknown ids of a row that cannot be read for another reason: all that is wrong in it at once."""
    for field in ("source", "target"):
        written = str(row[field] or "").strip()
        reason = refused(written) if written else None
        if reason is not None:
            record.refuse(field, reason)


def judged(read: Placed, file: str, catalogue: Catalogue) -> tuple[Placed, tuple[Problem, ...]]:
    """The pairs without those that cannot be counted, and each rule that one of them breaks."""
    lines = {id(mapping): line for mapping, line in read}
    problems: list[Problem] = []
    refused: set[int] = set()
    for fault in faults(Crosswalk(tuple(mapping for mapping, _ in read)), catalogue):
        problems.append(Problem(file, lines[id(fault.mapping)], fault.field, fault.reason))
        if fault.code in FATAL:
            refused.add(id(fault.mapping))
    return tuple(one for one in read if id(one[0]) not in refused), tuple(problems)


def csv_of(mappings: Iterable[Mapping]) -> str:
    """The pairs as the text of a crosswalk file."""
    return csv_text(COLUMNS, map(row_of, mappings))
