"""Which sheet of a workbook is meant, and the profile that an import begins with."""

from attrs import evolve
from tests.domain.registers import records as make

from dualtrack.sheets.cell import Sheet
from dualtrack.sheets.problem import Code, Problem
from dualtrack.sheets.proposing import Proposed, fitted, proposed, sheet_of
from dualtrack.sheets.reading import Book

SITES = make.register("sites")
COVER = Sheet(name="Cover", rows=(("Sites of the company",), ("made by us",)))
DATA = Sheet(name="Data", rows=(("Id", "Name", "Country"), ("S-1", "Vienna", "AT")))
HIDDEN = evolve(DATA, name="Old", hidden=True)


def of(*sheets: Sheet) -> Book:
    return Book(sheets=sheets)


def test_the_sheet_whose_header_names_most_fields_is_meant() -> None:
    assert sheet_of(of(COVER, HIDDEN, DATA), SITES) == DATA
    assert sheet_of(of(COVER, HIDDEN, DATA), SITES, "Old") == HIDDEN


def test_a_sheet_that_is_not_there_is_told() -> None:
    found = sheet_of(of(DATA), SITES, "Other")
    assert isinstance(found, Problem)
    assert (found.code, found["names"]) == (Code.NO_SHEET, "Data")


def test_a_file_without_sheets_is_told() -> None:
    found = proposed(of(), SITES)
    assert isinstance(found, Problem)
    assert found.code is Code.EMPTY


def test_ids_are_made_where_no_column_holds_them() -> None:
    bare = Sheet(name="Data", rows=(("Name", "Country"), ("Vienna", "AT")))
    found = proposed(of(bare), SITES)
    assert isinstance(found, Proposed)
    assert found.proposal.profile.make_ids == "SIT"
    kept = proposed(of(DATA), SITES)
    assert isinstance(kept, Proposed)
    assert kept.proposal.profile.make_ids == ""


def test_a_header_row_that_is_not_there_is_told() -> None:
    found = proposed(of(DATA), SITES, header_row=9)
    assert isinstance(found, Problem)
    assert found.code is Code.NO_SUCH_ROW


def test_a_saved_profile_takes_the_sheet_that_fits() -> None:
    found = proposed(of(DATA), SITES)
    assert isinstance(found, Proposed)
    assert fitted(evolve(found.proposal.profile, sheet=""), of(COVER, DATA), SITES).sheet == "Data"
