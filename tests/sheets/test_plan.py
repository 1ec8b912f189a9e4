"""A plan says what becomes of each row, in every mode, and why a row is not imported."""

from collections.abc import Mapping

from tests.each import each
from tests.sheets.registers import ASSETS

from dualtrack.sheets.convert import Converted
from dualtrack.sheets.plan import (
    Change,
    Changed,
    Duplicate,
    ImportPlan,
    Mode,
    New,
    applied,
    in_sheet,
    plan,
)
from dualtrack.sheets.problem import Code, problem
from dualtrack.sheets.profile import Profile
from dualtrack.sheets.values import Value
from dualtrack.sheets.words import said

BY_ID = Profile(name="p", register="assets", columns=(("ID", "id"),))
BY_NAME = Profile(name="p", register="assets", key=("name",), make_ids="AST")
RECORDS: dict[str, Mapping[str, Value]] = {
    "AST-001": {"name": "Server", "kind": "box", "tags": ("a",), "notes": None},
    "AST-002": {"name": "Laptop", "kind": "box", "tags": (), "notes": "old"},
}


def row(number: int, **values: Value) -> Converted:
    return Converted(row=number, values=values)


def planned(*rows: Converted, profile: Profile = BY_ID, mode: Mode = Mode.MERGE) -> ImportPlan:
    return plan(rows, RECORDS, profile, ASSETS, mode)


def why(made: ImportPlan) -> list[str]:
    return [said(each) for rejected in made.rejected for each in rejected.problems]


def test_merging_fills_and_overwrites_and_keeps_the_rest() -> None:
    made = planned(
        row(2, id="ast-001", name="Server", kind="cloud", notes="new", tags=()),
        row(3, id="AST-002", name=None, kind="box"),
        row(4, id="AST-009", name="Desk", kind=None),
    )
    changes = (Change("kind", "box", "cloud"), Change("notes", None, "new"))
    assert made.changed == (Changed(row=2, id="AST-001", changes=changes),)
    assert made.unchanged == ((3, "AST-002"),)
    assert made.new == (New(row=4, id="AST-009", values={"name": "Desk", "kind": None}),)
    assert made.summary == {"rows": 3, "new": 1, "changed": 1, "unchanged": 1, "rejected": 0, "absent": 0}
    after = applied(made, RECORDS)
    assert after["AST-001"] == {"name": "Server", "kind": "cloud", "tags": ("a",), "notes": "new"}
    assert list(after) == ["AST-001", "AST-002", "AST-009"]
    assert RECORDS["AST-001"]["kind"] == "box"


def test_adding_leaves_what_is_there() -> None:
    made = planned(row(2, id="AST-001", name="Other"), row(3, id="AST-003", name="Desk"), mode=Mode.ADD)
    assert (made.unchanged, made.changed, [new.id for new in made.new]) == (
        ((2, "AST-001"),),
        (),
        ["AST-003"],
    )


def test_mirroring_empties_fields_and_lists_what_is_absent() -> None:
    made = planned(row(2, id="AST-001", name="Server", kind=None, tags=()), mode=Mode.REPLACE)
    changes = (Change("kind", "box", None), Change("tags", ("a",), ()))
    assert made.changed == (Changed(row=2, id="AST-001", changes=changes),)
    assert (made.absent, made.absence_uncertain) == (("AST-002",), False)
    assert "AST-002" in applied(made, RECORDS)


def test_a_row_that_is_wrong_still_names_its_record() -> None:
    wrong = (problem(Code.NO_NUMBER, field="copies", came="x"),)
    bad = Converted(row=2, values={"id": "AST-001", "name": "Server"}, problems=wrong)
    made = planned(bad, row(3, id="AST-002", name="Laptop"), mode=Mode.REPLACE)
    assert (made.absent, made.absence_uncertain, made.unchanged) == ((), False, ((3, "AST-002"),))
    assert why(made) == ["copies: 'x' is no number"]
    lost = planned(Converted(row=2, values={}, problems=wrong), mode=Mode.REPLACE)
    assert (lost.absent, lost.absence_uncertain) == (("AST-001", "AST-002"), True)


def test_without_the_mirror_nothing_is_absent() -> None:
    assert planned(row(2, id="AST-001")).absent == ()


def test_required_fields_are_asked_of_what_the_record_would_hold() -> None:
    rows = (row(2, id="AST-001", name=None), row(3, id="AST-005", name=None), row(4, id="AST-006"))
    assert why(planned(*rows)) == [
        "row 3, name: the field is required and empty",
        "row 4, name: the field is required and empty",
    ]
    assert why(planned(rows[0], mode=Mode.REPLACE)) == ["row 2, name: the field is required and empty"]
    assert why(planned(rows[0], mode=Mode.ADD)) == []


