"""Cells become values, and all that is wrong with every row is told at once with its place."""

from datetime import date
from decimal import Decimal

from attrs import evolve
from tests.sheets.registers import ASSETS, TREATMENTS, resolve

from dualtrack.domain.registers.field import CONTROLS, Field, FieldKind
from dualtrack.sheets.cell import Row, Sheet
from dualtrack.sheets.convert import Conversion, convert
from dualtrack.sheets.header import Header, find_header
from dualtrack.sheets.mapping import bind, propose
from dualtrack.sheets.profile import DayOrder, DecimalMark, Profile
from dualtrack.sheets.words import said

TITLES: Row = (
    "ID",
    "Asset",
    "Owner",
    "Criticality",
    "Personal data",
    "Value",
    "Copies",
    "In use since",
    "Tags",
)


def converted(
    *rows: Row, fields: tuple[Field, ...] = ASSETS, lengths: tuple[int, ...] = (), **settings: object
) -> Conversion:
    sheet = Sheet(name="S", rows=rows, lengths=lengths)
    header = find_header(sheet, fields)
    assert isinstance(header, Header)
    profile: Profile = evolve(propose(sheet, header, "x", fields).profile, **settings)
    bound = bind(sheet, header, profile, fields)
    return convert(sheet, header, bound, profile, fields, resolve, delimiter=";")


def problems(found: Conversion) -> list[str]:
    return [said(each) for row in found.rows for each in row.problems]


def test_every_kind_of_field_is_read() -> None:
    row: Row = (7, " My \n server ", "anna weber", "hoch", "✓", "1.234,5", 3.0, "31.12.2026", "a; b;a")
    found = converted(TITLES, row)
    assert (found.rows[0].row, found.rows[0].problems, found.notes) == (2, (), ())
    assert found.rows[0].values == {
        "id": "7",
        "name": "My server",
        "owner": "P-001",
        "criticality": "high",
        "personal_data": True,
        "value": Decimal("1234.5"),
        "copies": 3,
        "since": date(2026, 12, 31),
        "tags": ("a", "b"),
    }


def test_empty_cells_are_empty_values_and_empty_rows_are_none() -> None:
    found = converted(TITLES, (), ("A-1", "", " "), ("", "", ""))
    assert [row.row for row in found.rows] == [3]
    assert set(found.rows[0].values.values()) == {"A-1", None, ()}


def test_all_that_is_wrong_is_told_at_once_and_good_rows_stay() -> None:
    found = converted(
        TITLES,
        ("A-1", "x\u202ey", "Nobody", "huge", "maybe", "1.234", "4.5", "Q3 2026"),
        ("A-2", "good", "P-002", "low"),
        ("A-3", "#REF!", "", "", "", "many"),
    )
    assert problems(found) == [
        "sheet S, row 2, column B (Asset), name: holds U+202E, which makes text read otherwise than it is "
        "stored; type the text again",
        "sheet S, row 2, column C (Owner), owner: 'Nobody' is not among the people; add it there first, or "
        "correct it",
        "sheet S, row 2, column D (Criticality), criticality: 'huge' is none of: low, medium, high, critical",
        "sheet S, row 2, column E (Personal data), personal_data: 'maybe' is neither yes nor no",
        "sheet S, row 2, column F (Value), value: '1.234' may be 1234 or 1.234; say the decimal mark in the "
        "profile",
        "sheet S, row 2, column G (Copies), copies: '4.5' is no whole number",
        "sheet S, row 2, column H (In use since), since: 'Q3 2026' is a span and not a day; write its last "
        "day, such as 2026-09-30",
        "sheet S, row 4, column B (Asset), name: the formula of the cell ended in #REF!; put a value there",
        "sheet S, row 4, column F (Value), value: 'many' is no number",
    ]
    assert [row.row for row in found.rows if not row.problems] == [3]


def test_the_profile_decides_what_is_ambiguous() -> None:
    row: Row = ("A-1", "x", "", "", "", "1.234", "", "03/05/2026")
    found = converted(TITLES, row, decimal=DecimalMark.COMMA, day_order=DayOrder.MONTH_FIRST)
    assert found.rows[0].values["value"] == Decimal(1234)
    assert found.rows[0].values["since"] == date(2026, 3, 5)


