"""Whatever somebody typed into any field of a document's input comes out as text, in every format."""

import json
import zipfile
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import docx
from attrs import evolve
from python_calamine import CalamineWorkbook
from tests.documents.samples import matrix, soa
from tests.each import each
from tests.render.samples import HOSTILE

from dualtrack.catalogues.blocks import Document, FactRef, ReleaseMark
from dualtrack.documents.control_matrix.context import context as matrix_context
from dualtrack.documents.manifest import manifest
from dualtrack.documents.released import released
from dualtrack.documents.statement_of_applicability.context import context as soa_context
from dualtrack.documents.statement_of_applicability.values import Implementation, OurControl, OwnRow
from dualtrack.domain.risks.applicability import Ground, Justification
from dualtrack.render.formats import FORMATS, render
from dualtrack.render.text import clean

CREATED = datetime(2026, 11, 20, tzinfo=UTC)
ODD = (
    *HOSTILE,
    "a\u202eb",
    "\ufeffx",
    "x\x00\x1b[2Jy",
    "line\r\nline",
    "{0} {name} %s %(x)d $x",
    "' OR 1=1 --",
)


def statement(said: str) -> Document:
    """A statement with the text in every field that a person fills."""
    first, second, *rest = soa().rows
    reason = Justification(ground=Ground.RISK, reference=said, text=said)
    filled = {
        "title": said,
        "theme": said,
        "owner": said,
        "documented": said,
        "because": (said,),
        "facts": (said,),
    }
    rows = (
        evolve(first, justifications=(reason,), controls=(OurControl(id=said, title=said),), **filled),
        evolve(second, included=False, status=Implementation.EXCLUDED, exclusion=said, **filled),
        *rest[:2],
    )
    own = OwnRow(
        id=said,
        title=said,
        implemented=True,
        justifications=(reason,),
        because=(said,),
        owner=said,
        documented=said,
    )
    return soa_context(
        evolve(
            soa(),
            organisation=said,
            version=said,
            status_note=said,
            classification=said,
            annex=said,
            scope_name=said,
            scope_version=said,
            scope_statement=said,
            prepared_by=said,
            approver_role=said,
            facts=(FactRef(id=said, label=said),),
            rows=rows,
            own=(own,),
        )
    )


def approved(said: str) -> Document:
    """The same, approved by somebody of that name."""
    few = evolve(soa(), rows=soa().rows[:2], organisation=said)
    mark = ReleaseMark(
        prepared_by=said,
        approved_by=said,
        approved_on=date(2026, 11, 21),
        head_size=1841,
        head_root="0a" * 32,
        content="0b" * 32,
        change=said,
        replaces=said,
    )
    return released(soa_context(few), mark)


def controls(said: str) -> Document:
    """A matrix with the text in every field that a person fills."""
    first = matrix().rows[0]
    operated = tuple(evolve(item, because=(said,), facts=(said,)) for item in first.operated)
    row = evolve(
        first,
        title=said,
        area=said,
        activity=said,
        owner=said,
        documented_in=said,
        operated=operated,
        facts=(said,),
    )
    asked = [evolve(item, title=said, group=said) for item in matrix().requirements[:2]]
    names = [evolve(item, name=said) for item in matrix().frameworks]
    return matrix_context(
        evolve(
            matrix(),
            organisation=said,
            version=said,
            status_note=said,
            classification=said,
            system_name=said,
            isms_name=said,
            frameworks=tuple(names),
            facts=(FactRef(id=said, label=said),),
            rows=(row, matrix().rows[1]),
            requirements=tuple(asked),
        )
    )


MAKERS = {"statement": statement, "approved": approved, "controls": controls}


@each("name", ["docx", "xlsx", "html", "json"])
@each("maker", MAKERS)
@each("said", ODD, ids=ascii)
def test_it_can_always_be_made_and_is_never_more_than_text(said: str, maker: str, name: str) -> None:
    data = render(MAKERS[maker](said), name, created=CREATED)
    if name == "html":
        page = data.decode()
        assert page.count("<script") == 0
        assert page.count("<img") == page.count("<svg") == 0
    if name == "xlsx":
        with zipfile.ZipFile(BytesIO(data)) as archive:
            sheets = [
                archive.read(part).decode() for part in archive.namelist() if "worksheets/sheet" in part
            ]
        assert not [sheet for sheet in sheets if "<f>" in sheet or "<hyperlink" in sheet]
    if name == "docx":
        assert docx.Document(BytesIO(data)).core_properties.author == clean(said)[:255]
    if name == "json":
        assert json.loads(data)["document"]["organisation"] == clean(said)


@each("maker", MAKERS)
def test_a_pdf_is_made_of_all_of_it_at_once(maker: str) -> None:
    assert render(MAKERS[maker]("\n".join(ODD)), "pdf", created=CREATED).startswith(b"%PDF-")


@each("said", ODD, ids=ascii)
def test_a_pdf_is_made_of_each(said: str) -> None:
    assert render(statement(said), "pdf", created=CREATED).startswith(b"%PDF-")


@each("said", [text for text in ODD if text == clean(text)], ids=ascii)
def test_a_cell_of_the_workbook_says_it_letter_by_letter(said: str) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(render(statement(said), "xlsx", created=CREATED)))
    rows: list[list[Any]] = book.get_sheet_by_name("Annex A").to_python()
    head = [str(title) for title in rows[1]]
    first, second = (dict(zip(head, row, strict=True)) for row in rows[2:4])
    assert (first["Control of the annex"], first["Owner"], first["Documented in"]) == (said, said, said)
    assert first["Justification"] == f"Risk {said}: {said}"
    assert first["Our controls"] == f"{said} {said}"
    assert str(second["Justification"]).startswith(said)


@each("name", FORMATS)
def test_nothing_is_formatted_twice(name: str) -> None:
    """Braces and percent signs in the input are no places of ours to fill."""
    for maker in MAKERS.values():
        render(maker("{count} {} {0!r} %s"), name, created=CREATED)
    found = render(statement("{count}"), "json", created=CREATED).decode()
    assert "{count}" in found


def test_the_facts_behind_a_figure_are_kept_as_they_were_given() -> None:
    found = {item.place: item for item in manifest(statement("=1+1"))}
    assert found["Annex A / A.5.1 / Status"].facts == ("=1+1",)
