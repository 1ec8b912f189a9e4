"""Days are read in every form that is clear, and in none that is not."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.each import each

from dualtrack.sheets.cell import Cell
from dualtrack.sheets.days import day
from dualtrack.sheets.problem import RefusedError
from dualtrack.sheets.profile import DayOrder
from dualtrack.sheets.words import said

LAST = date(2026, 12, 31)


@each(
    "cell",
    [
        LAST,
        46_387,
        46_387.0,
        "2026-12-31",
        "2026/12/31",
        "31.12.2026",
        "31. 12. 2026",
        "31/12/2026",
        "12/31/2026",
        "31-12-2026",
        "31 December 2026",
        "31st of December, 2026",
        "Thursday, 31 Dec. 2026",
        "December 31, 2026",
        "Dec 31st, 2026",
        "31. Dezember 2026",
        "Donnerstag, 31. Dez. 2026",
        "31 décembre 2026",
        "31. prosince 2026",
        "31-Dec-2026",
    ],
)
def test_the_same_day_however_it_is_written(cell: Cell) -> None:
    assert day(cell, None) == (LAST, False)


@each(
    ("cell", "expected"),
    [
        ("12. März 2026", date(2026, 3, 12)),
        ("12 Maerz 2026", date(2026, 3, 12)),
        ("1er août 2026", date(2026, 8, 1)),
        ("1. Jänner 2026", date(2026, 1, 1)),
        ("5 mai 2026", date(2026, 5, 5)),
        ("5/5/2026", date(2026, 5, 5)),
    ],
)
def test_months_have_names_in_four_languages(cell: str, expected: date) -> None:
    assert day(cell, None) == (expected, False)


@each(
    ("order", "expected"), [(DayOrder.DAY_FIRST, date(2026, 5, 3)), (DayOrder.MONTH_FIRST, date(2026, 3, 5))]
)
def test_the_profile_tells_the_order(order: DayOrder, expected: date) -> None:
    assert day("03/05/2026", order) == (expected, False)
    assert day("03-05-2026", order) == (expected, False)
    assert day("03.05.2026", order) == (date(2026, 5, 3), False)


@each(
    "cell",
    [
        datetime(2026, 12, 31, 9, 14, tzinfo=UTC),
        46_387.5,
        "2026-12-31 09:14",
        "2026-12-31T09:14:00.5+02:00",
        "31.12.2026 9:14",
        "12/31/2026 9:14 PM",
    ],
)
def test_a_time_of_day_is_left_out_and_said(cell: Cell) -> None:
    assert day(cell, None) == (LAST, True)


NO_DAY = "'{}' is no day; write one such as 2026-12-31"


@each(
    ("cell", "order", "words"),
    [
        (
            "03/05/2026",
            None,
            "'03/05/2026' may be 2026-05-03 or 2026-03-05; say the order of day and month in the profile",
        ),
        (
            "12/31/2026",
            DayOrder.DAY_FIRST,
            "'12/31/2026' is not in the order that the profile declares (dmy); write it as 2026-12-31",
        ),
        (
            "31/12/2026",
            DayOrder.MONTH_FIRST,
            "'31/12/2026' is not in the order that the profile declares (mdy); write it as 2026-12-31",
        ),
        ("Q3 2026", None, "'Q3 2026' is a span and not a day; write its last day, such as 2026-09-30"),
        ("2026-Q1", None, "'2026-Q1' is a span and not a day; write its last day, such as 2026-09-30"),
        (
            "3. Quartal 2026",
            None,
            "'3. Quartal 2026' is a span and not a day; write its last day, such as 2026-09-30",
        ),
        ("31.12.26", None, "'31.12.26' has a year of two digits; write four"),
        ("12/Mar/24", None, "'12/Mar/24' has a year of two digits; write four"),
        ("31.02.2026", None, NO_DAY.format("31.02.2026")),
        ("2026-13-01", None, NO_DAY.format("2026-13-01")),
        ("31/31/2026", None, NO_DAY.format("31/31/2026")),
        ("0000-01-01", None, NO_DAY.format("0000-01-01")),
        ("soon", None, NO_DAY.format("soon")),
        ("31 Octember 2026", None, NO_DAY.format("31 Octember 2026")),
        (2026, None, NO_DAY.format(2026)),
        (float("nan"), None, NO_DAY.format("nan")),
        (1e300, None, NO_DAY.format(1e300)),
        (True, None, NO_DAY.format("yes")),
    ],
)
def test_what_is_unclear_is_refused(cell: Cell, order: DayOrder | None, words: str) -> None:
    with pytest.raises(RefusedError) as caught:
        day(cell, order)
    assert said(caught.value.problem) == words


@given(st.dates(date(1960, 1, 1), date(2100, 1, 1)))
def test_serial_numbers_are_those_of_excel(told: date) -> None:
    serial = (told - date(1900, 1, 1)) // timedelta(days=1) + 2
    assert day(serial, None) == (told, False)
    assert day(told.isoformat(), None) == (told, False)
    assert day(f"{told.day}.{told.month}.{told.year}", DayOrder.MONTH_FIRST) == (told, False)