def test_references_of_a_treatment_plan() -> None:
    found = converted(
        ("ID", "Risk ID", "Action", "Annex A Control"),
        ("RTP-1", "R-001", "Keys", "A 5.17 A 8.5"),
        ("RTP-2", "R-001 R-002", "Walls", "A.5.1; A.9.9; soon"),
        fields=TREATMENTS,
    )
    assert found.rows[0].values["requirements"] == ("iso27001:A.5.17", "iso27001:A.8.5")
    assert problems(found) == [
        "sheet S, row 3, column B (Risk ID), risk: 'R-001 R-002' is not among the risks; add it there first, "
        "or correct it",
        "sheet S, row 3, column D (Annex A Control), requirements: 'A.9.9' is not among the requirements; "
        "add it there first, or correct it",
        "sheet S, row 3, column D (Annex A Control), requirements: 'soon' is not among the requirements; add "
        "it there first, or correct it",
    ]


def test_two_requirements_do_not_fit_a_field_that_holds_one() -> None:
    one = tuple(evolve(f, many=False) for f in TREATMENTS)
    found = converted(("ID", "Action", "Requirements"), ("1", "x", "A 5.17 A 8.5"), fields=one)
    assert problems(found) == [
        "sheet S, row 2, column C (Requirements), requirements: 2 values came ('A 5.17 A 8.5') and the field "
        "holds one"
    ]


def test_ragged_rows_are_named_and_only_longer_ones_are_refused() -> None:
    found = converted(
        ("ID", "Asset", "Notes"),
        ("A-1", "x", "one", "two"),
        ("A-2", "y"),
        ("A-3", "z", "fine"),
        ("A-4", "w"),
        lengths=(3, 4, 2, 3, 5),
    )
    assert problems(found) == [
        "sheet S, row 2: 4 cells under a header of 3; put texts that hold ; in quotation marks"
    ]
    assert [said(each) for each in found.notes] == [
        "sheet S, row 3: 2 cells under a header of 3; those at the end were read as empty"
    ]
    assert [row.row for row in found.rows if not row.problems] == [3, 4, 5]


def test_a_header_that_was_printed_again_is_left_out_and_said() -> None:
    found = converted(("ID", "Asset"), ("A-1", "x"), ("ID", "Asset"), ("A-2", "y"))
    assert [row.row for row in found.rows] == [2, 4]
    assert [said(each) for each in found.notes] == [
        "sheet S, row 3: the row repeats the header and was left out"
    ]


def test_hidden_characters_and_times_are_said_and_do_no_harm() -> None:
    found = converted(TITLES, ("A-1", "x\u200b", "", "", "", "", "", "2026-01-02 09:14"))
    assert (found.rows[0].problems, found.rows[0].values["name"]) == ((), "x")
    assert [said(each) for each in found.notes] == [
        "sheet S, row 2, column B (Asset), name: characters that nobody sees were removed: U+200B",
        "sheet S, since: the time of day of 1 cells was left out: the field holds days",
    ]


def test_constants_hold_for_every_row_and_are_judged_as_cells_are() -> None:
    constants = (("criticality", "hoch"), ("owner", "Nobody"))
    found = converted(("ID", "Asset"), ("A-1", "x"), constants=constants)
    assert found.rows[0].values["criticality"] == "high"
    assert problems(found) == [
        "sheet S, row 2, owner: 'Nobody' is not among the people; add it there first, or correct it"
    ]


def test_other_columns_are_kept_in_the_field_that_the_profile_names() -> None:
    rows: tuple[Row, ...] = (
        ("ID", "Asset", "Notes", "Colour", "Bought"),
        ("A-1", "x", "kept", "red", 5),
        ("A-2", "y"),
    )
    found = converted(*rows, rest_into="notes")
    assert found.rows[0].values["notes"] == "kept\nColour: red\nBought: 5"
    assert found.rows[1].values["notes"] is None
    found = converted(*rows, rest_into="kind")
    assert found.rows[0].values["kind"] == "Colour: red; Bought: 5"


