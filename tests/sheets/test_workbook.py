"""Workbooks are read as they are seen: values of formulas, days, merged areas, hidden sheets, in limits."""

from datetime import UTC, date, datetime, time
from typing import Any

from tests.sheets.books import altered, cell, open_document, part, row, rows_workbook, workbook

from dualtrack.sheets.cell import Area, Sheet
from dualtrack.sheets.limits import MAX_CELL, MAX_OLD_BYTES
from dualtrack.sheets.reading import Book, read
from dualtrack.sheets.words import said
from dualtrack.sheets.workbook import OLD, broken_formula

SHEET = "xl/worksheets/sheet1.xml"


def only(data: bytes) -> Sheet:
    book = read(data, "x.xlsx")
    assert book.problems == ()
    return book.sheets[0]


def words(book: Book) -> list[str]:
    return [said(each) for each in book.problems]


def test_cells_keep_their_kinds() -> None:
    def build(book: Any) -> None:
        sheet = book.add_worksheet("Data")
        shown = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.write_row(0, 0, ["text", 3, 2.5, True])
        sheet.write_number(1, 0, 46_387, shown)
        sheet.write_number(1, 1, 46_387 + 8.5 / 24, shown)
        sheet.write_datetime(1, 2, time(8, 30), book.add_format({"num_format": "hh:mm"}))
        sheet.write_formula(1, 3, '=HYPERLINK("http://x")', None, "seen")
        sheet.write_formula(1, 4, "=1/0", None, "#DIV/0!")

    sheet = only(workbook(build))
    assert sheet.rows == (
        ("text", 3, 2.5, True),
        (
            date(2026, 12, 31),
            datetime(2026, 12, 31, 8, 30, tzinfo=UTC).replace(tzinfo=None),
            "08:30:00",
            "seen",
            "#DIV/0!",
        ),
    )
    assert [type(each) for each in sheet.rows[0]] == [str, int, float, bool]
    assert broken_formula("#DIV/0!")
    assert not broken_formula("#1")


def test_the_first_row_and_column_are_those_of_excel() -> None:
    def build(book: Any) -> None:
        book.add_worksheet().write(3, 2, "C4")

    sheet = only(workbook(build))
    assert sheet.rows == ((), (), (), ("", "", "C4"))
    assert sheet.number(3) == 4


def test_what_is_merged_downwards_holds_for_each_row() -> None:
    def build(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:C1", "Title")
        sheet.merge_range("A2:A4", "group")
        sheet.write_column("B2", ["x", "y", "z"])

    sheet = only(workbook(build))
    assert sheet.rows == (("Title",), ("group", "x"), ("group", "y"), ("group", "z"))
    assert sheet.merged == (Area(0, 0, 0, 2), Area(1, 0, 3, 0))


def test_a_merged_area_makes_no_rows_below_the_table() -> None:
    def build(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["a", "b"])
        sheet.merge_range("A2:A900", "end")

    assert only(workbook(build)).rows == (("a", "b"), ("end",))


def test_areas_that_cover_more_than_the_sheet_are_refused() -> None:
    data = rows_workbook(*[["a"]] * 2000)
    areas = b"".join(b'<mergeCell ref="A1:A2000"/>' for _ in range(50))
    xml = part(data, SHEET).replace(b"</sheetData>", b"</sheetData><mergeCells>" + areas + b"</mergeCells>")
    book = read(altered(data, {SHEET: xml}), "x.xlsx")
    assert words(book) == [
        "sheet Sheet1: its merged areas cover more than the sheet holds; take the merging out"
    ]


def test_hidden_sheets_are_read_and_said() -> None:
    def build(book: Any) -> None:
        book.add_worksheet("Seen").write(0, 0, "a")
        hidden = book.add_worksheet("Lists")
        hidden.write(0, 0, "b")
        hidden.hide()
        deep = book.add_worksheet("Deep")
        deep.very_hidden()
        book.add_chartsheet("Chart")

    book = read(workbook(build), "x.xlsx")
    assert [(sheet.name, sheet.hidden) for sheet in book.sheets] == [
        ("Seen", False),
        ("Lists", True),
        ("Deep", True),
    ]
    said_of = "the sheet is hidden; it was read, and is imported only when it is named"
    assert words(book) == [f"sheet Lists: {said_of}", f"sheet Deep: {said_of}"]


def test_a_sheet_of_16380_columns_ends_where_its_table_does() -> None:
    def build(book: Any) -> None:
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
        sheet.write_row(2, 0, ["ID", "Name"])
        sheet.write(2, 16_379, " ")
        for column in range(16_380):
            sheet.write_blank(0, column, None, bold)
        sheet.write_row(3, 0, ["A-1", "x"])

    sheet = only(workbook(build))
    assert sheet.rows == ((), (), ("ID", "Name"), ("A-1", "x"))


def test_the_last_row_and_column_of_excel_cost_nothing() -> None:
    def build(book: Any) -> None:
        far = book.add_worksheet("Far")
        far.write(0, 0, "a")
        far.write(1_048_575, 16_383, "b")
        wide = book.add_worksheet("Wide")
        wide.write(0, 16_383, "a")
        wide.write(99_999, 0, "b")
        book.add_worksheet("Good").write(0, 0, "kept")

    book = read(workbook(build), "x.xlsx")
    assert [sheet.rows for sheet in book.sheets] == [(("kept",),)]
    assert words(book) == [
        "sheet Far: more than 200,000 rows (the last with content is 1,048,576); "
        "delete what is below the table, or split it",
        "sheet Wide: its content reaches to row 100,000 and column 16,384, more than 10,000,000 cells; "
        "delete what is far from the table",
    ]


def test_a_cell_that_is_too_long_is_named() -> None:
    data = rows_workbook(["a"], ["here"])
    strings = part(data, "xl/sharedStrings.xml").replace(b"here", b"x" * (MAX_CELL + 1))
    assert words(read(altered(data, {"xl/sharedStrings.xml": strings}), "x")) == [
        "sheet Sheet1, row 2, column A: a cell of 100,001 characters; at most 100,000 are read"
    ]


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    data = altered(rows_workbook(["a"]), {})
    for name in ("xl/workbook.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        data = altered(data, {name: None})
    assert words(read(data, "x.xlsx")) == ["not a workbook that can be read: Cannot detect file format"]


def test_an_old_workbook_is_read_only_when_small() -> None:
    assert words(read(OLD + b"x" * 600, "x.xls")) == [
        "not a workbook that can be read: its parts do not fit together"
    ]
    assert words(read(OLD + b"x" * MAX_OLD_BYTES, "x.xls")) == [
        "the file is larger than 10,000,000 bytes; split it into several"
    ]


def test_open_document_is_read_with_its_merged_areas() -> None:
    covered = "<table:covered-table-cell/>"
    endless = row(
        '<table:table-cell table:number-columns-repeated="16384"/>',
        attributes='table:number-rows-repeated="1048570"',
    )
    table = row(cell("Name"), cell("Owner")) + row(cell("a", 'table:number-rows-spanned="2"'), cell("x"))
    sheet = only(open_document(table + row(covered, cell("y")) + endless))
    assert sheet.rows == (("Name", "Owner"), ("a", "x"), ("a", "y"))


def test_an_open_document_that_repeats_itself_endlessly_is_refused() -> None:
    repeated = cell("a", 'table:number-columns-repeated="16384"')
    data = open_document(row(repeated, attributes='table:number-rows-repeated="1048576"'))
    assert words(read(data, "x.ods")) == [
        "sheet T: its content reaches to row 1,048,576 and column 16,384, more than 10,000,000 cells; "
        "delete what is far from the table"
    ]
