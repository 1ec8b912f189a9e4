"""People as lines of a sheet: which fields, there and back, and what keeps a line from being written."""

from datetime import date

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from dualtrack.domain.ledger.person import Person, PersonDetails, Role
from dualtrack.domain.registers.fault import Code
from dualtrack.domain.registers.people_sheet import (
    PEOPLE_SHEET,
    PersonLine,
    line_of,
    person_faults,
    person_of,
)
from dualtrack.domain.registers.values import record_of, values_of

TODAY = date(2026, 3, 2)
ANN = PersonLine(id="ann", name="Ann", email="ann@acme.example", jobs=("cfo",), joined_on=date(2025, 1, 1))
days = st.none() | st.dates(date(2020, 1, 1), TODAY)


def codes(line: PersonLine, before: PersonLine | None = None, *, signs_in: bool = False) -> set[Code]:
    """The codes of what is wrong with a line, where bob's address is taken."""
    found = person_faults(line, before, {"bob@acme.example": "bob"}, TODAY, signs_in=signs_in)
    return {one.code for one in found}


def test_a_sheet_holds_who_and_since_when_and_no_role() -> None:
    names = [one.name for one in PEOPLE_SHEET.fields]
    assert names == ["id", "name", "email", "jobs", "joined_on", "left_on"]


@given(st.lists(st.sampled_from(Role), unique=True), st.lists(st.text(min_size=1), unique=True), days, days)
def test_a_person_comes_back_from_their_line_with_the_roles_that_they_have(
    roles: list[Role], jobs: list[str], joined: date | None, left: date | None
) -> None:
    held = Person(id="ann", roles=tuple(roles), jobs=tuple(jobs), joined_on=joined, left_on=left)
    details = PersonDetails(id="ann", name="Ann", email="ann@acme.example")
    line = line_of(held, details)
    assert person_of(line, held) == (held, details)
    assert record_of(PEOPLE_SHEET, "ann", values_of(line)) == line


def test_a_new_person_has_no_role() -> None:
    person, details = person_of(evolve(ANN, email=" Ann@ACME.example "), None)
    assert person.roles == ()
    assert details.email == "ann@acme.example"


def test_what_keeps_a_line_from_being_written() -> None:
    assert codes(ANN) == set()
    for bad in ("ann", "@acme.example", "ann@", "an n@acme.example", ""):
        assert codes(evolve(ANN, email=bad)) == {Code.ADDRESS_SHAPE}, bad
    assert codes(evolve(ANN, email="Bob@acme.example")) == {Code.ADDRESS_TAKEN}
    assert codes(evolve(ANN, id="bob", email="bob@acme.example")) == set()
    assert codes(evolve(ANN, left_on=date(2026, 3, 3))) == {Code.AHEAD}
    assert codes(evolve(ANN, left_on=date(2024, 12, 31))) == {Code.ORDER}


def test_of_who_signs_in_a_line_changes_name_and_first_day_alone() -> None:
    for free in (evolve(ANN, name="Anna"), evolve(ANN, joined_on=date(2025, 2, 1))):
        assert codes(free, ANN, signs_in=True) == set()
    for bound in (evolve(ANN, email="a@acme.example"), evolve(ANN, jobs=()), evolve(ANN, left_on=TODAY)):
        assert codes(bound, ANN, signs_in=True) == {Code.SIGNS_IN}
        assert codes(bound, ANN) == set()
