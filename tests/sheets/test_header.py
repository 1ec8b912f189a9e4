"""The header is found below covers, under merged titles, over two lines and in four languages."""

from typing import Any

from tests.each import each
from tests.sheets.books import rows_workbook, workbook
from tests.sheets.registers import ASSETS, EVERY, RISK

from dualtrack.sheets.cell import Area, Sheet
from dualtrack.sheets.header import Header, Why, find_header
from dualtrack.sheets.problem import Problem
from dualtrack.sheets.reading import read
from dualtrack.sheets.words import said


def header(sheet: Sheet, row: int | None = None, fields: Any = ASSETS) -> Header:
    found = find_header(sheet, fields, row)
    assert isinstance(found, Header), said(found)
    return found


def sheet(*rows: tuple[object, ...], merged: tuple[Area, ...] = ()) -> Sheet:
    return Sheet(name="S", rows=rows, merged=merged)  # type: ignore[arg-type]  # rows of plain cells


def test_a_french_register_with_its_header_in_row_4() -> None:
    def build(book: Any) -> None:
        made = book.add_worksheet("Actifs")
        made.merge_range("A1:E1", "Registre des actifs de la société")
        made.write(1, 0, "Version 3 du 12/05/2026")
        made.write_row(3, 0, ["N°", "Nom de l'actif", "Propriétaire", "Criticité", "Remarques"])
        for place in range(4, 9):
            made.write_row(place, 0, [f"A-{place}", "Serveur", "Anna Weber", "élevée", "Type, nom, valeur"])

    found = header(read(workbook(build), "x.xlsx").sheets[0])
    assert (found.row, found.place, found.depth, found.why, found.known) == (4, 3, 1, Why.WORDS, 5)
    assert found.names == ("N°", "Nom de l'actif", "Propriétaire", "Criticité", "Remarques")
    assert found.below == 4


@each(
    "names",
    [
        ("ID", "Asset name", "Owner", "Criticality"),
        ("Nr", "Bezeichnung", "Eigentuemer", "Kritikalität"),
        ("Číslo", "Název aktiva", "Vlastník", "Kritičnost"),
    ],
)
def test_every_language_is_known_without_its_accents_and_case(names: tuple[str, ...]) -> None:
    upper = tuple(name.upper() for name in names)
    found = header(sheet(("Register",), (), upper, ("A-1", "x", "y", "high"), ("A-2", "x", "y", "low")))
    assert (found.row, found.known) == (3, 4)


def test_a_row_of_data_that_speaks_of_fields_is_no_header() -> None:
    rows = [
        ("Team", "Interest", "Owner"),
        *[("Owner of type", "value and notes", "type, value", "x", "y")] * 4,
    ]
    assert header(sheet(*rows)).row == 1


def test_an_unknown_table_is_told_by_its_shape() -> None:
    found = header(sheet(("The list",), ("Colour", "Shape"), ("red", 3), ("blue", 4)), fields=())
    assert (found.row, found.why) == (2, Why.SHAPE)


def test_merged_titles_over_a_second_line_are_joined() -> None:
    def build(book: Any) -> None:
        made = book.add_worksheet()
        made.write(0, 0, "Risk register")
        made.merge_range("A3:A4", "Risk title")
        made.merge_range("B3:C3", "Inherent")
        made.merge_range("D3:E3", "Residual")
        made.write_row(3, 1, ["Likelihood", "Consequence", "Likelihood", "Consequence"])
        made.write_row(4, 0, ["Fire", 4, 4, 2, 4])

    found = header(read(workbook(build), "x.xlsx").sheets[0], fields=RISK)
    assert (found.row, found.depth, found.below) == (3, 2, 4)
    assert found.names == (
        "Risk title",
        "Inherent Likelihood",
        "Inherent Consequence",
        "Residual Likelihood",
        "Residual Consequence",
    )


def test_two_lines_without_merging_are_joined_where_the_lower_repeats_itself() -> None:
    found = header(
        sheet(
            ("Risk title", "Inherent", "", "Residual"),
            ("", "Likelihood", "Consequence", "Likelihood", "Consequence"),
            ("Fire", 4, 4, 2, 4),
        ),
        fields=RISK,
    )
    assert found.names[3:] == ("Residual Likelihood", "Residual Consequence")
    assert found.depth == 2


def test_the_row_that_is_given_is_taken() -> None:
    rows = sheet(("Owner", "Criticality", "Type"), ("Name", "Value"), ("x", 1))
    assert header(rows).row == 1
    found = header(rows, 2)
    assert (found.row, found.why, found.names) == (2, Why.GIVEN, ("Name", "Value"))


def test_the_form_of_a_file_may_tell_the_header() -> None:
    page = read(b"|a|b|\n|-|-|\n|Owner|Type|\n|x|y|", "x.md").sheets[0]
    assert (header(page).row, header(page).why) == (1, Why.FORM)


@each("row", [0, 2, 9, -1])
def test_a_row_that_is_not_there_is_named(row: int) -> None:
    found = find_header(sheet(("Name",), (), ("x",)), ASSETS, row)
    assert isinstance(found, Problem)
    assert said(found) == (
        f"sheet S: the header is said to be in row {row}, which is empty or not there; rows 1 to 3 are"
    )


@each("rows", [(), ((1, 2), (3, 4))])
def test_where_nothing_looks_like_a_header_it_is_said(rows: tuple[tuple[object, ...], ...]) -> None:
    found = find_header(sheet(*rows), ASSETS)
    assert isinstance(found, Problem)
    assert said(found) == "sheet S: no row looks like a header; give the number of the row that holds it"


def test_16380_columns_are_weighed_as_quickly_as_few() -> None:
    wide = read(rows_workbook(["Cover"], ["Name", "Owner", *["x"] * 16_378], ["a", "b", *[1] * 16_378]), "x")
    assert len(header(wide.sheets[0], fields=EVERY).names) == 16_380
