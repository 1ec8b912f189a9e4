"""Numbers of both ways of writing are read, and what may be either is refused."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.each import each

from dualtrack.sheets.cell import Cell
from dualtrack.sheets.numbers import amount, whole
from dualtrack.sheets.problem import RefusedError
from dualtrack.sheets.profile import DecimalMark
from dualtrack.sheets.words import said

POINT, COMMA = DecimalMark.POINT, DecimalMark.COMMA


@each(
    ("cell", "mark", "expected"),
    [
        ("1.234,5", None, "1234.5"),
        ("1,234.5", None, "1234.5"),
        ("1.234,5", COMMA, "1234.5"),
        ("1.234", COMMA, "1234"),
        ("1.234", POINT, "1.234"),
        ("1,234", POINT, "1234"),
        ("1.234.567", None, "1234567"),
        ("1,5", None, "1.5"),
        ("0.125", None, "0.125"),
        ("1234.567", None, "1234.567"),
        ("8000", None, "8000"),
        ("8.000,00 €", None, "8000.00"),
        ("€ 8,000.00", None, "8000.00"),
        ("EUR 15,000.00", None, "15000.00"),
        ("CHF 1'234.50", None, "1234.50"),
        ("12 000,50 Kč", None, "12000.50"),
        ("-$5.50", None, "-5.50"),
        ("−5,50", None, "-5.50"),
        ("(1,234.50)", None, "-1234.50"),
        ("+5", None, "5"),
        (0.1, None, "0.1"),
        (3, None, "3"),
    ],
)
def test_amounts_are_exact(cell: Cell, mark: DecimalMark | None, expected: str) -> None:
    assert amount(cell, mark) == Decimal(expected)


NO_NUMBER = "'{}' is no number"
MAY_BE = "'{}' may be {} or {}; say the decimal mark in the profile"
OTHER = "'{}' does not fit the decimal mark that the profile declares ({})"


@each(
    ("cell", "mark", "words"),
    [
        ("1.234", None, MAY_BE.format("1.234", "1234", "1.234")),
        ("12,500 EUR", None, MAY_BE.format("12,500 EUR", "12500", "12.500")),
        ("1,5", POINT, OTHER.format("1,5", ".")),
        ("1.5", COMMA, OTHER.format("1.5", ",")),
        ("1.2,3.4", None, NO_NUMBER.format("1.2,3.4")),
        ("12.34.567", None, NO_NUMBER.format("12.34.567")),
        ("8k", None, NO_NUMBER.format("8k")),
        ("5%", None, NO_NUMBER.format("5%")),
        ("1e5", None, NO_NUMBER.format("1e5")),
        ("NaN", None, NO_NUMBER.format("NaN")),
        ("٣", None, NO_NUMBER.format("٣")),
        ("9" * 41, None, NO_NUMBER.format("9" * 41)),
        (float("inf"), None, NO_NUMBER.format("inf")),
        (True, None, NO_NUMBER.format("yes")),
        (date(2026, 1, 2), None, NO_NUMBER.format("2026-01-02")),
    ],
)
def test_what_is_unclear_is_refused(cell: Cell, mark: DecimalMark | None, words: str) -> None:
    with pytest.raises(RefusedError) as caught:
        amount(cell, mark)
    assert said(caught.value.problem) == words


@each(("cell", "expected"), [("4", 4), (4, 4), (4.0, 4), ("4.0", 4), ("-12", -12), ("1 000", 1000)])
def test_whole_numbers(cell: Cell, expected: int) -> None:
    assert whole(cell, None) == expected


@each(
    ("cell", "words"),
    [
        ("4.5", "'4.5' is no whole number"),
        (4.5, "'4.5' is no whole number"),
        ("4 €", "'4 €' is no number"),
        ("high", "'high' is no number"),
        (False, "'no' is no number"),
    ],
)
def test_what_is_no_whole_number_is_refused(cell: Cell, words: str) -> None:
    with pytest.raises(RefusedError) as caught:
        whole(cell, None)
    assert said(caught.value.problem) == words


@given(st.decimals(-(10**9), 10**9, places=2))
def test_both_ways_of_writing_tell_the_same_amount(number: Decimal) -> None:
    english = f"{number:,.2f}"
    german = english.replace(",", "x").replace(".", ",").replace("x", ".")
    assert amount(english, POINT) == amount(german, COMMA) == number
    assert amount(english, None) == amount(german, None) == number
