"""Values are compared by kind as well, and emptiness is one thing however it is told."""

from datetime import date
from decimal import Decimal

from tests.each import each

from dualtrack.sheets.values import Value, empty, same, written


@each("value", [None, "", ()])
def test_emptiness(value: Value) -> None:
    assert empty(value)
    assert same(value, None)


@each("value", [False, 0, "0", Decimal(0), ("",)])
def test_nought_and_no_are_not_empty(value: Value) -> None:
    assert not empty(value)
    assert not same(value, None)


def test_a_value_of_another_kind_is_another() -> None:
    assert not same(1, True)
    assert not same(1, Decimal(1))
    assert same(Decimal("1.0"), Decimal(1))


@each(
    ("value", "said"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (3, "3"),
        (Decimal("1E+3"), "1000"),
        (Decimal("-0.50"), "-0.50"),
        (date(2026, 1, 2), "2026-01-02"),
        (("a", 1), "a; 1"),
    ],
)
def test_values_are_written_plainly(value: Value, said: str) -> None:
    assert written(value) == said
