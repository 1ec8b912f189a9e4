"""The Word file: real headings, repeated header rows, marks on every page, fixed bytes."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
from docx.enum.section import WD_ORIENT
from tests.each import each
from tests.render.samples import CREATED, HOSTILE, document, hostile_table, row, table, whole

from dualtrack.catalogues.blocks import Cell, Document, Heading, text
from dualtrack.render.formats import render


def opened(made: Document) -> Any:
    return docx.Document(BytesIO(render(made, "docx", created=CREATED)))


def test_headings_are_real_headings() -> None:
    found = [(p.style.name, p.text) for p in opened(whole()).paragraphs if p.style.name.startswith("Heading")]
    assert found == [
        ("Heading 1", "First heading"),
        ("Heading 2", "Second heading"),
        ("Heading 1", "Wide heading"),
        ("Heading 2", "Last heading"),
    ]


def test_every_section_carries_the_marks_and_the_page_number() -> None:
    for section in opened(whole()).sections:
        assert "EXAMPLE: invented data · DRAFT" in section.header.paragraphs[0].text
        foot = section.footer._element.xml
        assert 'w:instr="PAGE"' in foot
        assert 'w:instr="NUMPAGES"' in foot
        assert "Confidential" in section.footer.paragraphs[0].text


def test_a_wide_table_turns_its_section_and_no_other() -> None:
    found = [section.orientation for section in opened(whole()).sections]
    upright, turned = WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE
    assert found == [upright, upright, turned, upright]


def test_the_header_row_of_a_table_repeats_and_rows_do_not_split() -> None:
    made = opened(document(table(row(1), row(2)))).tables[-1]
    assert "<w:tblHeader/>" in made.rows[0]._tr.xml
    assert all("<w:cantSplit/>" in line._tr.xml for line in made.rows)
    assert "<w:tblHeader/>" not in made.rows[1]._tr.xml


def test_the_cells_say_what_the_input_says() -> None:
    made = opened(document(table(row(7)))).tables[-1]
    assert [cell.text for cell in made.rows[0].cells] == ["Ref.", "Title", "Count", "Day"]
    assert made.rows[1].cells[0].text == "First group"
    assert [cell.text for cell in made.rows[2].cells] == ["A.7", "Title 7\nDetail 7", "7", "2026-01-31"]


@each("hostile", HOSTILE)
def test_text_is_never_taken_for_markup(hostile: str) -> None:
    made = opened(document(text(hostile), Heading(text=hostile), title=hostile, organisation=hostile))
    assert [p.text for p in made.paragraphs].count(hostile) == 3
    assert hostile in made.sections[0].header.paragraphs[0].text


def test_hostile_cells_and_captions() -> None:
    made = opened(document(hostile_table())).tables[-1]
    assert [line.cells[1].text for line in made.rows[2:]] == [f"{said}\n{said}" for said in HOSTILE]


def test_the_core_properties() -> None:
    found = opened(document(title="x" * 300)).core_properties
    assert found.title == "x" * 255
    assert found.author == found.last_modified_by == "Northlight Ledger Ltd"
    assert found.keywords == "EXAMPLE: invented data, DRAFT"
    assert found.created == found.modified == CREATED
    assert found.version == "1.2"


def test_the_members_are_sorted_and_dated_alike() -> None:
    with ZipFile(BytesIO(render(whole(), "docx", created=CREATED))) as archive:
        names = archive.namelist()
        assert names[0] == "[Content_Types].xml"
        assert names[1:] == sorted(names[1:])
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_right_to_left_text_is_marked_as_such() -> None:
    made = opened(document(text("שלום עולם"), table((Cell("A"), Cell("السلام"), Cell(1), Cell()))))
    assert "<w:bidi/>" in next(p for p in made.paragraphs if p.text == "שלום עולם")._p.xml
    cell = made.tables[-1].rows[2].cells[1]._tc.xml
    assert "<w:bidi/>" in cell
    assert "<w:rtl/>" in cell


def test_a_blank_is_marked_for_its_person() -> None:
    found = [p for p in opened(whole()).paragraphs if p.style.name == "Blank"]
    assert [p.text.splitlines()[-1] for p in found] == ["To be completed by a member of top management"]
