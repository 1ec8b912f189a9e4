"""Signs that a reader does not see: none of them breaks a file, and none turns what stands beside it."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

from pypdf import PdfReader
from tests.each import each
from tests.render.samples import CREATED, document, table

from dualtrack.catalogues.blocks import (
    Bar,
    Blank,
    Cell,
    Document,
    Figure,
    Heading,
    KeyValue,
    KeyValues,
    Notice,
    Series,
    text,
)
from dualtrack.render.formats import FORMATS, render
from dualtrack.render.text import clean

TURNING = tuple("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
HARMLESS = ("\u200d", "\u200c", "\u200e", "\u200f", "\u00ad", "\u2028", "\u2029", "e\u0301", "\U0001f600")


def everywhere(said: str) -> Document:
    """A document that says the text wherever a person can have written it."""
    return document(
        Heading(text=f"heading {said}"),
        text(f"paragraph {said}"),
        Notice(text=f"notice {said}"),
        Blank(label=f"blank {said}", who=f"who {said}"),
        KeyValues((KeyValue(label=f"label {said}", cell=Cell(f"value {said}", detail=f"detail {said}")),)),
        Figure(
            caption=f"figure {said}",
            series=(Series(name=f"series {said}"),),
            bars=(Bar(label=f"bar {said}", values=(1,), facts=(f"fact {said}",)),),
        ),
        table(
            (Cell(f"cell {said}"), Cell("t", detail=f"below {said}"), Cell(1), Cell(date(2026, 1, 1))),
            name=f"name {said}",
        ),
        title=f"title {said}",
        subtitle=f"subtitle {said}",
        organisation=f"organisation {said}",
        classification=f"class {said}",
        version=f"version {said}",
        status_note=f"note {said}",
    )


def raw(data: bytes, name: str) -> str:
    """Every sign of a rendered file."""
    if name == "pdf":
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    if name in ("docx", "xlsx"):
        with ZipFile(BytesIO(data)) as archive:
            return "".join(archive.read(member).decode("utf-8", "replace") for member in archive.namelist())
    return data.decode()


@each("sign", [*TURNING, "\ufeff"], ids=ascii)
def test_a_hidden_sign_is_seen_at_its_place(sign: str) -> None:
    assert clean(f"a{sign}b") == "a\ufffdb"


@each("sign", HARMLESS, ids=ascii)
def test_signs_that_languages_need_stay(sign: str) -> None:
    assert clean(f"a{sign}b") == f"a{sign}b"


@each("name", FORMATS)
def test_no_file_holds_a_sign_that_turns_its_neighbours(name: str) -> None:
    found = raw(render(everywhere("".join(TURNING) + "end"), name, created=CREATED), name)
    assert not set(found) & set(TURNING)
    assert "end" in found


@each("name", FORMATS)
@each("said", ["\ufeffx", "x\ufeff", *HARMLESS], ids=ascii)
def test_every_format_can_be_made_whatever_was_pasted(name: str, said: str) -> None:
    assert render(everywhere(said), name, created=CREATED)


def test_the_marks_are_read_in_order_beside_a_turned_title() -> None:
    made = document(title="Report \u202e", organisation="\u202eNorthlight")
    for page in PdfReader(BytesIO(render(made, "pdf", created=CREATED))).pages:
        found = page.extract_text()
        assert "EXAMPLE: invented data" in found
        assert "Version 1.2" in found
        assert "Page 1 of 1" in found
