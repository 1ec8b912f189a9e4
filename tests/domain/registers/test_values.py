"""A record as plain values, and back: equal for every register."""

from datetime import date
from decimal import Decimal

from tests.domain.registers import records as make
from tests.every import every

from dualtrack.domain.registers.register import Register
from dualtrack.domain.registers.registry import REGISTERS
from dualtrack.domain.registers.things import Asset, AssetKind, Criticality
from dualtrack.domain.registers.values import record_of, values_of


@every(REGISTERS, lambda register: register.key)
def test_every_register_goes_there_and_back(register: Register) -> None:
    one = make.least(register, notes="kept", retired_on=date(2026, 1, 2))
    assert record_of(register, one.id, values_of(one)) == one


def test_words_of_choices_are_plain_text() -> None:
    one = Asset(id="A-1", name="Mail", kind=AssetKind.DATA, criticality=Criticality.HIGH)
    values = values_of(one)
    assert (type(values["kind"]), values["kind"], values["criticality"]) == (str, "data", "high")
    assert "id" not in values


def test_what_is_empty_takes_what_the_declaration_says() -> None:
    documents = make.register("documentation")
    one = record_of(documents, "D-1", {"name": "Policy", "origin": None, "owner": "", "requirements": ()})
    assert (one.origin, one.owner, one.requirements) == ("internal", "", ())  # type: ignore[attr-defined]  # a document


def test_a_text_that_must_say_something_may_be_built_empty_and_is_refused_by_its_rules() -> None:
    assert record_of(make.register("sites"), "S-1", {}).name == ""


def test_amounts_and_lists_keep_what_they_are() -> None:
    demands = make.register("demands")
    given = {
        "name": "x",
        "asks_for": "both",
        "revenue": Decimal("1.50"),
        "currency": "EUR",
        "services": ("a", "b"),
    }
    one = record_of(demands, "D-1", given)
    assert values_of(one)["revenue"] == Decimal("1.50")
    assert str(values_of(one)["revenue"]) == "1.50"
    assert values_of(one)["services"] == ("a", "b")