def test_names_from_right_to_left_are_whole() -> None:
    found = converted(("ID", "Asset", "Owner"), ("A-1", "שרת ראשי (1)", "נועה לוי"))
    assert found.rows[0].values == {"id": "A-1", "name": "שרת ראשי (1)", "owner": "P-003"}


def test_50000_rows_are_read_each_once() -> None:
    calls = 0

    def counted(register: str, text: str) -> str | None:
        nonlocal calls
        calls += 1
        return resolve(register, text)

    rows = tuple((f"A-{n}", "x", "P-001") for n in range(50_000))
    sheet = Sheet(name="S", rows=(("ID", "Asset", "Owner"), *rows))
    header = find_header(sheet, ASSETS)
    assert isinstance(header, Header)
    profile = propose(sheet, header, "assets", ASSETS).profile
    found = convert(sheet, header, bind(sheet, header, profile, ASSETS), profile, ASSETS, counted)
    assert (len(found.rows), calls) == (50_000, 50_000)


def test_what_a_cell_says_is_read_as_the_profile_means_it() -> None:
    """Whole cells and single values of several; a spelling is folded, and nothing means nothing."""
    meant = (
        ("Criticality", "Tier 1", "high"),
        ("Criticality", "n/a", ""),
        ("Personal data", "GDPR", "yes"),
        ("Copies", "3", "4"),
        ("Tags", "prod", "production"),
    )
    first: Row = ("1", "a", "P-001", " tier  1", "gdpr", "", 3.0, "", "prod; x")
    second: Row = ("2", "b", "P-001", "N/A", "no", "", "", "", "")
    bare = converted(TITLES, first, second)
    assert [len(row.problems) for row in bare.rows] == [2, 1]
    found = converted(TITLES, first, second, values=meant)
    assert problems(found) == []
    names = ("criticality", "personal_data", "copies", "tags")
    assert [[row.values[name] for name in names] for row in found.rows] == [
        ["high", True, 4, ("production", "x")],
        [None, False, None, ()],
    ]


def test_what_is_meant_is_judged_as_if_it_stood_in_the_cell() -> None:
    row: Row = ("1", "a", "P-001", "Tier 1", "", "", "", "", "")
    (told,) = problems(converted(TITLES, row, values=(("Criticality", "Tier 1", "huge"),)))
    assert "'huge' is none of: " in told


def test_text_about_controls_is_noted_and_an_unknown_id_is_refused() -> None:
    titles: Row = ("ID", "Risk", "Controls")
    fields = (
        Field(name="name", label="Risk", kind=FieldKind.TEXT),
        Field(name="controls", label="Controls", kind=FieldKind.REFERENCE, refers=CONTROLS, many=True),
    )
    prose, known, unknown = "EDR, MFA on admin accounts", "AC-01; mail filter", "AC-99"
    found = converted(
        titles, *((n, "r", each) for n, each in enumerate((prose, known, unknown))), fields=fields
    )
    assert [row.values["controls"] for row in found.rows] == [(), ("AC-01",), ()]
    assert [said(note) for note in found.notes] == [
        f"sheet S, row {row}, column C (Controls), controls: '{came}' tells of controls and names none by"
        " its id: nothing is linked, the row is read"
        for row, came in ((2, prose), (3, "mail filter"))
    ]
    assert ["AC-99" in each for each in problems(found)] == [True]


def test_text_about_controls_is_kept_where_the_rest_goes() -> None:
    titles: Row = ("ID", "Risk", "Controls", "Status")
    fields = (
        Field(name="name", label="Risk", kind=FieldKind.TEXT),
        Field(name="notes", label="Notes", kind=FieldKind.LONG),
        Field(name="controls", label="Controls", kind=FieldKind.REFERENCE, refers=CONTROLS, many=True),
    )
    row: Row = (1, "r", "EDR, MFA on admin accounts", "Open")
    found = converted(titles, row, (2, "s", "AC-01", "Done"), fields=fields, rest_into="notes")
    assert [one.values["notes"] for one in found.rows] == [
        "Controls: EDR, MFA on admin accounts\nStatus: Open",
        "Status: Done",
    ]
