"""Reads a folder of crosswalks whole: pairs, judged coverage, the unreached, reviews, the article."""

from functools import cache
from importlib.resources.abc import Traversable

from attrs import frozen

from dualtrack.catalogues.article_file import ArticleRow, read_article
from dualtrack.catalogues.coverage_file import read_coverage, read_unreached
from dualtrack.catalogues.crosswalk_file import read_crosswalk
from dualtrack.catalogues.files import listing, name_of, shipped
from dualtrack.catalogues.loader import ARTICLE, load_catalogue
from dualtrack.catalogues.problem import Problem
from dualtrack.catalogues.review_file import read_reviews
from dualtrack.domain.frameworks.catalogue import Catalogue
from dualtrack.domain.frameworks.coverage_rules import Judgement, closing_faults
from dualtrack.domain.frameworks.coverage_whole import Closing, Unreached, WholeCoverage, shares
from dualtrack.domain.frameworks.crosswalk import Crosswalk, Mapping
from dualtrack.domain.frameworks.crosswalk_reviews import Review
from dualtrack.domain.frameworks.series import SeriesComparison, compare_series

COVERAGE = "coverage.csv"  # and iso27001-iso42001-coverage.csv: what one framework as a whole covers of another
REVIEWS = "reviews.csv"
UNREACHED = "-only.csv"  # iso-only.csv: requirements of ISO that nothing on the other side reaches

# A judgement with one of these faults is left out; the others are told and the judgement is kept.
_FATAL = frozenset({"unknown_id", "unknown_framework", "duplicate"})


@frozen(kw_only=True)
class CrosswalkFolder:
    """All that a folder of crosswalks says, and everything that is wrong in it."""

    crosswalk: Crosswalk
    closing: Closing
    reviews: tuple[Review, ...]
    article: tuple[ArticleRow, ...]
    problems: tuple[Problem, ...]

    @property
    def series(self) -> tuple[SeriesComparison, ...]:
        """The article's series with our labels; none when no coverage by ISO 27001 is judged."""
        judged = shares(self.closing.coverage, "iso27001")
        if not judged:
            return ()
        return tuple(
            compare_series(
                series=row.series, criteria=row.criteria, claimed=row.label, note=row.note, judged=judged
            )
            for row in self.article
        )


def read_crosswalk_folder(place: Traversable, catalogue: Catalogue) -> CrosswalkFolder:
    """Every CSV file of a folder, each read as its name says."""
    files, missing = listing(place, ".csv")
    problems = list(missing)
    pairs: list[Mapping] = []
    article: tuple[ArticleRow, ...] = ()
    for file in files:
        if file.name == ARTICLE:
            article, wrong = read_article(file, catalogue)
        elif file.name == REVIEWS or file.name.endswith((COVERAGE, UNREACHED)):
            continue
        else:
            crosswalk, wrong = read_crosswalk(file, catalogue)
            pairs += crosswalk.mappings
        problems += wrong
    whole = Crosswalk(tuple(pairs))
    closing, unclosed = _closing(files, name_of(place), whole, catalogue)
    reviews, unfit = _reviews(files, whole, catalogue)
    folder = CrosswalkFolder(
        crosswalk=whole,
        closing=closing,
        reviews=reviews,
        article=article,
        problems=(*problems, *unclosed, *unfit),
    )
    return _with_notes_checked(folder, f"{name_of(place)}/{ARTICLE}")


def _closing(
    files: list[Traversable], folder: str, crosswalk: Crosswalk, catalogue: Catalogue
) -> tuple[Closing, list[Problem]]:
    coverage: list[WholeCoverage] = []
    unreached: list[Unreached] = []
    problems: list[Problem] = []
    places: dict[int, tuple[str, str]] = {}  # the file and row of each judgement
    for file in files:
        if file.name.endswith(COVERAGE):
            judged, wrong = read_coverage(file)
            coverage += [one for _, one in judged]
            places |= {id(one): (name_of(file), row) for row, one in judged}
        elif file.name.endswith(UNREACHED):
            said, wrong = read_unreached(file)
            unreached += [one for _, one in said]
            places |= {id(one): (name_of(file), row) for row, one in said}
        else:
            continue
        problems += wrong
    refused: set[int] = set()
    read = Closing(coverage=tuple(coverage), unreached=tuple(unreached))
    for fault in closing_faults(read, crosswalk, catalogue):
        file_name, row = _place(fault.judgement, places) or (folder, fault.requirement)
        problems.append(Problem(file_name, row, fault.field, fault.reason))
        if fault.code in _FATAL:
            refused.add(id(fault.judgement))
    good = Closing(
        coverage=tuple(one for one in coverage if id(one) not in refused),
        unreached=tuple(one for one in unreached if id(one) not in refused),
    )
    return good, problems


def _place(judgement: Judgement | None, places: dict[int, tuple[str, str]]) -> tuple[str, str] | None:
    return None if judgement is None else places[id(judgement)]


def _reviews(
    files: list[Traversable], crosswalk: Crosswalk, catalogue: Catalogue
) -> tuple[tuple[Review, ...], tuple[Problem, ...]]:
    authors = {m.author for m in crosswalk.mappings}
    file = next((f for f in files if f.name == REVIEWS), None)
    return ((), ()) if file is None else read_reviews(file, catalogue, authors)


def _with_notes_checked(folder: CrosswalkFolder, file: str) -> CrosswalkFolder:
    """The folder, with a problem for each series whose label differs from the article's unexplained."""
    wrong = [
        Problem(file, s.series, "note", f"our label is {s.label}; let the note name it and say why")
        for s in folder.series
        if not s.agrees and s.label not in s.note
    ]
    return CrosswalkFolder(
        crosswalk=folder.crosswalk,
        closing=folder.closing,
        reviews=folder.reviews,
        article=folder.article,
        problems=(*folder.problems, *wrong),
    )


@cache
def load_crosswalk_folder() -> CrosswalkFolder:
    """The shipped crosswalks with all that stands beside them."""
    return read_crosswalk_folder(shipped() / "crosswalks", load_catalogue().catalogue)
