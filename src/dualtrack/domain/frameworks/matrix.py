"""Two frameworks as a matrix: listed pairs at their row and column, all other cells by their standing."""

from collections.abc import Collection, Iterator
from collections.abc import Mapping as Index
from enum import StrEnum

from attrs import Factory, field, frozen

from dualtrack.domain.frameworks.catalogue import Framework, Requirement
from dualtrack.domain.frameworks.crosswalk import Crosswalk, Mapping
from dualtrack.domain.frameworks.crosswalk_reviews import Review, Standing, standing_of
from dualtrack.domain.frameworks.ids import key_of

Place = tuple[int, int]  # row and column, counted from 0


@frozen
class Placed:
    """One listed pair, seen from its row."""

    row: int
    column: int
    pair: Mapping

    @property
    def place(self) -> Place:
        """Row and column."""
        return self.row, self.column

    @property
    def standing(self) -> Standing:
        """How far the pair counts."""
        return standing_of(self.pair)


def _by_place(matrix: "Matrix") -> dict[Place, Placed]:
    return {placed.place: placed for placed in matrix.pairs}


@frozen(kw_only=True)
class Matrix:
    """Two frameworks against each other; a cell without a pair is closed by a review, or not reviewed."""

    rows: tuple[Requirement, ...]
    columns: tuple[Requirement, ...]
    pairs: tuple[Placed, ...]  # by row, then by column
    closed_rows: frozenset[int] = frozenset()
    closed_columns: frozenset[int] = frozenset()
    _places: Index[Place, Placed] = field(
        init=False, repr=False, eq=False, default=Factory(_by_place, takes_self=True)
    )

    def at(self, row: int, column: int) -> Placed | None:
        """The pair of a cell, or nothing."""
        return self._places.get((row, column))

    def standing(self, row: int, column: int) -> Standing:
        """How the two requirements of a cell stand to each other."""
        placed = self.at(row, column)
        if placed is not None:
            return placed.standing
        closed = row in self.closed_rows or column in self.closed_columns
        return Standing.NO_RELATIONSHIP if closed else Standing.NOT_REVIEWED

    @property
    def size(self) -> int:
        """How many cells there are."""
        return len(self.rows) * len(self.columns)

    def unlisted(self, standing: Standing) -> Iterator[Place]:
        """The cells without a pair that stand so, row by row."""
        for row in range(len(self.rows)):
            for column in range(len(self.columns)):
                if (row, column) not in self._places and self.standing(row, column) is standing:
                    yield row, column


def matrix(crosswalk: Crosswalk, reviews: Collection[Review], rows: Framework, columns: Framework) -> Matrix:
    """Every pair between the requirements of two frameworks, and what reviews have closed."""
    columns_by_id = {r.id: place for place, r in enumerate(columns.requirements)}
    pairs = [
        Placed(row, columns_by_id[pair.target], pair)
        for row, requirement in enumerate(rows.requirements)
        for pair in crosswalk.of(requirement.id)
        if pair.target in columns_by_id
    ]
    return Matrix(
        rows=rows.requirements,
        columns=columns.requirements,
        pairs=tuple(sorted(pairs, key=lambda placed: placed.place)),
        closed_rows=_closed(reviews, rows, columns),
        closed_columns=_closed(reviews, columns, rows),
    )


def _closed(reviews: Collection[Review], side: Framework, against: Framework) -> frozenset[int]:
    done = {r.requirement for r in reviews if r.against == against.key}
    return frozenset(place for place, r in enumerate(side.requirements) if r.id in done)


def most_paired(
    crosswalk: Crosswalk, frameworks: Collection[Framework]
) -> tuple[Framework, Framework] | None:
    """The two frameworks with the most pairs, the longer one first; nothing if there are no two."""
    known = {f.key: f for f in frameworks}
    counts = {(a, b): 0 for a in known for b in known if a < b}
    for pair in crosswalk.mappings:
        ends = tuple(sorted((key_of(pair.source), key_of(pair.target))))
        if ends in counts:
            counts[ends] += 1
    if not counts:
        return None
    a, b = max(counts, key=lambda ends: counts[ends])
    return _longer_first(known[a], known[b])


def _longer_first(a: Framework, b: Framework) -> tuple[Framework, Framework]:
    return (a, b) if len(a.requirements) >= len(b.requirements) else (b, a)


class Reach(StrEnum):
    """How an organisation's own controls stand to a pair."""

    BOTH = "both"  # one control serves both sides
    APART = "apart"  # both sides are served, by different controls
    ONE = "one"
    NONE = "none"


def reach(pair: Mapping, served: Index[str, Collection[str]]) -> Reach:
    """How the controls that serve each requirement, by requirement, stand to a pair."""
    here, there = set(served.get(pair.source, ())), set(served.get(pair.target, ()))
    if here & there:
        return Reach.BOTH
    if here and there:
        return Reach.APART
    return Reach.ONE if here or there else Reach.NONE
