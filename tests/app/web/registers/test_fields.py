"""The form field of each kind of field, what it begins with, and back to the value that a record holds."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from django import forms
from tests.domain.registers.records import least, register
from tests.each import each

from dualtrack.app.programme.importing import Names
from dualtrack.app.web.registers import fields
from dualtrack.app.web.registers.fields import form_field, value_of
from dualtrack.domain.registers.field import PEOPLE, Field, FieldKind

TODAY = date(2026, 6, 30)
PLAIN = Field(name="note", kind=FieldKind.TEXT, label="Note")
COLOURS = (("red", ()), ("dark_blue", ()))


class Called(Names):
    """Names without a database: Ann and the vendor called Cloud."""

    def __call__(self, register: str, said: str) -> str | None:
        known = {(PEOPLE, "ann"): "person:ann", ("vendors", "cloud"): "V-1"}
        return known.get((register, said.strip().casefold()))


NAMES = Called()


def made(kind: FieldKind, record: Any = None, **said: Any) -> Any:
    return form_field(evolve(PLAIN, kind=kind, **said), record, TODAY)


def held(value: Any) -> Any:
    """A record that holds this in the field."""
    return type("Held", (), {"note": value})()


def refused(field: forms.Field, typed: Any) -> list[str]:
    with pytest.raises(forms.ValidationError) as told:
        field.clean(typed)
    return [str(one) for one in told.value.messages]


@pytest.fixture
def offers(monkeypatch: pytest.MonkeyPatch) -> Callable[[list[tuple[str, str]] | None], list[Any]]:
    """Sets what may be chosen; gives what was asked for."""
    asked: list[Any] = []

    def offer(rows: list[tuple[str, str]] | None) -> list[Any]:
        def choices(refers: str, named: Any, *, as_of: date, most: int) -> list[tuple[str, str]] | None:
            asked.append((refers, tuple(named), as_of, most))
            return rows

        monkeypatch.setattr(fields, "choices", choices)
        return asked

    return offer


# the form field


def test_every_kind_that_a_register_has_is_made_without_a_query_but_a_reference() -> None:
    for key in ("assets", "vendors", "services"):
        of = register(key)
        for one in of.fields:
            if one.kind is not FieldKind.REFERENCE:
                field = form_field(one, least(of), TODAY)
                assert (str(field.label), field.required) == (one.label, one.required), one.name


def test_label_help_and_whether_it_must_be_said_come_from_the_field() -> None:
    field = made(FieldKind.TEXT, label="Run by", help="Who runs it.", required=True)
    assert (str(field.label), str(field.help_text), field.required) == ("Run by", "Who runs it.", True)
    assert str(made(FieldKind.TEXT).help_text) == ""
    assert refused(field, " ") == ["This field is required."]


def test_several_texts_are_written_one_a_line_and_one_on_a_line() -> None:
    assert isinstance(made(FieldKind.TEXT).widget, forms.TextInput)
    many = made(FieldKind.TEXT, many=True, help="Labels.")
    assert isinstance(many.widget, forms.Textarea)
    assert str(many.help_text) == "Labels. One a line."
    assert str(made(FieldKind.TEXT, many=True).help_text) == "One a line."
    assert isinstance(made(FieldKind.LONG).widget, forms.Textarea)


def test_a_choice_is_offered_in_words_and_nothing_as_a_dash() -> None:
    field = made(FieldKind.CHOICE, choices=COLOURS)
    assert field.choices == [("", "–"), ("red", "red"), ("dark_blue", "dark blue")]
    assert refused(field, "green") == ["Select a valid choice. green is not one of the available choices."]
    many = made(FieldKind.CHOICE, choices=COLOURS, many=True)
    assert many.choices == [("red", "red"), ("dark_blue", "dark blue")]
    assert many.clean(["dark_blue", "red"]) == ["dark_blue", "red"]


def test_yes_and_no_are_two_of_three_answers() -> None:
    assert made(FieldKind.YES_NO).choices == [("", "not said"), ("yes", "yes"), ("no", "no")]


@each(
    ("kind", "typed", "words"),
    [
        (FieldKind.DAY, "30.06.2026", "Give a date as YYYY-MM-DD, such as 2027-06-14."),
        (FieldKind.DAY, "2026-02-30", "Give a date as YYYY-MM-DD, such as 2027-06-14."),
        (FieldKind.NUMBER, "12.5", "This is no whole number; write one such as 12."),
        (FieldKind.NUMBER, "many", "This is no whole number; write one such as 12."),
        (FieldKind.AMOUNT, "1.250,50", "This is no amount; write one such as 1250.50."),
        (FieldKind.AMOUNT, "NaN", "This is no amount; write one such as 1250.50."),
    ],
)
def test_what_does_not_read_is_told_with_an_example(kind: FieldKind, typed: str, words: str) -> None:
    assert refused(made(kind), typed) == [words]


@each(
    ("kind", "typed", "value"),
    [
        (FieldKind.DAY, "2026-06-30", date(2026, 6, 30)),
        (FieldKind.DAY, "", None),
        (FieldKind.NUMBER, "12", 12),
        (FieldKind.NUMBER, "", None),
        (FieldKind.AMOUNT, "1250.50", Decimal("1250.50")),
        (FieldKind.AMOUNT, "", None),
    ],
)
def test_what_reads_is_the_value(kind: FieldKind, typed: str, value: object) -> None:
    one = evolve(PLAIN, kind=kind)
    assert value_of(one, made(kind).clean(typed), NAMES) == value


def test_an_amount_is_shown_in_its_digits_and_not_as_a_power() -> None:
    field = made(FieldKind.AMOUNT)
    assert field.prepare_value(Decimal("1E+6")) == "1000000"
    assert field.prepare_value(Decimal("0.10")) == "0.10"
    assert field.prepare_value("1e6") == "1e6"
    assert field.prepare_value(None) is None


# what it begins with


@each(
    ("kind", "value", "begun"),
    [
        (FieldKind.TEXT, "Rack 4", "Rack 4"),
        (FieldKind.YES_NO, True, "yes"),
        (FieldKind.YES_NO, False, "no"),
        (FieldKind.YES_NO, None, ""),
        (FieldKind.DAY, None, None),
        (FieldKind.DAY, TODAY, TODAY),
        (FieldKind.NUMBER, None, ""),
        (FieldKind.NUMBER, 0, 0),
        (FieldKind.AMOUNT, Decimal(0), Decimal(0)),
    ],
)
def test_a_field_begins_with_what_is_held(kind: FieldKind, value: object, begun: object) -> None:
    assert made(kind, held(value)).initial == begun


def test_several_values_begin_as_lines_or_as_a_list() -> None:
    assert made(FieldKind.TEXT, held(("a", "b")), many=True).initial == "a\nb"
    assert made(FieldKind.CHOICE, held(("red",)), many=True, choices=COLOURS).initial == ["red"]
    assert made(FieldKind.TEXT, None, many=True).initial == ""
    assert made(FieldKind.CHOICE, None, many=True, choices=COLOURS).initial == []


# references


def test_a_record_is_chosen_from_those_that_are_there_on_the_day(offers: Any) -> None:
    asked = offers([("V-1", "Cloud")])
    field = made(FieldKind.REFERENCE, held("V-9"), refers="vendors")
    assert field.choices == [("", "–"), ("V-1", "Cloud")]
    assert asked == [("vendors", ("V-9",), TODAY, fields.MOST)]
    many = made(FieldKind.REFERENCE, held(("V-1", "V-2")), refers="vendors", many=True)
    assert (many.choices, many.initial) == ([("V-1", "Cloud")], ["V-1", "V-2"])
    assert asked[-1][1] == ("V-1", "V-2")


def test_nothing_that_is_held_is_no_record(offers: Any) -> None:
    asked = offers([])
    for record in (None, held(""), held(None)):
        made(FieldKind.REFERENCE, record, refers="vendors")
    assert [named for _, named, _, _ in asked] == [(), (), ()]


def test_of_too_many_one_is_named_by_its_id_or_its_name(offers: Any) -> None:
    offers(None)
    one = made(FieldKind.REFERENCE, held("V-1"), refers="vendors", help="Who runs it.")
    assert (str(one.help_text), one.initial) == ("Who runs it. Its id or its name.", "V-1")
    many = made(FieldKind.REFERENCE, held(("V-1", "V-2")), refers="vendors", many=True)
    assert str(many.help_text) == "Ids or names, one a line."
    assert many.prepare_value(many.initial) == "V-1\nV-2"
    assert many.prepare_value("V-1\r\nV-3") == "V-1\r\nV-3"


@each(
    ("typed", "value"), [("Cloud", "V-1"), ("V-7", "V-7"), ("", ""), (" cloud ", "V-1"), ("Nobody", "Nobody")]
)
def test_a_name_stands_for_its_record_and_what_is_not_known_stays_for_the_fault(
    typed: str, value: str
) -> None:
    assert value_of(evolve(PLAIN, kind=FieldKind.REFERENCE, refers="vendors"), typed, NAMES) == value


def test_names_are_looked_up_in_the_register_that_is_referred_to() -> None:
    person = evolve(PLAIN, kind=FieldKind.REFERENCE, refers=PEOPLE, many=True)
    assert value_of(person, "Ann\r\n\r\nCloud\n", NAMES) == ("person:ann", "Cloud")
    assert value_of(person, ["Ann", "person:ben"], NAMES) == ("person:ann", "person:ben")
    assert value_of(evolve(PLAIN, many=True), "Ann\nCloud", NAMES) == ("Ann", "Cloud")


# other values


@each(("typed", "value"), [("yes", True), ("no", False), ("", None), (None, None)])
def test_yes_no_and_not_said_are_three_values(typed: Any, value: object) -> None:
    assert value_of(evolve(PLAIN, kind=FieldKind.YES_NO), typed, NAMES) is value


def test_lines_end_in_one_way_however_a_browser_ends_them() -> None:
    assert value_of(evolve(PLAIN, kind=FieldKind.LONG), "a\r\n\r\nb", NAMES) == "a\n\nb"


def test_empty_lines_and_blanks_round_a_line_are_no_values() -> None:
    assert value_of(evolve(PLAIN, many=True), " a \n\n  \n b", NAMES) == ("a", "b")
    assert value_of(evolve(PLAIN, many=True), "", NAMES) == ()
    assert value_of(evolve(PLAIN, kind=FieldKind.CHOICE, many=True), ["red"], NAMES) == ("red",)
