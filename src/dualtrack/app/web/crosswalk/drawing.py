"""Where everything of the matrix lies: numbers for the template's SVG, made once for two frameworks."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from attrs import evolve, frozen
from django.urls import reverse

from dualtrack.app.web.crosswalk.words import SIGNS
from dualtrack.catalogues.loader import Library, load_library
from dualtrack.domain.frameworks.catalogue import Framework, Requirement
from dualtrack.domain.frameworks.coverage_whole import shares
from dualtrack.domain.frameworks.crosswalk import Crosswalk, Mapping, Relation
from dualtrack.domain.frameworks.crosswalk_reviews import Standing
from dualtrack.domain.frameworks.matrix import Matrix, Place, matrix

PITCH, CELL = 12, 11  # from one cell to the next; a cell itself
GAP = 4  # between groups of columns
HEADING = 24  # over each group of rows; whole pitches, so that the ground stays in step
LABELS, ROOMY = 200, 290  # width of the row labels, where the matrix fits into a page and where it does not
ID_WIDTH, LETTER, _WIDE = 6.4, 5.3, 6.6  # of one character of an id, a title and a heading, on average
FITTING = 980  # width of the page on a small desktop; the small form fits into it
_BAR, _SHARE = 4, 20  # length of one step of a share, and the room for a share

# What is drawn on a cell for the relation as seen from its row; the page defines a symbol for each.
SYMBOLS = {
    Relation.EQUAL_TO: "eq",
    Relation.EQUIVALENT_TO: "ap",
    Relation.SUPERSET_OF: "gt",
    Relation.SUBSET_OF: "lt",
    Relation.INTERSECTS_WITH: "in",
    Relation.NO_RELATIONSHIP: "no",
}


@frozen(kw_only=True)
class Label:
    """The label of a row or column: where it lies, what it says, how far the other framework covers it."""

    at: int
    id: str
    title: str
    fitted: str
    framework: str
    url: str  # from the page of the matrix
    bar: int  # length of its share, 0 to 16


@frozen(kw_only=True)
class Heading:
    """The heading of a group: where it begins, how long it is, what it says there and in full."""

    at: int
    length: int
    fitted: str
    title: str


@frozen(kw_only=True)
class Cell:
    """One listed pair as it is drawn, with what its title says in signs."""

    place: Place
    x: int
    y: int
    symbol: str
    shade: str
    url: str  # from the page of the matrix
    signs: str
    beyond: str  # the deltas of both sides by title
    column: Requirement
    pair: Mapping


@frozen(kw_only=True)
class Size:
    """The scale of a drawing and its lengths in pixels."""

    scale: float
    axis: int  # where the name of the columns' framework ends, before scaling
    labels: int
    width: int
    height: int
    header: int


@frozen(kw_only=True)
class Drawing:
    """The whole matrix, laid out."""

    matrix: Matrix
    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    row_headings: tuple[Heading, ...]
    column_headings: tuple[Heading, ...]
    cells: tuple[Cell, ...]
    blocks: tuple[tuple[int, tuple[tuple[int, int, int], ...]], ...]  # x, and y, width, height of each
    closed: str  # path over the cells that a review closed
    unlisted: dict[Standing, int]  # how many cells without a pair there are
    labels: int
    width: int
    height: int
    header: int
    indent: int  # where titles begin beside the ids of rows
    row_tracks: str  # the whole of which each share is a part
    column_tracks: str

    def path(self, places: Iterable[Place]) -> str:
        """A path over some cells, one line for each run of neighbours."""
        return runs(places, [c.at for c in self.columns], [r.at for r in self.rows])

    @property
    def by_row(self) -> list[tuple[int, list[Cell]]]:
        """The cells of each row that has any."""
        return [(row, list(cells)) for row, cells in groupby(self.cells, key=lambda cell: cell.place[0])]

    def sized(self, *, small: bool) -> "Size":
        """How large everything is drawn; the small form fits into the width of a page."""
        labels = LABELS if small else self.labels
        scale = round(min(1.0, FITTING / (LABELS + self.width)), 3) if small else 1.0
        return Size(
            scale=scale,
            axis=labels - 8,
            labels=round(labels * scale),
            width=round(self.width * scale),
            height=round(self.height * scale),
            header=round(self.header * scale),
        )


@frozen(kw_only=True)
class Subject:
    """What a drawing is made of: a home's catalogues, the pairs as they are held, the two frameworks."""

    own: Path | None
    crosswalk: Crosswalk
    rows: str
    columns: str


@lru_cache(maxsize=12)
def drawn(subject: Subject) -> Drawing:
    """The drawing of a subject; the last few are kept, as none of it changes."""
    held = load_library(subject.own)
    sides = held.catalogue.framework(subject.rows), held.catalogue.framework(subject.columns)
    assert sides[0] is not None  # noqa: S101 - both were chosen among the loaded ones
    assert sides[1] is not None  # noqa: S101 - as above
    return draw(held, subject.crosswalk, sides[0], sides[1])


