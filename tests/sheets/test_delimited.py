"""CSV files of every dialect are read alike; a row that is none is named and no other is lost."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.each import each

from dualtrack.sheets.delimited import DELIMITERS, delimiter_of, guarded, read_delimited, unguarded
from dualtrack.sheets.limits import MAX_CELL, MAX_COLUMNS, MAX_ROWS
from dualtrack.sheets.problem import RefusedError
from dualtrack.sheets.words import said

ROWS = [["ID", "Name", "Notes"], ["A-1", "Server, big", "a;b"], ["A-2", 'the "old" one', "x\ty|z"]]


@each("delimiter", DELIMITERS)
def test_the_delimiter_is_found(delimiter: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(ROWS)
    sheet, found, wrong = read_delimited(out.getvalue(), "assets")
    assert (found, wrong, sheet.name) == (delimiter, (), "assets")
    assert [list(row) for row in sheet.rows] == ROWS
    assert sheet.lengths == (3, 3, 3)


@each(
    ("text", "delimiter"),
    [
        ("a;b;c\n1,5;2,5;3,5\n2,5;1,5;4,5\n", ";"),  # decimals with commas
        ("a,b,c\nx; y,z; w,v; u\n", ","),  # lists within cells
        ("a,b,c\n1,2,3,4\n1,2,3,4,5\n1,2,3\n", ","),  # ragged
        ("only one column\nof words\n", ","),
        ("", ","),
    ],
)
def test_marks_within_cells_do_not_mislead(text: str, delimiter: str) -> None:
    assert delimiter_of(text) == delimiter


def test_excels_own_hint_is_taken_and_is_no_row() -> None:
    sheet, delimiter, _ = read_delimited("sep=|\na,x|b\n1|2\n", "s")
    assert (delimiter, sheet.rows) == ("|", (("a,x", "b"), ("1", "2")))


def test_rows_have_the_numbers_that_excel_shows() -> None:
    sheet, _, _ = read_delimited('a,b\n\n"x\ny",2\n1,2\n,,\n\n', "s")
    assert [(sheet.number(n), row) for n, row in enumerate(sheet.rows)] == [
        (1, ("a", "b")),
        (2, ()),
        (3, ("x\ny", "2")),
        (4, ("1", "2")),
    ]
    assert sheet.lengths == (2, 0, 2, 2)


def test_a_row_that_is_not_csv_is_named_and_its_neighbours_are_read() -> None:
    sheet, _, wrong = read_delimited('a,b\n"x"y,1\n2,3\n', "s")
    assert sheet.rows == (("a", "b"), (), ("2", "3"))
    assert [said(each) for each in wrong] == [
        "row 2: quotation marks stand where they may not (',' expected after '\"'); "
        "double those inside a quoted cell"
    ]


def test_a_quote_that_is_never_closed_is_named_where_it_begins() -> None:
    sheet, _, wrong = read_delimited('a,b\n1,2\n"x,3\n4,5\n', "s")
    assert sheet.rows == (("a", "b"), ("1", "2"))
    assert [said(each) for each in wrong] == [
        "row 3: a quotation mark is opened and never closed; nothing from this row on was read"
    ]


def test_a_cell_that_even_the_reader_refuses_is_named() -> None:
    _, _, wrong = read_delimited(f"a,b\n1,{'x' * 140_000}\n2,3\n", "s")
    assert said(wrong[0]) == "row 2: a cell of over 100,000 characters; at most 100,000 are read"


@each(
    ("text", "words"),
    [
        (
            f"a,b\n1,{'x' * (MAX_CELL + 1)}",
            "row 2, column B: a cell of 100,001 characters; at most 100,000 are read",
        ),
        (
            "a\n" * (MAX_ROWS + 1),
            "more than 200,000 rows (the last with content is over 200,000); "
            "delete what is below the table, or split it",
        ),
        (
            "x," * MAX_COLUMNS + "x",
            "row 1: more than 16,384 columns; delete what is right of the table",
        ),
    ],
)
def test_limits_are_named(text: str, words: str) -> None:
    with pytest.raises(RefusedError) as caught:
        read_delimited(text, "s")
    assert said(caught.value.problem) == words


@each("text", ["=1+1", "+49 30", "-x", "@A1", "'=x", "''+x", "\tx"])
def test_a_formula_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@given(st.text())
def test_any_text_reads_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@each("text", ["'tis", "x=1", "", "'"])
def test_other_apostrophes_stay(text: str) -> None:
    assert guarded(text) == unguarded(text) == text
