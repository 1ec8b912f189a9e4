"""Reads a folder of crosswalks whole: pairs, judged coverage, the unreached, reviews, the article."""

from collections.abc import Collection, Sequence
from importlib.resources.abc import Traversable

from attrs import frozen

from dualtrack.catalogues.article_file import ArticleRow, read_article
from dualtrack.catalogues.coverage_file import read_coverage, read_unreached
from dualtrack.catalogues.crosswalk_file import FATAL, read_placed
from dualtrack.catalogues.files import expand, name_of
from dualtrack.catalogues.problem import Problem
from dualtrack.catalogues.review_file import read_reviews
from dualtrack.domain.frameworks.catalogue import Catalogue
from dualtrack.domain.frameworks.coverage_rules import Judgement, closing_faults
from dualtrack.domain.frameworks.coverage_whole import Closing, Unreached, WholeCoverage, shares
from dualtrack.domain.frameworks.crosswalk import Crosswalk, Mapping
from dualtrack.domain.frameworks.crosswalk_reviews import Review
from dualtrack.domain.frameworks.crosswalk_rules import ACROSS_FILES, faults
from dualtrack.domain.frameworks.series import SeriesComparison, compare_series

ARTICLE = "article-soc2-iso27001.csv"
COVERAGE = "coverage.csv"  # what a name ends with: soc2-iso42001-coverage.csv
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
    return read_crosswalk_folders((place,), catalogue)


def read_crosswalk_folders(places: Sequence[Traversable], catalogue: Catalogue) -> CrosswalkFolder:
    """Every CSV file of several folders as one: ours first, then an organisation's own beside them."""
    files, missing = expand(places, ".csv")
    problems = list(missing)
    placed: list[tuple[Mapping, str, str]] = []  # with file and row
    article: tuple[ArticleRow, ...] = ()
    for file in files:
        if file.name == ARTICLE:
            article, wrong = read_article(file, catalogue)
        elif file.name.endswith((COVERAGE, UNREACHED)) or file.name == REVIEWS:
            continue
        else:
            pairs, wrong = read_placed(file, catalogue)
            placed += [(mapping, name_of(file), row) for mapping, row in pairs]
        problems += wrong
    whole, clashes = _as_one(placed, catalogue, problems)
    closing, unclosed = _closing(files, name_of(places[0]), whole, catalogue)
    reviews, unfit = _reviews(files, whole, catalogue)
    folder = CrosswalkFolder(
        crosswalk=whole,
        closing=closing,
        reviews=reviews,
        article=article,
        problems=(*problems, *clashes, *unclosed, *unfit),
    )
    return _with_notes_checked(folder, f"{name_of(places[0])}/{ARTICLE}")


def _as_one(
    placed: list[tuple[Mapping, str, str]], catalogue: Catalogue, told: Collection[Problem]
) -> tuple[Crosswalk, list[Problem]]:
    """The pairs of all files, without those that clash with a pair of a file before theirs."""
    places = {id(mapping): (file, row) for mapping, file, row in placed}
    before = set(told)
    clashes: list[Problem] = []
    refused: set[int] = set()
    for fault in faults(Crosswalk(tuple(m for m, _, _ in placed)), catalogue, ACROSS_FILES):
        file, row = places[id(fault.mapping)]
        problem = Problem(file, row, fault.field, fault.reason)
        if problem not in before:
            clashes.append(problem)
        if fault.code in FATAL:
            refused.add(id(fault.mapping))
    return Crosswalk(tuple(m for m, _, _ in placed if id(m) not in refused)), clashes


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
    read = [read_reviews(file, catalogue, authors) for file in files if file.name == REVIEWS]
    return tuple(one for reviews, _ in read for one in reviews), tuple(p for _, wrong in read for p in wrong)


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