def test_a_field_that_is_wrong_is_not_also_called_empty() -> None:
    wrong = (problem(Code.TURNED_AROUND, field="name", sign="U+202E"),)
    made = planned(Converted(row=2, values={"id": "AST-005", "name": None}, problems=wrong))
    assert len(why(made)) == 1


def test_a_key_in_two_rows_is_named_with_both_and_none_is_imported() -> None:
    made = planned(
        row(2, id="AST-007", name="x"), row(5, id="ast-007", name="y"), row(6, id="AST-008", name="z")
    )
    assert made.duplicates == (Duplicate(key="AST-007", rows=(2, 5)),)
    assert [new.id for new in made.new] == ["AST-008"]
    words = "stands in the rows 2, 5; none of them is imported until one is left"
    assert why(made) == [f"row 2: the key AST-007 {words}", f"row 5: the key ast-007 {words}"]


def test_two_rows_that_mean_one_record_in_two_ways_are_duplicates() -> None:
    made = planned(row(2, id="AST-001", name="Renamed"), row(3, name="Server"), profile=BY_NAME)
    assert [each.rows for each in made.duplicates] == [(2, 3)]


def test_one_id_in_two_rows_with_different_keys_is_a_duplicate() -> None:
    profile = Profile(name="p", register="assets", key=("name", "kind"), make_ids="AST")
    made = planned(
        row(2, id="AST-9", name="x"),
        row(3, id="ast-9", name="y", kind="z"),
        row(4, name="y", kind="z"),
        profile=profile,
    )
    assert [each.rows for each in made.duplicates] == [(2, 3, 4)]


def test_an_id_is_enough_where_the_key_is_not_filled() -> None:
    profile = Profile(name="p", register="assets", key=("kind",), make_ids="AST")
    made = planned(row(2, id="AST-002", name="Renamed"), profile=profile)
    assert [each.id for each in made.changed] == ["AST-002"]


def test_ids_are_made_where_the_profile_lets_them() -> None:
    made = planned(row(2, name="Desk"), row(3, name="Chair"), row(4, name="server"), profile=BY_NAME)
    assert [(new.id, new.made) for new in made.new] == [("AST-003", True), ("AST-004", True)]
    assert [each.id for each in made.changed] == ["AST-001"]


def test_made_ids_pass_over_those_of_the_sheet() -> None:
    made = planned(row(2, name="Desk"), row(3, id="AST-050", name="Chair"), profile=BY_NAME)
    assert [new.id for new in made.new] == ["AST-051", "AST-050"]


def test_without_a_prefix_a_row_without_its_id_is_rejected() -> None:
    assert why(planned(row(2, id=None, name="Desk"))) == [
        "row 2: nothing fills the key (id), and the profile does not let keys be made"
    ]


def test_a_row_without_a_key_is_known_by_what_it_holds() -> None:
    profile = Profile(name="p", register="assets", make_ids="AST")
    made = planned(row(2, name="Laptop", notes="old"), row(3, name="Laptop", notes="new"), profile=profile)
    assert made.unchanged == ((2, "AST-002"),)
    assert [new.id for new in made.new] == ["AST-003"]


def test_rows_without_a_key_that_hold_the_same_are_duplicates() -> None:
    profile = Profile(name="p", register="assets", make_ids="AST")
    made = planned(row(2, name="Desk"), row(3, name="Desk"), profile=profile)
    assert ([each.rows for each in made.duplicates], made.new) == ([(2, 3)], ())


def test_a_key_that_fits_several_records_is_not_guessed() -> None:
    profile = Profile(name="p", register="assets", key=("kind",), make_ids="AST")
    made = planned(row(2, name="x", kind="box"), profile=profile)
    assert why(made) == [
        "row 2: the key box fits several records: AST-001, AST-002; name the one that is meant by its id"
    ]
    named = planned(row(2, id="AST-002", name="x", kind="box"), profile=profile)
    assert [each.id for each in named.changed] == ["AST-002"]


def test_a_key_and_an_id_that_mean_different_records_are_refused() -> None:
    made = planned(row(2, id="AST-002", name="Server"), profile=BY_NAME)
    assert why(made) == [
        "row 2: the key Server fits several records: AST-001 has this key, and the row says AST-002; "
        "name the one that is meant by its id"
    ]
    added = planned(row(2, id="AST-002", name="Chair"), profile=BY_NAME, mode=Mode.ADD)
    assert why(added) == ["row 2: the id AST-002 belongs to a record with another key (Chair)"]


def test_the_sheet_is_named_beside_each_problem() -> None:
    assert why(in_sheet(planned(row(2, name="x")), "S"))[0].startswith("sheet S, row 2")


@each("mode", list(Mode))
def test_an_empty_sheet_changes_nothing(mode: Mode) -> None:
    assert applied(planned(mode=mode), RECORDS) == RECORDS
