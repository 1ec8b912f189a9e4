"""Whatever a file is, it is sheets or a reason; the sheet that is meant is found by name."""

import pytest
from tests.each import each
from tests.sheets.books import rows_workbook

from dualtrack.sheets import reading
from dualtrack.sheets.cell import Sheet
from dualtrack.sheets.problem import Problem
from dualtrack.sheets.reading import Book, read
from dualtrack.sheets.words import said


def test_the_same_table_reads_alike_from_csv_and_excel() -> None:
    rows = [["ID", "Name"], ["A-1", "x"]]
    csv = read(b"\xef\xbb\xbfID;Name\r\nA-1;x\r\n", "assets.csv")
    assert csv.sheets[0].rows == read(rows_workbook(*rows), "y").sheets[0].rows
    assert (csv.sheets[0].name, csv.delimiter) == ("assets", ";")


@each(
    ("data", "words"),
    [
        (b"", "the file is empty"),
        (b"\x89PNG\0", "holds NUL bytes, so it is neither text nor a workbook; save it as XLSX or CSV"),
        (b"PK\x03\x04junk", "not a workbook that can be read: File is not a zip file"),
    ],
)
def test_what_is_no_spreadsheet_is_a_reason(data: bytes, words: str) -> None:
    book = read(data, "x")
    assert book.sheets == ()
    assert [said(each) for each in book.problems] == [words]
    found = book.sheet()
    assert isinstance(found, Problem)
    assert said(found) == words


def test_a_file_that_is_too_large_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 10)
    assert [said(p) for p in read(b"x" * 11, "x").problems] == [
        "the file is larger than 10 bytes; split it into several"
    ]


def test_a_sheet_is_found_by_name_or_is_the_first_that_is_seen() -> None:
    hidden = Sheet(name="Lists", rows=(("a",),), hidden=True)
    empty, data = Sheet(name="Cover", rows=()), Sheet(name="Data", rows=(("b",),))
    book = Book(sheets=(hidden, empty, data))
    assert book.sheet() is data
    assert book.sheet("Lists") is hidden
    missing = book.sheet("Risks")
    assert isinstance(missing, Problem)
    assert said(missing) == "no sheet Risks; there are: Lists, Cover, Data"


def test_a_book_of_empty_sheets_is_empty() -> None:
    found = Book(sheets=(Sheet(name="Cover", rows=()),)).sheet()
    assert isinstance(found, Problem)
    assert said(found) == "the file is empty"


@each("cut", range(0, 900, 37))
def test_a_cut_workbook_is_a_reason_wherever_it_is_cut(cut: int) -> None:
    data = rows_workbook(["ID", "Name"], ["A-1", "x"])
    book = read(data[: 4 + cut * len(data) // 1000], "x.xlsx")
    assert book.sheets == ()
    assert len(book.problems) == 1
