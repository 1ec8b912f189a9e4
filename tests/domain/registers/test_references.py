"""Who names whom: what hangs on a person, a vendor, a control, found in one walk over all records."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.registers.records import ANN, BEN, TODAY, before, least, register
from tests.each import each
from tests.steps import about_linear, steps

from dualtrack.domain.registers.field import CONTROLS, PEOPLE, REQUIREMENTS, RISKS
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.references import OWNING, Use, references
from dualtrack.domain.registers.registry import REGISTERS

HELD: dict[str, list[Record]] = {
    "services": [
        least(register("services"), "S-1", owner=ANN),
        least(register("services"), "S-2", owner=BEN),
    ],
    "assets": [
        least(register("assets"), "A-1", owner=ANN, services=("S-1", "S-2"), vendor="V-1"),
        least(register("assets"), "A-2", owner=ANN, part_of="A-1", retired_on=before(10)),
        least(register("assets"), "A-3", owner=ANN, retired_on=date(2027, 1, 1)),
    ],
    "units": [least(register("units"), "U-1", head=ANN)],
    "vendors": [least(register("vendors"), "V-1", owner=BEN, services=("S-1",))],
    "csocs": [
        least(register("csocs"), "C-1", vendor="V-1", controls=("AC-01",), requirements=("soc2:CC9.2",))
    ],
    "incidents": [least(register("incidents"), "I-1", risks=("R-001",), assets=("A-1", "A-1"))],
    "meetings": [least(register("meetings"), "M-1", body="B-1", attended=(ANN, BEN))],
}
INDEX = references(HELD)


@each(
    ("key", "named", "uses"),
    [
        ("services", "S-1", [("assets", "A-1", "services"), ("vendors", "V-1", "services")]),
        ("services", "S-2", [("assets", "A-1", "services")]),
        ("assets", "A-1", [("assets", "A-2", "part_of"), ("incidents", "I-1", "assets")]),
        ("vendors", "V-1", [("assets", "A-1", "vendor"), ("csocs", "C-1", "vendor")]),
        (CONTROLS, "AC-01", [("csocs", "C-1", "controls")]),
        (REQUIREMENTS, "soc2:CC9.2", [("csocs", "C-1", "requirements")]),
        (RISKS, "R-001", [("incidents", "I-1", "risks")]),
        ("bodies", "B-1", [("meetings", "M-1", "body")]),
        (
            PEOPLE,
            BEN,
            [("meetings", "M-1", "attended"), ("services", "S-2", "owner"), ("vendors", "V-1", "owner")],
        ),
        ("vendors", "V-2", []),
        ("assets", "S-1", []),
        ("services", "", []),
    ],
)
def test_every_place_that_names_a_record_is_found(key: str, named: str, uses: list[Any]) -> None:
    assert [(one.register, one.record, one.field) for one in INDEX.to(key, named)] == uses


def test_what_a_person_owns_is_what_is_still_there() -> None:
    owned = INDEX.owned_by(ANN, TODAY)
    assert [(one.register, one.record, one.field) for one in owned] == [
        ("assets", "A-1", "owner"),
        ("assets", "A-3", "owner"),
        ("services", "S-1", "owner"),
        ("units", "U-1", "head"),
    ]


def test_what_a_person_owned_on_an_earlier_day() -> None:
    assert "A-2" in {one.record for one in INDEX.owned_by(ANN, before(11))}
    assert "A-2" not in {one.record for one in INDEX.owned_by(ANN, before(10))}
    assert INDEX.owned_by("person:eve", TODAY) == ()


def test_taking_part_is_not_owning() -> None:
    assert "meetings" not in {one.register for one in INDEX.owned_by(BEN, TODAY)}


def test_a_use_knows_until_when() -> None:
    assert INDEX.to("assets", "A-1")[0] == Use("assets", "A-2", "part_of", before(10))


def test_a_register_that_is_none_is_refused() -> None:
    with pytest.raises(KeyError, match="widgets: no register has this key"):
        references({"widgets": []})


def test_every_owning_field_of_every_register_is_seen() -> None:
    for one in REGISTERS:
        for name in {field.name for field in one.fields} & set(OWNING):
            index = references({one.key: [least(one, **{name: BEN})]})
            assert [use.field for use in index.owned_by(BEN, TODAY)] == [name]


@given(st.permutations(range(3)), st.permutations(list(HELD)))
def test_the_order_of_records_and_registers_does_not_matter(order: list[int], keys: list[str]) -> None:
    shuffled = {key: [HELD[key][n] for n in order if n < len(HELD[key])] for key in keys}
    assert references(shuffled) == INDEX


@given(st.sets(st.sampled_from([(key, n) for key, kept in HELD.items() for n in range(len(kept))])))
def test_more_records_name_no_less(chosen: set[tuple[str, int]]) -> None:
    some: dict[str, list[Record]] = {}
    for key, n in sorted(chosen):
        some.setdefault(key, []).append(HELD[key][n])
    for target, uses in references(some).uses.items():
        assert set(uses) <= set(INDEX.to(*target))


def test_the_index_is_linear_in_the_records() -> None:
    of = register("assets")
    small, large = (
        [least(of, f"A-{n:06}", owner=ANN, services=("S-1",)) for n in range(count)] for count in (100, 1_000)
    )
    assert about_linear(
        steps(lambda: references({"assets": small})), steps(lambda: references({"assets": large}))
    )
    assert len(references({"assets": large}).owned_by(ANN, TODAY)) == 1_000
