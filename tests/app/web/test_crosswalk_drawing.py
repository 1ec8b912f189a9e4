"""How the matrix is laid out: every label and cell at its place, titles cut to their room, runs as lines."""

from itertools import pairwise

import pytest
from django.test import Client

from dualtrack.app.programme.catalogue import catalogue, crosswalk, library
from dualtrack.app.web.crosswalk.drawing import (
    CELL,
    FITTING,
    GAP,
    HEADING,
    PITCH,
    Drawing,
    draw,
    fitted,
    runs,
)
from dualtrack.domain.frameworks.crosswalk import Crosswalk


def drawn(rows: str, columns: str, held: Crosswalk | None = None) -> Drawing:
    sides = [catalogue().framework(key) for key in (rows, columns)]
    assert sides[0] is not None
    assert sides[1] is not None
    return draw(library(), held or crosswalk(), sides[0], sides[1])


@pytest.fixture
def wide(lead: Client) -> Drawing:
    return drawn("soc2", "iso27001")


def test_rows_and_columns_lie_apart_by_a_pitch_and_groups_by_their_heading_or_gap(wide: Drawing) -> None:
    by_group = [r.group for r in wide.matrix.rows]
    rows = zip(pairwise(by_group), pairwise(wide.rows), strict=True)
    for (group, next_group), (one, two) in rows:
        assert two.at - one.at == (PITCH if group == next_group else PITCH + HEADING)
    columns = [c.at for c in wide.columns]
    assert {b - a for a, b in pairwise(columns)} == {PITCH, PITCH + GAP}


def test_every_cell_lies_at_its_row_and_column(wide: Drawing) -> None:
    for cell in wide.cells:
        row, column = cell.place
        assert (cell.x, cell.y) == (wide.columns[column].at, wide.rows[row].at)
        assert cell.column is wide.matrix.columns[column]


def test_turned_round_the_same_pairs_lie_at_the_mirrored_places(wide: Drawing) -> None:
    tall = drawn("iso27001", "soc2")
    assert {c.place for c in wide.cells} == {(b, a) for a, b in (c.place for c in tall.cells)}


def test_the_small_form_fits_into_the_width_of_a_page(wide: Drawing) -> None:
    small, full = wide.sized(small=True), wide.sized(small=False)
    assert small.labels + small.width <= FITTING + 1
    assert full.scale == 1
    assert full.width == wide.width > FITTING


def test_a_title_is_cut_to_its_room_with_an_ellipsis() -> None:
    assert fitted("Access control", 200) == "Access control"
    assert fitted("Access, control", 42) == "Access…"
    assert fitted("Access control", 3) == ""


def test_neighbours_in_a_row_are_one_line_and_others_begin_anew() -> None:
    xs, ys = [0, 12, 24, 40], [0, 12]
    assert runs([(0, 0), (0, 1), (0, 2)], xs, ys) == f"M0 {CELL / 2:g}H35"
    assert runs([(0, 2), (0, 3)], xs, ys) == "M24 5.5H35M40 5.5H51"
    assert runs([(0, 2), (1, 0)], xs, ys) == "M24 5.5H35M0 17.5H11"
    assert runs([], xs, ys) == ""
