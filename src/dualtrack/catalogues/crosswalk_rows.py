"""One pair as one row of texts, the same in CSV, JSON and Excel: written, and read back strictly."""

from collections.abc import Mapping as Fields

from dualtrack.catalogues.record import Record
from dualtrack.domain.frameworks.crosswalk import (
    Basis,
    Covered,
    EvidenceReuse,
    Mapping,
    MappingStatus,
    Relation,
)
from dualtrack.domain.frameworks.documented import DocumentedBasis

# The columns of the contract, each with the title that it has where people read it.
TITLES: Fields[str, str] = {
    "source": "Source",
    "target": "Target",
    "relation": "Relation",
    "basis": "Basis",
    "strength": "Strength",
    "source_covered": "Source covered",
    "target_covered": "Target covered",
    "source_delta": "Source adds",
    "target_delta": "Target adds",
    "documented_basis": "Documented basis",
    "evidence_reuse": "Evidence reuse",
    "rationale": "Rationale",
    "status": "Status",
    "author": "Author",
    "reviewed_by": "Reviewed by",
    "reviewed_on": "Reviewed on",
    "origin": "Origin",
}
COLUMNS = tuple(TITLES)
DELTAS = ("source_delta", "target_delta")  # several values in one field, parted by ;


def plain_of(mapping: Mapping) -> dict[str, object]:
    """The pair as plain data, field by field: words, one number, lists of deltas, None for nothing."""
    return {name: _plain(getattr(mapping, name)) for name in COLUMNS}


def row_of(mapping: Mapping) -> dict[str, str]:
    """The pair as texts, as a table holds them."""
    return {name: text_of(value) for name, value in plain_of(mapping).items()}


def text_of(value: object) -> str:
    """One plain value as the text of a cell."""
    return ";".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [str(one) for one in value]
    return value if type(value) is int or value is None else str(value)


def mapping_of(record: Record) -> Mapping | None:
    """The pair of a row whose fields are texts, or nothing when the record holds a problem."""
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
