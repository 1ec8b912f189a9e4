"""Both documents as they are handed over: marks, classification and numbers on every page and sheet."""

import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import docx
import pytest
from attrs import evolve
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from tests.documents.samples import matrix, soa
from tests.each import each

from dualtrack.catalogues.blocks import Document, Status, Table
from dualtrack.documents.control_matrix.context import context as matrix_context
from dualtrack.documents.manifest import manifest
from dualtrack.documents.registry import KINDS, kind_of
from dualtrack.documents.statement_of_applicability.context import context as soa_context
from dualtrack.render.formats import render

CREATED = datetime(2026, 11, 20, tzinfo=UTC)
GIVEN: dict[str, tuple[Callable[[Any], Document], Any]] = {
    "control-matrix": (matrix_context, matrix()),
    "statement-of-applicability": (soa_context, soa()),
}
STATES = [
    (True, Status.DRAFT, {"EXAMPLE: invented data", "DRAFT"}),
    (True, Status.INTERIM, {"EXAMPLE: invented data", "INTERIM"}),
    (False, Status.INTERIM, {"INTERIM"}),
    (False, Status.RELEASED, set[str]()),
]
MARKS = {"EXAMPLE: invented data", "DRAFT", "INTERIM"}


def made(name: str, example: bool = True, status: Status = Status.DRAFT) -> Document:
    """One document in one state."""
    context, given = GIVEN[name]
    return context(
        evolve(
            given,
            example=example,
            status=status,
            status_note="",
            classification="For the board",
            version="7.1",
        )
    )


def test_every_kind_that_is_offered_is_tried_here() -> None:
    assert set(GIVEN) == {kind.name for kind in KINDS}


@pytest.mark.parametrize(("example", "status", "expected"), STATES, ids=[f"{e}-{s}" for e, s, _ in STATES])
@pytest.mark.parametrize("name", GIVEN)
def test_every_page_of_the_pdf(name: str, example: bool, status: Status, expected: set[str]) -> None:
    pages = PdfReader(BytesIO(render(made(name, example, status), "pdf", created=CREATED))).pages
    for number, page in enumerate(pages, start=1):
        found = page.extract_text()
        assert {mark for mark in MARKS if mark in found} == expected
        for words in (
            f"Page {number} of {len(pages)}",
            "For the board",
            "Version 7.1",
            "Northlight Ledger Ltd",
        ):
            assert words in found, (number, words)


@each(("example", "status", "expected"), STATES, ids=[f"{e}-{s}" for e, s, _ in STATES])
@each("name", GIVEN)
def test_every_section_of_the_word_file(name: str, example: bool, status: Status, expected: set[str]) -> None:
    word: Any = docx.Document(BytesIO(render(made(name, example, status), "docx", created=CREATED)))
    assert len(word.sections) > 2
    for section in word.sections:
        head, foot = section.header.paragraphs[0].text, section.footer.paragraphs[0].text
        assert {mark for mark in MARKS if mark in head} == expected
        assert "Northlight Ledger Ltd" in head
        assert "Version 7.1 · For the board" in foot


@each(("example", "status", "expected"), STATES, ids=[f"{e}-{s}" for e, s, _ in STATES])
@each("name", GIVEN)
def test_every_sheet_of_the_workbook(name: str, example: bool, status: Status, expected: set[str]) -> None:
    data = render(made(name, example, status), "xlsx", created=CREATED)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        sheets = [archive.read(part).decode() for part in archive.namelist() if "worksheets/sheet" in part]
    assert len(sheets) > 3
    for sheet in sheets:
        edges = sheet.partition("<headerFooter>")[2].partition("</headerFooter>")[0]
        assert {mark for mark in MARKS if mark in edges} == expected
        assert "For the board" in edges
        assert "Page &amp;P of &amp;N" in edges
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    for sheet_name in book.sheet_names[1:]:
        line = str(book.get_sheet_by_name(sheet_name).to_python()[0][0])
        assert {mark for mark in MARKS if mark in line} == expected
        assert "not an auditor's conclusion" in line


@each("name", GIVEN)
def test_every_table_of_the_word_file_repeats_its_header(name: str) -> None:
    document = made(name)
    word: Any = docx.Document(BytesIO(render(document, "docx", created=CREATED)))
    heads = [found for found in word.tables if "<w:tblHeader/>" in found.rows[0]._tr.xml]
    titles = [[cell.text for cell in found.rows[0].cells] for found in heads]
    for table in (block for block in document.blocks if isinstance(block, Table) and block.rows):
        assert [column.title for column in table.columns] in titles


@each("name", GIVEN)
def test_the_json_holds_each_fact_that_the_manifest_names(name: str) -> None:
    document = made(name)
    found = json.loads(render(document, "json", created=CREATED))["document"]
    assert found["name"] == kind_of(name).name
    text = json.dumps(found, ensure_ascii=False)
    named = {fact for item in manifest(document) for fact in item.facts}
    assert len(named) > 30
    assert all(json.dumps(fact, ensure_ascii=False) in text for fact in named)
