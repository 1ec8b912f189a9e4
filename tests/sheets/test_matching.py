"""A header means a field by name, synonym or words within; a doubt is never decided."""

from tests.each import each
from tests.sheets.registers import ASSETS, RISK

from dualtrack.domain.registers.field import Field, FieldKind
from dualtrack.sheets.matching import Doubt, How, Match, matched, with_id


def field(name: str, *synonyms: str) -> Field:
    return Field(name=name, kind=FieldKind.TEXT, label=name.title(), synonyms=synonyms)


@each(
    ("header", "name", "how"),
    [
        ("Criticality", "criticality", How.NAME),
        ("personal_data", "personal_data", How.NAME),
        ("Kritikalität", "criticality", How.SYNONYM),
        ("EIGENTUEMER", "owner", How.SYNONYM),
        ("Propriétaire", "owner", How.SYNONYM),
        ("Vlastnik", "owner", How.SYNONYM),
        ("System owner today", "owner", How.WORDS),
        ("asset_id", "id", How.WORDS),
        ("N°", "id", How.SYNONYM),
    ],
)
def test_one_header_alone(header: str, name: str, how: How) -> None:
    assert matched([header], [f for f in ASSETS if f.name != "name"]).matches == (Match(0, name, how),)


def test_surer_matches_come_first_and_take_the_field() -> None:
    found = matched(["Name of the owner", "Owner", "Asset"], ASSETS)
    assert found.matches == (Match(1, "owner", How.NAME), Match(2, "name", How.NAME))
    assert found.others == (0,)


def test_the_longest_words_within_are_meant() -> None:
    found = matched(["Residual likelihood (1-5)", "Likelihood (1-5)"], RISK)
    assert found.matches == (Match(0, "residual", How.WORDS), Match(1, "likelihood", How.WORDS))


def test_two_columns_for_one_field_are_a_doubt() -> None:
    found = matched(["Owner", "owner", "Type"], ASSETS)
    assert found.doubts == (Doubt((0, 1), ("owner",)),)
    assert found.matches == (Match(2, "kind", How.NAME),)


def test_one_column_for_two_fields_is_a_doubt() -> None:
    fields = (field("start", "Date"), field("end", "Date"))
    assert matched(["Date"], fields).doubts == (Doubt((0,), ("end", "start")),)


def test_a_doubt_is_not_decided_by_a_weaker_likeness() -> None:
    found = matched(["Owner", "Owner", "The owner"], ASSETS)
    assert found.doubts == (Doubt((0, 1), ("owner",)),)
    assert (found.matches, found.others) == ((), (2,))


def test_columns_and_fields_that_hang_together_are_one_doubt() -> None:
    fields = (field("a", "x", "y"), field("b", "y", "z"))
    assert matched(["x", "z", "y"], fields).doubts == (Doubt((0, 1, 2), ("a", "b")),)


def test_other_columns_are_listed_and_empty_headers_are_not() -> None:
    found = matched(["Colour", "", "--"], ASSETS)
    assert (found.matches, found.doubts, found.others) == ((), (), (0,))


def test_a_register_may_have_its_own_id() -> None:
    own = (field("id", "Kenner"),)
    assert with_id(own) == own
    assert [each.name for each in with_id(ASSETS)][:2] == ["id", "name"]
