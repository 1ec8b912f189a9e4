"""A field as it is declared beside its type: kind, choices, references, and what is refused."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

import pytest
from attrs import frozen
from tests.each import each

from dualtrack.domain.registers.field import PEOPLE, FieldKind
from dualtrack.domain.registers.record import NAME, Record
from dualtrack.domain.registers.register import Group, Register
from dualtrack.domain.registers.says import Says, fields_of


class Colour(StrEnum):
    """What a choice may be."""

    RED = "red"
    BLUE = "blue"


@frozen(kw_only=True)
class Every(Record):
    """One field of each kind."""

    must: Annotated[str, Says("Must")]
    line: Annotated[str, Says("Line", help="One line.", synonyms=("Zeile",))] = ""
    page: Annotated[str, Says("Page", long=True)] = ""
    colour: Annotated[Colour | None, Says("Colour", spellings={"red": ("rot",)})] = None
    colours: Annotated[tuple[Colour, ...], Says("Colours")] = ()
    on: Annotated[date | None, Says("On")] = None
    sure: Annotated[bool, Says("Sure")] = False
    known: Annotated[bool | None, Says("Known")] = None
    count: Annotated[int | None, Says("Count")] = None
    sum: Annotated[Decimal | None, Says("Sum")] = None
    who: Annotated[str, Says("Who", refers=PEOPLE)] = ""
    whom: Annotated[tuple[str, ...], Says("Whom", refers=PEOPLE)] = ()
    tags: Annotated[tuple[str, ...], Says("Tags")] = ()


HELD = {one.name: one for one in fields_of(Every)}


@each(
    ("name", "kind", "many", "required"),
    [
        ("id", FieldKind.TEXT, False, True),
        ("name", FieldKind.TEXT, False, True),
        ("notes", FieldKind.LONG, False, False),
        ("retired_on", FieldKind.DAY, False, False),
        ("must", FieldKind.TEXT, False, True),
        ("line", FieldKind.TEXT, False, False),
        ("page", FieldKind.LONG, False, False),
        ("colour", FieldKind.CHOICE, False, False),
        ("colours", FieldKind.CHOICE, True, False),
        ("on", FieldKind.DAY, False, False),
        ("sure", FieldKind.YES_NO, False, False),
        ("known", FieldKind.YES_NO, False, False),
        ("count", FieldKind.NUMBER, False, False),
        ("sum", FieldKind.AMOUNT, False, False),
        ("who", FieldKind.REFERENCE, False, False),
        ("whom", FieldKind.REFERENCE, True, False),
        ("tags", FieldKind.TEXT, True, False),
    ],
)
def test_the_kind_follows_from_the_type(name: str, kind: FieldKind, many: bool, required: bool) -> None:
    field = HELD[name]
    assert (field.kind, field.many, field.required) == (kind, many, required)


def test_every_field_is_there() -> None:
    assert len(HELD) == 17


def test_words_are_taken_over() -> None:
    line = HELD["line"]
    assert (line.label, line.help, line.synonyms) == ("Line", "One line.", ("Zeile",))
    assert HELD["name"].synonyms == NAME


def test_choices_keep_their_spellings() -> None:
    assert HELD["colour"].choices == (("red", ("rot",)), ("blue", ()))
    assert HELD["colour"].words == ("red", "blue")
    assert HELD["line"].choices == ()
    assert HELD["line"].words == ()


def test_references_say_to_what() -> None:
    assert HELD["who"].refers == HELD["whom"].refers == PEOPLE
    assert HELD["line"].refers == ""


def test_a_field_without_words_is_refused() -> None:
    @frozen(kw_only=True)
    class Bare:
        """No words."""

        id: str

    with pytest.raises(TypeError) as caught:
        fields_of(Bare)
    assert str(caught.value) == "id: a field of a register says what it is: Annotated[..., Says(...)]"


def test_a_spelling_of_no_choice_is_refused() -> None:
    @frozen(kw_only=True)
    class Wrong:
        """A spelling too many."""

        colour: Annotated[Colour, Says("Colour", spellings={"green": ("grün",), "amber": ()})]

    with pytest.raises(TypeError) as caught:
        fields_of(Wrong)
    assert str(caught.value) == "Colour: spellings of no choice: amber, green"


def test_a_register_orders_its_fields() -> None:
    made = Register(
        key="every",
        cls=Every,
        title="Every",
        singular="Every",
        purpose="All.",
        group=Group.SYSTEM,
        prefix="EVE",
    )
    names = [one.name for one in made.fields]
    assert names == [
        "id",
        "name",
        *[n for n in HELD if n not in ("id", "name", "notes", "retired_on")],
        "notes",
        "retired_on",
    ]
    assert [one.name for one in made.references] == ["who", "whom"]
    assert made.field("count").label == "Count"


def test_a_name_with_words_of_its_own_keeps_its_place() -> None:
    @frozen(kw_only=True)
    class Renamed(Record):
        """Its name goes by another header."""

        name: Annotated[str, Says("Name", synonyms=(*NAME, "Supplier"))]
        extra: Annotated[str, Says("Extra")] = ""

    made = Register(
        key="renamed", cls=Renamed, title="R", singular="R", purpose="All.", group=Group.SYSTEM, prefix="REN"
    )
    assert [one.name for one in made.fields] == ["id", "name", "extra", "notes", "retired_on"]
    assert made.field("name").synonyms[-1] == "Supplier"
