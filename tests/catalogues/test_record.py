"""A record is asked for each field by name and type, and keeps every problem."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum

from tests.each import each

from dualtrack.catalogues.record import Record


class Colour(StrEnum):
    """Two colours."""

    RED = "red"
    BLUE = "blue"


def record(**data: object) -> Record:
    return Record("a.toml", "R-1", data)


def test_reads_good_fields_and_closes_without_a_problem() -> None:
    r = record(title=" A ", colour="red", tags=["x", "y"], on=date(2026, 1, 31), inner={"a": 1})
    assert r.text("title") == "A"
    assert r.choice("colour", Colour) is Colour.RED
    assert r.texts("tags") == ("x", "y")
    assert r.day("on") == date(2026, 1, 31)
    assert r.table("inner") == {"a": 1}
    assert r.close()


def test_optional_fields_may_be_absent() -> None:
    r = record(empty="")
    assert r.optional_text("empty") is None
    assert r.optional_text("none") is None
    assert r.choice("colour", Colour, optional=True) is None
    assert r.choice("empty", Colour, optional=True) is None
    assert r.texts("tags", optional=True) == ()
    assert r.day("on") is None
    assert r.table("inner") is None
    assert r.close()


@each(
    ("data", "ask", "reason"),
    [
        ({}, lambda r: r.text("f"), "the field is missing; every record has it"),
        ({"f": ""}, lambda r: r.text("f"), "the field is missing; every record has it"),
        ({"f": "  "}, lambda r: r.text("f"), "expected text, got '  '"),
        ({"f": 3}, lambda r: r.text("f"), "expected text, got 3"),
        ({"f": 3}, lambda r: r.optional_text("f"), "expected text, got 3"),
        ({"f": "x"}, lambda r: r.texts("f"), "expected a list of texts, got 'x'"),
        ({"f": ["x", 1]}, lambda r: r.texts("f"), "expected a list of texts, got ['x', 1]"),
        ({"f": ["x", "x"]}, lambda r: r.texts("f"), "named twice: x"),
        ({"f": "green"}, lambda r: r.choice("f", Colour), "'green' is not one of red, blue"),
        ({"f": 1}, lambda r: r.choice("f", Colour), "1 is not one of red, blue"),
        ({"f": "31.1.2026"}, lambda r: r.day("f"), "'31.1.2026' is not a date; write it as 2026-01-31"),
        ({"f": "x"}, lambda r: r.table("f"), "expected a table, got 'x'"),
    ],
)
def test_a_wrong_field_is_named(
    data: dict[str, object], ask: Callable[[Record], object], reason: str
) -> None:
    r = record(**data)
    ask(r)
    assert str(r.problems[0]) == f"a.toml: R-1: f: {reason}"
    assert not r.close()


def test_long_values_are_cut_in_messages() -> None:
    r = record(f=["x" * 200, 1])
    r.texts("f")
    assert r.problems[0].reason.endswith("...")
    assert len(r.problems[0].reason) < 100


def test_a_field_that_nobody_asked_for_is_named_with_the_known_ones() -> None:
    r = record(title="A", titel="B")
    r.text("title")
    assert not r.close()
    assert str(r.problems[0]) == "a.toml: R-1: titel: unknown field; known are title"


def test_fields_may_be_left_to_another_reader() -> None:
    assert record(group=1).close(ignored=("group",))


def test_a_date_in_a_csv_is_text() -> None:
    assert record(on="2026-01-31").day("on") == date(2026, 1, 31)
