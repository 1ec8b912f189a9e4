"""A header becomes a profile to confirm; a profile finds its columns in the next sheet or says why not."""

from attrs import evolve
from tests.sheets.registers import ASSETS, SUPPLIERS

from dualtrack.sheets.cell import Row, Sheet
from dualtrack.sheets.header import Header, find_header
from dualtrack.sheets.mapping import bind, propose
from dualtrack.sheets.profile import Profile
from dualtrack.sheets.words import said


def read(*rows: Row) -> tuple[Sheet, Header]:
    sheet = Sheet(name="S", rows=rows)
    header = find_header(sheet, ASSETS, 1)
    assert isinstance(header, Header)
    return sheet, header


def test_a_proposal_maps_what_is_sure_and_lists_the_rest() -> None:
    sheet, header = read(("ID", "Bezeichnung", "Owner", "Owner", "Colour"), ("1", "x", "y", "z", "red"))
    found = propose(sheet, header, "assets", ASSETS)
    assert found.profile.columns == (("ID", "id"), ("Bezeichnung", "name"))
    assert (found.profile.sheet, found.profile.header_row, found.profile.key) == ("S", 1, ("id",))
    assert [doubt.columns for doubt in found.matching.doubts] == [(2, 3)]
    assert found.matching.others == (4,)
    assert found.unfilled == ()


def test_without_an_id_the_name_is_the_key_and_unfilled_fields_are_named() -> None:
    sheet, header = read(("Supplier", "Service"), ("x", "y"))
    assert propose(sheet, header, "suppliers", SUPPLIERS).profile.key == ("name",)
    other = propose(*read(("Service", "x")), "suppliers", SUPPLIERS)
    assert (other.unfilled, other.profile.key) == (("name",), ("id",))


def test_a_header_that_stands_twice_is_named_by_its_letter() -> None:
    sheet, header = read(("ID", "id:", "Name"), ("1", "2", "3"))
    profile = Profile(name="a", register="assets", columns=(("@B", "id"), ("Name", "name")))
    assert bind(sheet, header, profile, ASSETS).columns == ((1, "id"), (2, "name"))
    lone = propose(*read(("@handle name", "ID")), "assets", ASSETS)
    assert ("@A", "name") in lone.profile.columns


def test_columns_move_and_change_their_case() -> None:
    profile = Profile(name="a", register="assets", columns=(("Asset Name", "name"), ("Owner", "owner")))
    assert bind(*read(("OWNER", "x", "asset_name")), profile, ASSETS).columns == ((2, "name"), (0, "owner"))


def test_every_column_that_is_not_there_is_told_at_once() -> None:
    profile = Profile(
        name="a",
        register="assets",
        columns=(("Label", "tags"), ("@ZZ", "notes"), ("@1", "kind"), ("Type", "value")),
    )
    sheet, header = read(("ID", "Type", "type"), ("1", "2", "3"))
    assert [said(each) for each in bind(sheet, header, profile, ASSETS).problems] == [
        "sheet S: the profile names the column Label, which is not there; there are: ID, Type, type",
        "sheet S: the profile names the column @ZZ, which is not there; there are: ID, Type, type",
        "sheet S: the profile names the column @1, which is not there; there are: ID, Type, type",
        "sheet S: the profile names the column Type, which is there several times (B, C); "
        "name it by letter, such as @B",
        "sheet S, name: the field is required, and no column or constant fills it",
    ]


def test_a_constant_fills_a_required_field() -> None:
    profile = Profile(name="a", register="assets", columns=(("ID", "id"),), constants=(("name", "x"),))
    assert bind(*read(("ID", "b")), profile, ASSETS).problems == ()


def test_columns_that_are_not_imported_are_counted_and_named() -> None:
    profile = Profile(name="a", register="assets", columns=(("Name", "name"),))
    sheet, header = read(("Name", "Colour", "Empty"), ("x", "red", "", "stray"), ("y", "blue"))
    bound = bind(sheet, header, profile, ASSETS)
    assert bound.rest == (1, 2, 3)
    assert [said(each) for each in bound.notes] == [
        "sheet S, column B (Colour): the column is not imported; 2 cells of it hold something",
        "sheet S, column C (Empty): the column is not imported; 0 cells of it hold something",
        "sheet S, column D: the column is not imported; 1 cells of it hold something",
    ]
    assert bind(sheet, header, evolve(profile, rest_into="notes"), ASSETS).notes == ()
