"""The PDF: tagged, marked on every page, its dates fixed, its text never taken for markup."""

from io import BytesIO
from typing import Any

from pypdf import PdfReader
from tests.each import each
from tests.render.samples import CREATED, HOSTILE, document, hostile_table, row, table, whole

from dualtrack.catalogues.blocks import Cell, Heading, Status, text
from dualtrack.render.formats import render


def read(*args: object, **kwargs: object) -> PdfReader:
    made = document(*args, **kwargs)  # type: ignore[arg-type]  # passed on as it came
    return PdfReader(BytesIO(render(made, "pdf", created=CREATED)))


def words(reader: PdfReader) -> str:
    """Read the text without spaces: a PDF breaks lines where it likes, and long words may break anywhere."""
    return "".join("".join(page.extract_text() for page in reader.pages).replace("\u200b", "").split())


def test_every_page_carries_the_marks_and_its_number() -> None:
    pages = PdfReader(BytesIO(render(whole(), "pdf", created=CREATED))).pages
    assert len(pages) > 4
    for number, page in enumerate(pages, start=1):
        found = page.extract_text()
        assert "EXAMPLE: invented data" in found
        assert "DRAFT" in found
        assert f"Page {number} of {len(pages)}" in found
        assert "Confidential" in found


def test_it_is_tagged_and_claims_pdf_ua() -> None:
    reader = PdfReader(BytesIO(render(whole(), "pdf", created=CREATED)))
    root: Any = reader.trailer["/Root"]
    assert bool(root["/MarkInfo"]["/Marked"])
    assert root["/Lang"] == "en"
    assert "/StructTreeRoot" in root
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()


def test_its_properties_are_the_documents() -> None:
    facts = read(title="The title").metadata
    assert facts is not None
    assert facts.title == "The title"
    assert facts.author == "Northlight Ledger Ltd"
    assert facts.creation_date == CREATED


def test_a_wide_table_is_on_landscape_pages_with_its_heading_and_repeats_its_header() -> None:
    rows = tuple(row(number) for number in range(80))
    pages = read(text("Before"), Heading(text="Wide heading"), table(*rows, wide=True), text("After")).pages
    shapes = [page.mediabox.width > page.mediabox.height for page in pages]
    assert shapes[:2] == [False, False]
    assert shapes[-1] is False
    wide = [page.extract_text() for page, turned in zip(pages, shapes, strict=True) if turned]
    assert len(wide) > 1
    assert "Wide heading" in wide[0]
    assert all("Because" not in page and "Ref." in page for page in wide)


@each("hostile", HOSTILE)
def test_text_is_never_taken_for_markup(hostile: str) -> None:
    reader = read(
        text(hostile), table((Cell(hostile, detail=hostile), Cell(hostile), Cell(1), Cell())), title=hostile
    )
    found = words(reader)
    plain = "".join(hostile.split())
    assert found.count(plain) >= 4, found


def test_the_whole_corpus_at_once() -> None:
    found = words(read(hostile_table()))
    assert all("".join(hostile.split()) in found for hostile in HOSTILE)


def test_right_to_left_and_other_alphabets() -> None:
    found = words(read(text("Привет"), text("Ελλάδα"), text("السلام عليكم")))
    assert "Привет" in found
    assert "Ελλάδα" in found


@each("written", ["漢字", "שלום", "\U000103a0", "\ue000"])
def test_text_that_our_fonts_lack_still_gives_a_tagged_file(written: str) -> None:
    reader = read(text(written), text("still here"))
    assert "stillhere" in words(reader)
    root: Any = reader.trailer["/Root"]
    assert bool(root["/MarkInfo"]["/Marked"])


def test_long_words_stay_inside_their_page() -> None:
    long = "arn:aws:iam::123456789012:role/" + "VeryLong" * 20
    reader = read(table((Cell("A"), Cell(long), Cell(1), Cell())))
    assert long in words(reader)
    edges = [0.0]

    def note(said: str, _: object, place: list[float], *__: object) -> None:
        edges.append(place[4] if said.strip() else 0.0)

    reader.pages[1].extract_text(visitor_text=note)
    assert max(edges) < float(reader.pages[1].mediabox.width)


def test_blank_names_who_fills_it() -> None:
    found = PdfReader(BytesIO(render(whole(), "pdf", created=CREATED))).pages[1].extract_text()
    assert "To be completed by a member of top management" in found


def test_a_document_without_blocks_is_a_cover() -> None:
    reader = read(status=Status.RELEASED, example=False)
    assert len(reader.pages) == 1
    assert "Sample document" in reader.pages[0].extract_text()
