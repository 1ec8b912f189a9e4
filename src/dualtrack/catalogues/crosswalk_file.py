"""Reads a crosswalk file (CSV): good rows become pairs, every broken rule is a problem with its line."""

from importlib.resources.abc import Traversable

from dualtrack.catalogues.csv_file import read_csv
from dualtrack.catalogues.files import name_of
from dualtrack.catalogues.problem import Problem
from dualtrack.catalogues.record import Record
from dualtrack.domain.frameworks.catalogue import Catalogue
from dualtrack.domain.frameworks.crosswalk import (
    Basis,
    Covered,
    Crosswalk,
    EvidenceReuse,
    Mapping,
    MappingStatus,
    Relation,
)
from dualtrack.domain.frameworks.crosswalk_rules import faults
from dualtrack.domain.frameworks.documented import DocumentedBasis

COLUMNS = (
    "source",
    "target",
    "relation",
    "basis",
    "strength",
    "source_covered",
    "target_covered",
    "source_delta",
    "target_delta",
    "documented_basis",
    "evidence_reuse",
    "rationale",
    "status",
    "author",
    "reviewed_by",
    "reviewed_on",
    "origin",
)

Placed = tuple[tuple[Mapping, str], ...]

# A pair with one of these faults cannot be counted; the others are reported and the pair is kept.
FATAL = frozenset({"unknown_id", "same_framework", "duplicate", "contradiction"})


def read_crosswalk(file: Traversable, catalogue: Catalogue) -> tuple[Crosswalk, tuple[Problem, ...]]:
    """The pairs of a file that can be counted, and all that is wrong in it."""
    placed, problems = read_placed(file, catalogue)
    return Crosswalk(tuple(mapping for mapping, _ in placed)), problems


def read_placed(file: Traversable, catalogue: Catalogue) -> tuple[Placed, tuple[Problem, ...]]:
    """The same, each pair with the name that its row has in messages."""
    rows, problems = read_csv(file, COLUMNS)
    name = name_of(file)
    found: list[Problem] = list(problems)
    read: list[Mapping] = []
    lines: dict[int, str] = {}
    for line, row in rows:
        record = Record(name, f"{line} {row['source']} -> {row['target']}", row)
        mapping = _mapping(record)
        found += record.problems
        if mapping is not None:
            lines[id(mapping)] = record.name
            read.append(mapping)
    good, broken = _judged(read, lines, catalogue, name)
    return tuple((mapping, lines[id(mapping)]) for mapping in good), (*found, *broken)


def _judged(
    read: list[Mapping], lines: dict[int, str], catalogue: Catalogue, file: str
) -> tuple[tuple[Mapping, ...], list[Problem]]:
    problems: list[Problem] = []
    refused: set[int] = set()
    for fault in faults(Crosswalk(tuple(read)), catalogue):
        problems.append(Problem(file, lines[id(fault.mapping)], fault.field, fault.reason))
        if fault.code in FATAL:
            refused.add(id(fault.mapping))
    return tuple(m for m in read if id(m) not in refused), problems


def _mapping(record: Record) -> Mapping | None:
    source, target = record.text("source"), record.text("target")
    relation, basis = record.choice("relation", Relation), record.choice("basis", Basis)
    strength = _strength(record)
    source_covered = record.choice("source_covered", Covered)
    target_covered = record.choice("target_covered", Covered)
    source_delta, target_delta = _deltas(record, "source_delta"), _deltas(record, "target_delta")
    documented_basis = record.choice("documented_basis", DocumentedBasis, optional=True)
    reuse, status = record.choice("evidence_reuse", EvidenceReuse), record.choice("status", MappingStatus)
    rationale, author, origin = record.text("rationale"), record.text("author"), record.text("origin")
    reviewed_by, reviewed_on = record.optional_text("reviewed_by"), record.day("reviewed_on")
    if (reviewed_by is None) != (reviewed_on is None):
        record.refuse("reviewed_by", "a review has both a person and a day, or neither")
    record.close()
    if record.problems or relation is None or basis is None or reuse is None or status is None:
        return None
    if source_covered is None or target_covered is None:
        return None
    return Mapping(
        source=source,
        target=target,
        relation=relation,
        basis=basis,
        strength=strength,
        source_covered=source_covered,
        target_covered=target_covered,
        source_delta=source_delta,
        target_delta=target_delta,
        documented_basis=documented_basis,
        evidence_reuse=reuse,
        rationale=rationale,
        status=status,
        author=author,
        reviewed_by=reviewed_by,
        reviewed_on=reviewed_on,
        origin=origin,
    )


def _strength(record: Record) -> int:
    written = record.text("strength")
    if written.isascii() and written.isdigit() and int(written) <= 10:
        return int(written)
    if written:
        record.refuse("strength", f"{written} is not a whole number from 0 to 10")
    return 0


def _deltas(record: Record, field: str) -> tuple[str, ...]:
    written = record.optional_text(field)
    return tuple(part.strip() for part in written.split(";")) if written else ()
