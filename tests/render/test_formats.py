"""What holds for every format: equal bytes, the marks, the sentence, hostile text shown as text."""

import json
from datetime import datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from pypdf import PdfReader
from tests.each import each
from tests.render.samples import CREATED, document, whole

from dualtrack.catalogues.blocks import Status
from dualtrack.render.formats import FORMATS, MEDIA_TYPES, UnknownFormatError, render, renderer

CONCLUSION = "They are not an auditor's conclusion."
EXAMPLE = "EXAMPLE: invented data"


def said(data: bytes, name: str) -> str:
    """Read all the words of a rendered document, whatever its format."""
    if name == "pdf":
        return " ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages).replace("’", "'")
    if name in ("docx", "xlsx"):
        with ZipFile(BytesIO(data)) as archive:
            return " ".join(archive.read(member).decode("utf-8", "replace") for member in archive.namelist())
    return data.decode().replace("&#x27;", "'")


def test_the_offered_formats() -> None:
    assert FORMATS == ("pdf", "docx", "xlsx", "html", "json")
    assert MEDIA_TYPES["pdf"] == "application/pdf"
    assert set(MEDIA_TYPES) == set(FORMATS)


@each("name", FORMATS)
def test_the_same_input_gives_the_same_bytes(name: str) -> None:
    assert render(whole(), name, created=CREATED) == render(whole(), name, created=CREATED)


@each("name", FORMATS)
def test_the_moment_of_making_is_in_the_bytes(name: str) -> None:
    later = CREATED + timedelta(days=1)
    assert render(whole(), name, created=CREATED) != render(whole(), name, created=later)


@each("name", FORMATS)
def test_marks_and_the_sentence_on_statuses(name: str) -> None:
    found = said(render(whole(), name, created=CREATED), name)
    assert EXAMPLE in found
    assert "DRAFT" in found
    whole_text = " ".join(found.split())
    assert "management's records support" in whole_text
    assert CONCLUSION in whole_text


@each("name", FORMATS)
def test_a_released_document_of_a_real_organisation_has_no_mark(name: str) -> None:
    plain = document(example=False, status=Status.RELEASED)
    found = said(render(plain, name, created=CREATED), name)
    assert EXAMPLE not in found
    assert "DRAFT" not in found
    assert "INTERIM" not in found


@each("name", FORMATS)
def test_an_interim_document_says_why(name: str) -> None:
    interim = document(status=Status.INTERIM, status_note="Gate 3 fails: no review.")
    found = said(render(interim, name, created=CREATED), name)
    assert "INTERIM" in found
    assert "Gate 3 fails: no review." in " ".join(found.split())


@each("name", FORMATS)
def test_every_block_is_said(name: str) -> None:
    found = " ".join(said(render(whole(), name, created=CREATED), name).split())
    for words in (
        "First heading",
        "Mind the gap",
        "The platform",
        "Approval",
        "Nothing is recorded.",
        "Title 59",
    ):
        assert words in found, words
    assert "a member of top management" in found


@each("name", FORMATS)
def test_control_characters_do_not_break_a_file(name: str) -> None:
    odd = document(title="a\x00b\x07c\ud800d\x0be", organisation="x\r\ny")
    data = render(odd, name, created=CREATED)
    assert "�" in said(data, name) or name == "pdf"
    if name == "json":
        assert json.loads(data)["document"]["organisation"] == "x\ny"


def test_an_unknown_format_lists_what_is_offered() -> None:
    with pytest.raises(UnknownFormatError) as problem:
        renderer("odt")
    assert str(problem.value) == "unknown format 'odt': expected one of pdf, docx, xlsx, html, json"
    assert problem.value.name == "odt"


@each("name", ["", "PDF", "pdf.py", "../pdf", "formats", "word.styles"])
def test_a_name_never_reaches_another_module(name: str) -> None:
    with pytest.raises(UnknownFormatError):
        renderer(name)


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="has no time zone: expected an aware datetime"):
        render(whole(), "json", created=datetime(2026, 1, 1))  # noqa: DTZ001 - the refused input
