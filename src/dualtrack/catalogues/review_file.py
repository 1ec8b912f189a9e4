"""Reads the reviews of a crosswalk (CSV): a row closes a requirement and needs a named reviewer."""

from collections.abc import Collection
from importlib.resources.abc import Traversable

from dualtrack.catalogues.csv_file import read_csv
from dualtrack.catalogues.files import name_of
from dualtrack.catalogues.problem import Problem
from dualtrack.catalogues.record import Record
from dualtrack.domain.frameworks.catalogue import Catalogue
from dualtrack.domain.frameworks.coverage_rules import framework_refusal
from dualtrack.domain.frameworks.crosswalk_reviews import Review
from dualtrack.domain.frameworks.ids import refusal

COLUMNS = ("requirement", "against", "by", "on")


def read_reviews(
    file: Traversable, catalogue: Catalogue, authors: Collection[str] = ()
) -> tuple[tuple[Review, ...], tuple[Problem, ...]]:
    """The reviews of a file, which may hold none; the authors of the pairs do not review them."""
    rows, problems = read_csv(file, COLUMNS, may_be_empty=True)
    wrong = list(problems)
    found: dict[tuple[str, str], Review] = {}
    for line, row in rows:
        record = Record(name_of(file), f"{line} {row['requirement']}", row)
        review = _review(record, catalogue, authors)
        if review is not None:
            key = (review.requirement, review.against)
            if key in found:
                reason = f"{key[0]} against {key[1]} was closed already by {found[key].by}; keep one row"
                record.refuse(None, reason)
            found.setdefault(key, review)
        wrong += record.problems
    return tuple(found.values()), tuple(wrong)


def _review(record: Record, catalogue: Catalogue, authors: Collection[str]) -> Review | None:
    requirement, against = record.text("requirement"), record.text("against")
    by, on = record.text("by"), record.day("on")
    if on is None and not any(p.field == "on" for p in record.problems):
        record.refuse("on", "the day of the review is missing; write it as 2026-01-31")
    if by in authors:
        record.refuse("by", f"{by} wrote the pairs and does not review them; name another person")
    reasons = (
        ("requirement", refusal(requirement, catalogue) if requirement else None),
        ("against", framework_refusal(requirement, against, catalogue) if against else None),
    )
    for field, reason in reasons:
        if reason is not None:
            record.refuse(field, reason)
    if not record.close() or on is None:
        return None
    return Review(requirement=requirement, against=against, by=by, on=on)
