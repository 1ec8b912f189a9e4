"""The workbook: typed cells, text that stays text, sheets that filter and print."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

from python_calamine import CalamineWorkbook
from tests.each import each
from tests.render.samples import COLUMNS, CREATED, HOSTILE, document, hostile_table, row, table, whole

from dualtrack.catalogues.blocks import Blank, Cell, Document, RowGroup, Table, text
from dualtrack.render.formats import render
from dualtrack.render.sheet.heights import row_height
from dualtrack.render.sheet.names import page_line, sheet_names


def opened(made: Document) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(BytesIO(render(made, "xlsx", created=CREATED)))


def rows(made: Document, sheet: str) -> list[list[object]]:
    return [list(found) for found in opened(made).get_sheet_by_name(sheet).to_python()]


def part(made: Document, member: str) -> str:
    with ZipFile(BytesIO(render(made, "xlsx", created=CREATED))) as archive:
        return archive.read(member).decode()


def test_a_front_sheet_and_one_sheet_for_each_table_with_rows() -> None:
    assert opened(whole()).sheet_names == ["Document", "Annex", "Wide"]


def test_numbers_and_days_are_typed_and_details_have_a_column() -> None:
    found = rows(document(table(row(7))), "Annex")
    assert found[1] == ["Group", "Ref.", "Title", "Because", "Count", "Day"]
    assert found[2] == ["First group", "A.7", "Title 7", "Detail 7", 7.0, date(2026, 1, 31)]


def test_the_first_line_of_each_sheet_carries_the_marks_and_the_sentence() -> None:
    line = str(rows(document(table(row(1))), "Annex")[0][0])
    assert "EXAMPLE: invented data" in line
    assert "DRAFT" in line
    assert "They are not an auditor's conclusion." in line


def test_hostile_text_stays_text() -> None:
    found = rows(document(hostile_table()), "Hostile")[2:]
    assert [line[2] for line in found] == list(HOSTILE)
    assert [line[3] for line in found] == list(HOSTILE)


@each("sheet", [1, 2])
def test_no_sheet_holds_a_formula_or_a_link(sheet: int) -> None:
    made = document(
        hostile_table(), *(text(said) for said in HOSTILE), title=HOSTILE[0], organisation=HOSTILE[1]
    )
    markup = part(made, f"xl/worksheets/sheet{sheet}.xml")
    assert "<f>" not in markup
    assert "<hyperlink" not in markup


def test_text_that_looks_like_a_formula_is_marked_as_quoted() -> None:
    assert 'quotePrefix="1"' in part(document(hostile_table()), "xl/styles.xml")
    assert "quotePrefix" not in part(document(table(row(1))), "xl/styles.xml")


def test_a_sheet_freezes_filters_and_repeats_its_header() -> None:
    made = document(table(row(1), row(2)))
    markup = part(made, "xl/worksheets/sheet2.xml")
    assert '<autoFilter ref="A2:F4"/>' in markup
    assert '<pane xSplit="2" ySplit="2"' in markup
    assert 'orientation="landscape"' in markup
    assert "Annex!$2:$2" in part(made, "xl/workbook.xml")


def test_every_printed_page_carries_the_marks() -> None:
    for sheet in (1, 2):
        markup = part(document(table(row(1))), f"xl/worksheets/sheet{sheet}.xml")
        assert "EXAMPLE: invented data · DRAFT" in markup
        assert "Page &amp;P of &amp;N" in markup


def test_ampersands_in_names_are_no_codes() -> None:
    assert page_line(left="A&P", right="x") == "&L&8 A&&P&R&8 x"
    assert page_line(pages="Page {} of {}") == "&R&8 Page &P of &N"
    assert page_line(left="\0P") == "&L&8 \ufffdP"
    assert len(page_line(left="&" * 400, centre="&" * 400, right="&" * 400)) <= 255


def test_sheet_names_are_made_acceptable_and_unlike() -> None:
    assert sheet_names(["A/B:C*?", "a b c", "", "'x'", "x" * 40, "X" * 40, "History"]) == [
        "A B C",
        "a b c 2",
        "Sheet",
        "x",
        "x" * 31,
        "X" * 29 + " 2",
        "History 2",
    ]


def test_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    long = "x" * 40_000
    found = str(rows(document(table(row(1, long))), "Annex")[2][2])
    assert len(found) == 32_767
    assert found.endswith("whole in the PDF, Word, HTML and JSON of this document]")


def test_days_and_numbers_that_excel_cannot_hold_stay_readable() -> None:
    cells = (Cell("A"), Cell("B"), Cell(10**18), Cell(date(1850, 5, 1)))
    assert rows(document(table(cells)), "Annex")[2][-2:] == [str(10**18), "1850-05-01"]


def test_blanks_and_empty_tables_are_on_the_front_sheet() -> None:
    empty = Table(name="None", caption="Nothing", columns=COLUMNS, groups=(), empty="No record.")
    found = rows(document(Blank(label="Approval", who="the chief executive"), empty), "Document")
    assert ["Approval", "To be completed by the chief executive"] in found
    assert ["Nothing", "No record."] in found


def test_a_detail_without_a_column_of_its_own_stands_below_its_value() -> None:
    plain = Table(name="Plain", columns=COLUMNS[:1], groups=(RowGroup(rows=((Cell("A", detail="b"),),)),))
    assert rows(document(plain), "Plain")[2] == ["A\nb"]


def test_rows_grow_with_their_text_up_to_the_limit_of_excel() -> None:
    one = row_height([("short", 20)])
    assert row_height([("a\nb\nc", 20)]) > row_height([("a\nb", 20)]) > one
    assert row_height([("x" * 100, 20)]) > one
    assert row_height([("x" * 100_000, 9)]) == 409.0
    assert row_height([]) == one
