"""Columns have letters, cells have words, and rows end where they hold nothing more."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st
from tests.each import each

from dualtrack.sheets.cell import Cell, Sheet, column_of, letter, text, trimmed


@each(("column", "said"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (16_383, "XFD")])
def test_columns_are_called_as_excel_calls_them(column: int, said: str) -> None:
    assert letter(column) == said
    assert column_of(said.lower()) == column


@given(st.integers(0, 100_000))
def test_letters_and_places_agree(column: int) -> None:
    assert column_of(letter(column)) == column


@each(
    ("cell", "said"),
    [
        (" a ", "a"),
        (True, "yes"),
        (False, "no"),
        (3, "3"),
        (3.0, "3"),
        (2.5, "2.5"),
        (date(2026, 1, 2), "2026-01-02"),
        (datetime(2026, 1, 2, 3, 4, tzinfo=UTC).replace(tzinfo=None), "2026-01-02 03:04"),
        (datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC).replace(tzinfo=None), "2026-01-02 03:04:05"),
    ],
)
def test_a_cell_is_said_as_it_is_typed(cell: Cell, said: str) -> None:
    assert text(cell) == said


@given(
    st.lists(st.sampled_from(["", " ", "x", 0, False]), max_size=30),
    st.sampled_from([0, 1, 1023, 1024, 5000]),
)
def test_a_row_ends_with_its_last_cell_that_holds_something(cells: list[Cell], blanks: int) -> None:
    row = trimmed([*cells, *[""] * blanks])
    assert list(row) == cells[: len(row)]
    assert all(cell in ("", " ") and cell is not False for cell in cells[len(row) :])
    assert not row or row[-1] not in ("", " ")


def test_a_cell_beyond_the_end_is_empty() -> None:
    sheet = Sheet(name="s", rows=(("a",),), first=7)
    assert (sheet.cell(0, 0), sheet.cell(0, 9), sheet.number(0)) == ("a", "", 7)
