"""Each kind of block in each format, read back by another program than the one that wrote it."""

import json
import re
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

import docx
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from tests.each import each
from tests.render.samples import COLUMNS, CREATED, document, row, table, whole

from dualtrack.catalogues.blocks import (
    Bar,
    Blank,
    Block,
    Cell,
    Document,
    Emphasis,
    Figure,
    Heading,
    KeyValue,
    KeyValues,
    Notice,
    NoticeKind,
    PageBreak,
    RowGroup,
    Series,
    Span,
    Status,
    Table,
    Tone,
    text,
)
from dualtrack.render.formats import FORMATS, render


def of_pdf(made: Document) -> str:
    pages = PdfReader(BytesIO(render(made, "pdf", created=CREATED))).pages
    return " ".join(page.extract_text() for page in pages)


def of_docx(made: Document) -> str:
    word: Any = docx.Document(BytesIO(render(made, "docx", created=CREATED)))
    cells = [cell.text for found in word.tables for line in found.rows for cell in line.cells]
    edges = [part.paragraphs[0].text for s in word.sections for part in (s.header, s.footer)]
    return " ".join([*(p.text for p in word.paragraphs), *cells, *edges])


def of_xlsx(made: Document) -> str:
    book = CalamineWorkbook.from_filelike(BytesIO(render(made, "xlsx", created=CREATED)))
    sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    values = [value for sheet in sheets for line in sheet for value in line]
    return " ".join(str(int(value) if isinstance(value, float) else value) for value in values)


def of_html(made: Document) -> str:
    words: list[str] = []
    reading = HTMLParser(convert_charrefs=True)
    reading.handle_data = words.append  # type: ignore[method-assign]  # the one thing that is read
    reading.feed(render(made, "html", created=CREATED).decode())
    return " ".join(words)


def of_json(made: Document) -> str:
    def values(data: Any) -> list[str]:
        if isinstance(data, dict):
            return [found for value in data.values() for found in values(value)]
        if isinstance(data, list):
            return [found for value in data for found in values(value)]
        return [str(data)]

    return " ".join(values(json.loads(render(made, "json", created=CREATED))))


READERS: dict[str, Callable[[Document], str]] = {
    "pdf": of_pdf,
    "docx": of_docx,
    "xlsx": of_xlsx,
    "html": of_html,
    "json": of_json,
}
SERIES = (Series(name="Metonce", tone=Tone.GOOD), Series(name="Lateonce", tone=Tone.CAUTION))
BLOCKS: tuple[tuple[Block, tuple[str, ...]], ...] = (
    (Heading(text="Chapterone", id="c"), ("Chapterone",)),
    (text("plainword ", Span("strongword", Emphasis.STRONG)), ("plainword", "strongword")),
    (
        text(Span("slantedword", Emphasis.ITALIC), " ", Span("codeword", Emphasis.CODE)),
        ("slantedword", "codeword"),
    ),
    (
        Figure(caption="Figurecaption", series=SERIES, bars=(Bar(label="Barlabel", values=(71, 92)),)),
        ("Figurecaption", "Metonce", "Lateonce", "Barlabel", "71", "92"),
    ),
    (
        KeyValues((KeyValue(label="Keylabel", cell=Cell("Keyvalue", detail="Keydetail")),)),
        ("Keylabel", "Keyvalue", "Keydetail"),
    ),
    (KeyValues((KeyValue(label="Keyday", cell=Cell(date(2026, 2, 28))),)), ("Keyday", "2026-02-28")),
    (KeyValues((KeyValue(label="Keycount", cell=Cell(0)),)), ("Keycount", "0")),
    (Blank(label="Signhere", who="the chiefofficer"), ("Signhere", "the chiefofficer")),
    (Notice(text="Noticeinfo"), ("Noticeinfo",)),
    (Notice(text="Noticecaution", kind=NoticeKind.CAUTION), ("Noticecaution",)),
    (
        table(
            (
                Cell("C.1"),
                Cell("Celltitle", detail="Celldetail", tone=Tone.BAD),
                Cell(7301),
                Cell(date(2026, 3, 4)),
            )
        ),
        ("Annex caption", "First group", "Ref.", "Title", "Count", "Day", "C.1", "Celltitle", "Celldetail",
         "7301",
         "2026-03-04"),
    ),
    (Table(name="Empty", columns=COLUMNS, groups=(), empty="Nothingatall."), ("Nothingatall.",)),
)  # fmt: skip


@each("name", FORMATS)
@each(("block", "expected"), BLOCKS, ids=[f"{type(b).__name__}-{w[0]}" for b, w in BLOCKS])
def test_what_a_block_says_is_in_every_format(name: str, block: Block, expected: tuple[str, ...]) -> None:
    found = " ".join(READERS[name](document(block)).split())
    for words in expected:
        assert words in found, words


@each("name", FORMATS)
def test_a_page_break_says_nothing(name: str) -> None:
    plain = READERS[name](document(text("one"), text("two"))).split()
    broken = READERS[name](document(text("one"), PageBreak(), text("two"))).split()
    assert {word for word in broken if word.isalpha()} - {"page_break", "break"} >= {"one", "two"}
    assert "two" in plain


@each("name", FORMATS)
@each("status", list(Status))
@each("example", [True, False])
def test_marks_and_classification_stand_in_every_state(name: str, status: Status, example: bool) -> None:
    made = document(text("x"), table(row(1)), status=status, example=example, classification="Topsecret")
    found = READERS[name](made)
    assert ("EXAMPLE: invented data" in found) is example
    assert ("INTERIM" in found) is (status is Status.INTERIM)
    assert ("DRAFT" in found) is (status is Status.DRAFT)
    assert "Topsecret" in found


