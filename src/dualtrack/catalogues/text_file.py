"""An organisation's licensed text of a standard (CSV): requirement and text, shown beside our titles.

It stays in the organisation's own folder: no text of a publisher is shipped.
"""

from importlib.resources.abc import Traversable

from dualtrack.catalogues.csv_file import csv_text, read_csv
from dualtrack.catalogues.files import expand, name_of
from dualtrack.catalogues.problem import Problem
from dualtrack.catalogues.record import Record
from dualtrack.domain.frameworks.catalogue import Catalogue
from dualtrack.domain.frameworks.ids import refusal

COLUMNS = ("requirement", "text")
Texts = dict[str, str]


def read_texts(place: Traversable, catalogue: Catalogue) -> tuple[Texts, tuple[Problem, ...]]:
    """Texts by requirement of a folder's files, and all that is wrong in them; of two the first is kept."""
    files, missing = expand((place,), ".csv")
    problems = list(missing)
    found: Texts = {}
    for file in files:
        rows, wrong = read_csv(file, COLUMNS)
        problems += wrong
        for line, row in rows:
            record = Record(name_of(file), line, row)
            written, text = record.text("requirement"), record.text("text")
            reason = refusal(written, catalogue) if written else None
            if reason is not None:
                record.refuse("requirement", reason)
            elif written in found:
                record.refuse("requirement", f"{written} has a text already; the first one is kept")
            elif text and not record.problems:
                found[written] = text
            problems += record.problems
    return found, tuple(problems)


def texts_csv(texts: Texts) -> str:
    """Texts as such a file."""
    return csv_text(COLUMNS, ({"requirement": key, "text": text} for key, text in texts.items()))
