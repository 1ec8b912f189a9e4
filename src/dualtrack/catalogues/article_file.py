"""Reads the article's own table of thirteen rows: a view beside our crosswalk, never mixed with it."""

from importlib.resources.abc import Traversable

from attrs import frozen

from dualtrack.catalogues.csv_file import read_csv
from dualtrack.catalogues.files import name_of
from dualtrack.catalogues.problem import Problem
from dualtrack.catalogues.record import Record
from dualtrack.domain.frameworks.catalogue import Catalogue
from dualtrack.domain.frameworks.ids import refusal

COLUMNS = ("series", "criteria", "refs", "requirements", "label", "note")


@frozen(kw_only=True)
class ArticleRow:
    """One row of the article: its series, its references as written and spelt out, its label, our note."""

    series: str
    criteria: tuple[str, ...]
    refs: str
    requirements: tuple[str, ...]
    label: str
    note: str


def read_article(
    file: Traversable, catalogue: Catalogue
) -> tuple[tuple[ArticleRow, ...], tuple[Problem, ...]]:
    """The rows that name known requirements only, and all that is wrong with the others."""
    rows, problems = read_csv(file, COLUMNS)
    found = list(problems)
    good: list[ArticleRow] = []
    for line, data in rows:
        record = Record(name_of(file), f"{line} {data['series']}", data)
        row = ArticleRow(
            series=record.text("series"),
            criteria=_ids(record, "criteria", catalogue),
            refs=record.text("refs"),
            requirements=_ids(record, "requirements", catalogue),
            label=record.text("label"),
            note=record.text("note"),
        )
        if record.close():
            good.append(row)
        found += record.problems
    return tuple(good), tuple(found)


def _ids(record: Record, field: str, catalogue: Catalogue) -> tuple[str, ...]:
    written = tuple(part for part in record.text(field).split(";") if part)
    for one in written:
        reason = refusal(one, catalogue)
        if reason is not None:
            record.refuse(field, reason)
    return written