ROWS = 500


@each("name", FORMATS)
@each("wide", [True, False])
def test_five_hundred_rows_are_all_there_once(name: str, wide: bool) -> None:
    made = document(table(*(row(number, f"Row{number:04}x") for number in range(ROWS)), wide=wide))
    found = re.findall(r"Row\d{4}x", READERS[name](made))
    assert found == [f"Row{number:04}x" for number in range(ROWS)]


@each("name", ["pdf", "docx", "xlsx", "html"])
def test_a_group_without_rows_is_not_titled(name: str) -> None:
    groups = (RowGroup(title="Fullgroup", rows=(row(1),)), RowGroup(title="Hollowgroup", rows=()))
    found = READERS[name](document(Table(name="t", columns=COLUMNS, groups=groups)))
    assert "Fullgroup" in found
    assert "Hollowgroup" not in found


SCRIPTS = {
    "Latin": "Åse Žižková Łukasz İpek",
    "Greek": "Ελλάδα",
    "Cyrillic": "Привет",
    "Hebrew": "שלום",
    "Arabic": "السلام",
    "Devanagari": "नमस्ते",
    "Thai": "สวัสดี",
    "Chinese": "漢字",
    "Japanese": "ひらがな",
    "Korean": "한국어",
    "emoji": "🔐✅",
    "mathematical": "𝔘𝔫𝔦",
    "combined": "e\u0301a\u0308",
}


@each("name", ["docx", "xlsx", "html", "json"])
@each("said", SCRIPTS.values(), ids=SCRIPTS)
def test_every_script_is_kept_sign_by_sign(name: str, said: str) -> None:
    made = document(
        Heading(text=said),
        text(said),
        table((Cell(said), Cell(said, detail=said), Cell(1), Cell())),
        organisation=said,
    )
    assert READERS[name](made).count(said) >= 5


@each("script", ["Latin", "Greek", "Cyrillic"])
def test_the_scripts_of_our_font_are_read_back_from_a_pdf(script: str) -> None:
    found = " ".join(of_pdf(document(text(SCRIPTS[script]))).split())
    assert SCRIPTS[script] in found


LONG = ("arn:aws:iam::123456789012:role/" + "Verylong" * 30, "x" * 600, "sha256:" + "0123456789abcdef" * 4)


@each("name", FORMATS)
@each("said", LONG, ids=lambda said: said[:6])
def test_a_long_word_is_whole_wherever_it_breaks(name: str, said: str) -> None:
    made = document(text(said), table((Cell(said), Cell("t", detail=said), Cell(1), Cell())))
    found = "".join(READERS[name](made).replace("\u200b", "").replace("\u00ad", "").split())
    assert found.count(said) >= 3


def test_every_page_of_a_long_table_repeats_its_header_and_counts_on() -> None:
    made = document(table(*(row(number) for number in range(ROWS)), wide=True))
    pages = PdfReader(BytesIO(render(made, "pdf", created=CREATED))).pages
    assert len(pages) > 10
    for number, page in enumerate(pages, start=1):
        found = page.extract_text()
        assert f"Page {number} of {len(pages)}" in found
        assert "EXAMPLE: invented data" in found
        assert "Confidential" in found
        if number > 1:
            assert all(title in found for title in ("Ref.", "Title", "Count", "Day")), number


def test_the_fonts_of_a_pdf_are_in_it() -> None:
    reader = PdfReader(BytesIO(render(whole(), "pdf", created=CREATED)))
    fonts: dict[str, Any] = {}
    for page in reader.pages:
        resources: Any = page["/Resources"]
        fonts |= {name: font.get_object() for name, font in resources["/Font"].items()}
    assert fonts
    for font in fonts.values():
        below = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(below["/FontDescriptor"].get_object())
        assert "/ToUnicode" in font
        assert "SourceSans3" in font["/BaseFont"] or "DejaVu" in font["/BaseFont"]


def tagged(reader: PdfReader) -> list[str]:
    """The kinds of the elements that a screen reader finds, in order."""
    found: list[str] = []

    def walk(node: Any) -> None:
        thing = node.get_object()
        if isinstance(thing, dict) and "/S" in thing:
            found.append(str(thing["/S"]))
        below = thing.get("/K", []) if isinstance(thing, dict) else []
        for child in below if isinstance(below, list) else [below]:
            if isinstance(child.get_object(), dict):
                walk(child)

    root: Any = reader.trailer["/Root"]
    walk(root["/StructTreeRoot"])
    return found


def test_a_screen_reader_finds_headings_tables_and_figures() -> None:
    reader = PdfReader(BytesIO(render(whole(), "pdf", created=CREATED)))
    found = tagged(reader)
    root: Any = reader.trailer["/Root"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert [kind for kind in found if re.fullmatch(r"/H\d", kind)] == ["/H1", "/H2", "/H1", "/H2"]
    assert found.count("/TH") == 2 * len(COLUMNS)
    assert found.count("/Figure") >= 1
    assert found.count("/TR") >= 2 * (60 + 1)


def test_a_figure_is_described_for_those_who_do_not_see_it() -> None:
    raw = render(whole(), "pdf", created=CREATED)
    reader = PdfReader(BytesIO(raw))
    root: Any = reader.trailer["/Root"]
    said: list[str] = []

    def walk(node: Any) -> None:
        thing = node.get_object()
        if isinstance(thing, dict):
            if "/Alt" in thing:
                said.append(str(thing["/Alt"]))
            below = thing.get("/K", [])
            for child in below if isinstance(below, list) else [below]:
                walk(child)

    walk(root["/StructTreeRoot"])
    assert said == ["By theme. People: Done 5, Owed 3"]
