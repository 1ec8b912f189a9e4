"""The article's table beside ours: which partners both name, which one alone, and why each differs."""

from collections.abc import Sequence

from attrs import frozen

from dualtrack.catalogues.loader import ArticleRow, Library
from dualtrack.domain.frameworks.crosswalk import Crosswalk, Mapping
from dualtrack.domain.frameworks.ids import key_of
from dualtrack.domain.frameworks.listed import Listed, compare_listed, elsewhere, strongest
from dualtrack.domain.frameworks.series import SeriesComparison


@frozen(kw_only=True)
class Moved:
    """A requirement that only the article puts on a series, and where our pairs put it instead."""

    requirement: str
    pairs: tuple[Mapping, ...]  # seen from it, the strongest first; none where we pair it with nothing


@frozen(kw_only=True)
class Compared:
    """One row of the article beside ours."""

    row: ArticleRow
    series: SeriesComparison | None  # None where no coverage is judged
    listed: Listed
    moved: tuple[Moved, ...]
    ours: tuple[Mapping, ...]  # the strongest pair with each partner that the article does not name

    @property
    def reached(self) -> int:
        """How many of the criteria are covered largely or wholly."""
        return 0 if self.series is None else len(self.series.criteria) - len(self.series.short)


def compared(held: Library) -> tuple[Compared, ...]:
    """Every row of the article, in its order, beside the pairs that we ship."""
    series = {one.series: one for one in held.crosswalks.series}
    return tuple(_row(row, series.get(row.series), held.crosswalk) for row in held.crosswalks.article)


def _row(row: ArticleRow, series: SeriesComparison | None, crosswalk: Crosswalk) -> Compared:
    of, by = _framework(row.criteria), _framework(row.requirements)
    listed = compare_listed(crosswalk, row.criteria, row.requirements, by)
    return Compared(
        row=row,
        series=series,
        listed=listed,
        moved=tuple(
            Moved(requirement=one, pairs=elsewhere(crosswalk, one, of, row.criteria))
            for one in listed.list_only
        ),
        ours=tuple(strongest(crosswalk, row.criteria, one) for one in listed.ours_only),
    )


def _framework(ids: Sequence[str]) -> str:
    return key_of(ids[0])
