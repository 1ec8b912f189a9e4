"""Narrowing a matrix: which of its cells somebody asked for. The page's script keeps the same rules."""

from collections.abc import Iterable
from collections.abc import Mapping as Index

from attrs import frozen

from dualtrack.domain.frameworks.catalogue import Requirement
from dualtrack.domain.frameworks.crosswalk import Mapping, Relation
from dualtrack.domain.frameworks.crosswalk_reviews import Standing
from dualtrack.domain.frameworks.matrix import Matrix, Place, Placed, Reach

ANY = "any"  # of deltas: either side adds something
_UNLISTED = (Standing.NOT_REVIEWED, Standing.NO_RELATIONSHIP)


@frozen(kw_only=True)
class Narrowing:
    """What was asked for; what is not said asks for nothing."""

    relation: Relation | None = None  # seen from the row
    least: int = 0  # strength
    standing: Standing | None = None
    delta: str = ""  # ANY, or the full name of one: soc2:operating_over_period
    reach: Reach | None = None
    words: tuple[str, ...] = ()  # each stands in an id or title of the row or the column
    parts: tuple[tuple[str, str], ...] = ()  # by framework: one of `parts_of`

    @property
    def asks(self) -> bool:
        """True when it leaves anything out."""
        return self != Narrowing()

    @property
    def about_pairs(self) -> bool:
        """True when only a listed pair can have what is asked for."""
        return bool(self.relation or self.least or self.delta or self.reach)


def parts_of(requirement: Requirement) -> tuple[str, ...]:
    """The parts of its framework that a requirement belongs to: kind, theme, category and group."""
    named = (
        ("kind", requirement.kind),
        ("theme", requirement.theme),
        ("category", requirement.category),
        ("group", requirement.group),
    )
    return tuple(f"{name}:{value}" for name, value in named if value is not None)


def text_of(requirement: Requirement) -> str:
    """What the words of a search are looked for in."""
    return f"{requirement.local_id} {requirement.title}".lower()


def deltas_of(pair: Mapping) -> tuple[str, ...]:
    """The deltas of both sides by full name, each with the framework that adds it."""
    sides = ((pair.source, pair.source_delta), (pair.target, pair.target_delta))
    return tuple(f"{side.partition(':')[0]}:{delta}" for side, deltas in sides for delta in deltas)


def narrowed(matrix: Matrix, asked: Narrowing, reaches: Index[Place, Reach]) -> frozenset[Place]:
    """The cells that were asked for: of listed pairs, or of those cells whose standing is asked for."""
    listed = [p.place for p in matrix.pairs if _has(p, asked, reaches)]
    if asked.standing in _UNLISTED and not asked.about_pairs:
        listed += matrix.unlisted(asked.standing)
    return frozenset(_within(matrix, asked, listed))


def _has(placed: Placed, asked: Narrowing, reaches: Index[Place, Reach]) -> bool:
    pair = placed.pair
    deltas = deltas_of(pair)
    return (
        asked.relation in (None, pair.relation)
        and pair.strength >= asked.least
        and asked.standing in (None, placed.standing)
        and (not asked.delta or (bool(deltas) if asked.delta == ANY else asked.delta in deltas))
        and asked.reach in (None, reaches.get(placed.place))
    )


def _within(matrix: Matrix, asked: Narrowing, places: Iterable[Place]) -> Iterable[Place]:
    """Those whose requirements are of the parts that were asked for and hold every word."""
    rows, columns = _in_parts(matrix.rows, asked), _in_parts(matrix.columns, asked)
    here = [text_of(r) for r in matrix.rows]
    there = [text_of(r) for r in matrix.columns]
    for row, column in places:
        in_parts = rows[row] and columns[column]
        if in_parts and all(word in here[row] or word in there[column] for word in asked.words):
            yield row, column


def _in_parts(side: tuple[Requirement, ...], asked: Narrowing) -> list[bool]:
    wanted = dict(asked.parts)
    return [r.framework not in wanted or wanted[r.framework] in parts_of(r) for r in side]