def draw(held: Library, crosswalk: Crosswalk, rows: Framework, columns: Framework) -> Drawing:
    """Lay out two frameworks against each other."""
    found = matrix(crosswalk, held.crosswalks.reviews, rows, columns)
    closed = list(found.unlisted(Standing.NO_RELATIONSHIP))
    not_reviewed = found.size - len(found.pairs) - len(closed)
    ys, row_headings = _spread(found.rows, before=HEADING, between=0)
    xs, column_headings = _spread(found.columns, before=0, between=GAP)
    width = xs[-1] + PITCH
    labels = LABELS if LABELS + width <= FITTING else ROOMY
    indent = _SHARE + round(max(len(r.local_id) for r in found.rows) * ID_WIDTH + 5)
    row_labels = _labels(found.rows, ys, columns.key, held, room=labels - indent)
    column_labels = _labels(found.columns, xs, rows.key, held, room=0)
    header = round(22 + max(len(label.id) for label in column_labels) * ID_WIDTH + 20)
    return Drawing(
        matrix=found,
        rows=row_labels,
        columns=column_labels,
        row_headings=tuple(evolve(h, fitted=h.title) for h in row_headings),
        column_headings=tuple(_fitted(h, h.length + GAP) for h in column_headings),
        cells=tuple(_cells(found, xs, ys, (rows, columns))),
        blocks=_blocks(row_headings, column_headings),
        closed=runs(closed, xs, ys),
        unlisted={Standing.NO_RELATIONSHIP: len(closed), Standing.NOT_REVIEWED: not_reviewed},
        width=width,
        labels=labels,
        height=ys[-1] + PITCH,
        header=header,
        indent=indent,
        row_tracks="".join(f"M0 {y + CELL / 2:g}h{4 * _BAR}" for y in ys),
        column_tracks="".join(f"M{x + CELL / 2:g} {header - 3}v-{4 * _BAR}" for x in xs),
    )


def _spread(members: Sequence[Requirement], *, before: int, between: int) -> tuple[list[int], list[Heading]]:
    """Where each lies, group after group, with the heading of each group."""
    places: list[int] = []
    headings: list[Heading] = []
    at, group = 0, None
    for member in members:
        if (member.group, member.group_title) != group:
            at += before + (between if headings else 0)
            group = (member.group, member.group_title)
            title = f"{member.group} {member.group_title}"
            headings.append(Heading(at=at, length=0, fitted=member.group, title=title))
        places.append(at)
        at += PITCH
        headings[-1] = evolve(headings[-1], length=at - headings[-1].at - 1)
    return places, headings


def _fitted(heading: Heading, room: int) -> Heading:
    """The heading in full where there is room for it, else the group's id alone, else nothing."""
    words = (heading.title, heading.fitted, "")
    return evolve(heading, fitted=next(w for w in words if len(w) * _WIDE <= room or not w))


def _labels(
    members: Sequence[Requirement], places: Sequence[int], other: str, held: Library, *, room: int
) -> tuple[Label, ...]:
    judged, here_url = shares(held.crosswalks.closing.coverage, other), reverse("crosswalk")
    return tuple(
        Label(
            at=at,
            id=member.local_id,
            title=member.title,
            fitted=fitted(member.title, room),
            framework=member.framework,
            url=reverse("crosswalk.one", args=[member.framework, member.local_id]).removeprefix(here_url),
            bar=_BAR * judged[member.id].covered.rank if member.id in judged else 0,
        )
        for member, at in zip(members, places, strict=True)
    )


def fitted(text: str, room: float) -> str:
    """A text cut to some room; nothing where there is none."""
    most = int(room / LETTER)
    if len(text) <= most:
        return text
    cut = text[: max(0, most - 1)]
    return f"{cut.rstrip(' ,;:')}…" if cut else ""


def _cells(
    found: Matrix, xs: Sequence[int], ys: Sequence[int], sides: tuple[Framework, Framework]
) -> Iterable[Cell]:
    here_url = reverse("crosswalk")
    for placed in found.pairs:
        pair, (row, column) = placed.pair, placed.place
        here, there = found.rows[row], found.columns[column]
        strength = f": {pair.strength}/10" if pair.strength else ""
        yield Cell(
            place=placed.place,
            x=xs[column],
            y=ys[row],
            symbol="re" if placed.standing is Standing.REJECTED else SYMBOLS[pair.relation],
            shade="ca" if placed.standing is Standing.CANDIDATE else f"s{pair.strength}",
            url=pair_url(pair.source, pair.target).removeprefix(here_url),
            signs=f"{here.local_id} {SIGNS[pair.relation]} {there.local_id}{strength}",
            beyond=_beyond(pair, sides),
            column=there,
            pair=pair,
        )


def _beyond(pair: Mapping, sides: tuple[Framework, Framework]) -> str:
    """What each side of a pair adds, by the titles that its framework gives."""
    parts = []
    for requirement, deltas, side in zip(
        (pair.source, pair.target), (pair.source_delta, pair.target_delta), sides, strict=True
    ):
        titles = [delta.title for name in deltas if (delta := side.delta(name))]
        if titles:
            parts.append(f"{requirement.partition(':')[2]}: {', '.join(titles)}")
    return "; ".join(parts)


def pair_url(a: str, b: str) -> str:
    """The page of two requirements, by their full ids."""
    (here, _, local), (there, _, other) = a.partition(":"), b.partition(":")
    return reverse("crosswalk.pair", args=[here, local, there, other])


def _blocks(
    rows: Sequence[Heading], columns: Sequence[Heading]
) -> tuple[tuple[int, tuple[tuple[int, int, int], ...]], ...]:
    """The ground under the cells: a rectangle a group of rows and group of columns."""
    return tuple(
        (column.at, tuple((row.at, column.length + 1, row.length + 1) for row in rows)) for column in columns
    )


def runs(places: Iterable[Place], xs: Sequence[int], ys: Sequence[int]) -> str:
    """A line through the middle of each run of neighbouring cells; the script of the page draws the same."""
    parts: list[str] = []
    start = end = -1
    line = -1
    for row, column in places:
        x = xs[column]
        if row != line or x != end + 1:
            if start >= 0:
                parts.append(f"H{end}")
            parts.append(f"M{x} {ys[row] + CELL / 2:g}")
            start, line = x, row
        end = x + CELL
    return "".join([*parts, f"H{end}"] if start >= 0 else parts)
