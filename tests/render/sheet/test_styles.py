"""Formats of cells: few, kept, and quoted where the text looks like a formula."""

from io import BytesIO

import pytest
import xlsxwriter

from dualtrack.catalogues.blocks import Align, Cell, CellKind, Column, Tone
from dualtrack.render.sheet.styles import Styles

TEXT, NUMBER = Column("t"), Column("n", kind=CellKind.INTEGER, align=Align.END)


@pytest.fixture
def styles() -> Styles:
    return Styles(xlsxwriter.Workbook(BytesIO(), {"in_memory": True}))


def test_equal_cells_share_a_format(styles: Styles) -> None:
    assert styles.cell(TEXT, Cell("a"), "a") is styles.cell(TEXT, Cell("b"), "b")
    assert styles.cell(TEXT, Cell("a"), "a") is not styles.cell(NUMBER, Cell(1), "1")
    assert styles.cell(TEXT, Cell("a"), "a") is not styles.cell(TEXT, Cell("a", tone=Tone.BAD), "a")


@pytest.mark.parametrize("said", ["=1", "+1", "-1", "@x", "\t=1", "＝1", "＋1", "－1", "＠x"])
def test_text_that_begins_like_a_formula_is_quoted(styles: Styles, said: str) -> None:
    assert styles.cell(TEXT, Cell(said), said).quote_prefix


@pytest.mark.parametrize("said", ["a=1", "1-2", "plain", ""])
def test_other_text_is_not_quoted(styles: Styles, said: str) -> None:
    assert not styles.cell(TEXT, Cell(said), said).quote_prefix


def test_a_negative_number_is_no_formula(styles: Styles) -> None:
    assert not styles.cell(NUMBER, Cell(-5), "-5").quote_prefix


def test_text_is_formatted_as_text_and_days_as_days(styles: Styles) -> None:
    assert styles.cell(TEXT, Cell("1"), "1").num_format == "@"
    assert styles.cell(Column("d", kind=CellKind.DATE), Cell(), "").num_format == "yyyy-mm-dd"


def test_text_from_the_right_is_read_from_the_right(styles: Styles) -> None:
    assert styles.cell(TEXT, Cell("שלום"), "שלום").reading_order == 2
