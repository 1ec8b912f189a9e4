"""Laws of the matrix's drawing: runs cover just their cells, titles and headings keep to their room."""

import re

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from dualtrack.app.web.crosswalk.drawing import (
    CELL,
    GAP,
    LETTER,
    SYMBOLS,
    Drawing,
    Subject,
    drawn,
    fitted,
    runs,
)
from dualtrack.app.web.crosswalk.words import SIGNS
from dualtrack.catalogues.loader import load_library
from dualtrack.domain.frameworks.crosswalk import MappingStatus, Relation
from dualtrack.domain.frameworks.crosswalk_reviews import Standing

XS, YS = [0, 12, 24, 40, 52, 64], [0, 12, 48, 60]
places = st.sets(st.tuples(st.integers(0, 3), st.integers(0, 5)))


def covered(path: str) -> set[tuple[int, int]]:
    """The cells that a path goes through from edge to edge."""
    found = set()
    for x, y, end in re.findall(r"M(\d+) ([\d.]+)H(\d+)", path):
        row = YS.index(int(float(y) - CELL / 2))
        found |= {(row, n) for n, at in enumerate(XS) if int(x) <= at and at + CELL <= int(end)}
    return found


@given(places)
def test_a_path_goes_through_the_cells_that_were_asked_for_and_through_no_other(
    asked: set[tuple[int, int]],
) -> None:
    assert covered(runs(sorted(asked), XS, YS)) == asked


@given(st.text(max_size=80), st.integers(0, 400))
def test_a_title_never_passes_its_room(title: str, room: int) -> None:
    cut = fitted(title, room)
    assert len(cut) <= room / LETTER or cut == ""
    assert cut in (title, "") or cut.endswith("…")
    assert title.startswith(cut.removesuffix("…"))


def subject(rows: str = "soc2", columns: str = "iso27001") -> Subject:
    return Subject(own=None, crosswalk=load_library(None).crosswalks.crosswalk, rows=rows, columns=columns)


@pytest.fixture(scope="module")
def whole() -> Drawing:
    return drawn(subject())


def test_every_relation_has_a_symbol_and_a_sign_of_its_own() -> None:
    assert set(SYMBOLS) == set(SIGNS) == set(Relation)
    assert len(set(SYMBOLS.values())) == len(set(SIGNS.values())) == len(Relation)


def test_a_cell_says_both_sides_their_relation_and_its_strength(whole: Drawing) -> None:
    for cell in whole.cells:
        row, column = (whole.matrix.rows[cell.place[0]], whole.matrix.columns[cell.place[1]])
        strength = f": {cell.pair.strength}/10" if cell.pair.strength else ""
        sign = SIGNS[cell.pair.relation]
        assert cell.signs == f"{row.local_id} {sign} {column.local_id}{strength}"
        assert cell.url.endswith(f"{column.framework}/{column.local_id}/")


def test_what_either_side_adds_is_said_by_titles_behind_its_id(whole: Drawing) -> None:
    adding = [cell for cell in whole.cells if cell.pair.source_delta and cell.pair.target_delta]
    assert adding
    for cell in adding:
        first, second = cell.beyond.split("; ")
        assert first.startswith(f"{cell.pair.source.partition(':')[2]}: ")
        assert second.startswith(f"{cell.pair.target.partition(':')[2]}: ")
    assert all(not c.beyond for c in whole.cells if not (c.pair.source_delta or c.pair.target_delta))


def test_candidates_and_rejected_pairs_are_told_apart_from_those_that_count() -> None:
    held = subject()
    first, second = list(dict.fromkeys(cell.pair.source for cell in drawn(held).cells))[:2]
    marked = {first: MappingStatus.CANDIDATE, second: MappingStatus.REJECTED}
    changed = tuple(
        evolve(one, status=next((marked[r] for r in (one.source, one.target) if r in marked), one.status))
        for one in held.crosswalk.mappings
    )
    drawing = drawn(evolve(held, crosswalk=type(held.crosswalk)(changed)))
    by_standing = {p.place: p.standing for p in drawing.matrix.pairs}
    assert {Standing.CANDIDATE, Standing.REJECTED} <= set(by_standing.values())
    for cell in drawing.cells:
        standing = by_standing[cell.place]
        assert (cell.shade == "ca") is (standing is Standing.CANDIDATE)
        assert (cell.symbol == "re") is (standing is Standing.REJECTED)


def test_every_cell_has_a_pair_or_is_counted_as_closed_or_not_reviewed(whole: Drawing) -> None:
    assert len(whole.cells) + sum(whole.unlisted.values()) == whole.matrix.size
    assert set(whole.unlisted) == {Standing.NO_RELATIONSHIP, Standing.NOT_REVIEWED}


def test_a_heading_of_columns_is_whole_short_or_nothing_and_fits_its_room(whole: Drawing) -> None:
    for heading in whole.column_headings:
        assert heading.fitted in (heading.title, heading.title.partition(" ")[0], "")
        assert len(heading.fitted) * 6.6 <= heading.length + GAP
    assert [h.fitted for h in whole.row_headings] == [h.title for h in whole.row_headings]


def test_the_ground_has_a_block_for_each_group_of_rows_and_columns(whole: Drawing) -> None:
    assert [x for x, _ in whole.blocks] == [heading.at for heading in whole.column_headings]
    for (_, blocks), heading in zip(whole.blocks, whole.column_headings, strict=True):
        assert [(y, high) for y, _, high in blocks] == [(h.at, h.length + 1) for h in whole.row_headings]
        assert {wide for _, wide, _ in blocks} == {heading.length + 1}


def test_cells_come_row_by_row(whole: Drawing) -> None:
    rows = [row for row, _ in whole.by_row]
    assert rows == sorted(set(rows))
    assert [cell for _, cells in whole.by_row for cell in cells] == list(whole.cells)
    for row, cells in whole.by_row:
        assert {cell.place[0] for cell in cells} == {row}


def test_the_same_subject_is_drawn_once() -> None:
    assert drawn(subject()) is drawn(subject())
