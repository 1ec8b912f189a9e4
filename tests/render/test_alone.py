"""Every file stands alone: it fetches nothing, runs nothing, links to nothing outside itself."""

import io
import re
import zipfile
from typing import Any

from lxml import etree
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject
from tests.documents.samples import matrix, soa
from tests.each import each
from tests.render.package.samples import sample_zip
from tests.render.samples import CREATED, HOSTILE, document, hostile_table, whole

from dualtrack.catalogues.blocks import Document, Heading, text
from dualtrack.documents.control_matrix.context import context as matrix_context
from dualtrack.documents.statement_of_applicability.context import context as soa_context
from dualtrack.render.formats import render

ADDRESSES = (
    "http://x.invalid/",
    "https://x.invalid/a.png",
    "file:///etc/passwd",
    "\\\\host\\share",
    "mailto:a@x.invalid",
)


def hostile() -> Document:
    said = [text(words) for words in (*HOSTILE, *ADDRESSES)]
    return document(
        Heading(text=ADDRESSES[0]), *said, hostile_table(), title=ADDRESSES[1], organisation=ADDRESSES[2]
    )


MADE = {
    "whole": whole(),
    "hostile": hostile(),
    "soa": soa_context(soa()),
    "matrix": matrix_context(matrix()),
}
OUTSIDE_OF_PDF = {
    "/URI",
    "/Launch",
    "/GoToR",
    "/GoToE",
    "/JavaScript",
    "/ImportData",
    "/SubmitForm",
    "/Movie",
    "/Sound",
}


def members(name: str, made: Document) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(render(made, name, created=CREATED))) as archive:
        return {member: archive.read(member) for member in archive.namelist()}


def dictionaries(reader: PdfReader) -> list[DictionaryObject]:
    """Every dictionary of a PDF."""
    found = []
    for number in range(1, len(reader.xref_objStm) + sum(map(len, reader.xref.values())) + 1):
        thing: Any = reader.get_object(IndirectObject(number, 0, reader))
        if isinstance(thing, DictionaryObject):
            found.append(thing)
    return found


@each("made", MADE.values(), ids=MADE)
def test_a_pdf_has_no_action_that_leaves_it(made: Document) -> None:
    reader = PdfReader(io.BytesIO(render(made, "pdf", created=CREATED)))
    found = dictionaries(reader)
    assert len(found) > 20
    assert not [thing for thing in found if thing.get("/S") in OUTSIDE_OF_PDF]
    assert not [thing for thing in found if {"/JS", "/AA", "/OpenAction", "/EmbeddedFiles"} & set(thing)]


@each("made", MADE.values(), ids=MADE)
@each("name", ["docx", "xlsx"])
def test_an_office_file_relates_to_its_own_parts_alone(made: Document, name: str) -> None:
    relations = [data for member, data in members(name, made).items() if member.endswith(".rels")]
    assert relations
    assert not [data for data in relations if b'TargetMode="External"' in data]


@each("made", MADE.values(), ids=MADE)
@each("name", ["docx", "xlsx"])
def test_an_office_file_holds_no_macro_object_or_field_that_fetches(made: Document, name: str) -> None:
    parts = members(name, made)
    assert not [
        part for part in parts if re.search(r"vba|embeddings|activeX|externalLink|connections|\.bin$", part)
    ]
    whole_markup = b"".join(data for part, data in parts.items() if part.endswith(".xml"))
    for word in (
        b"<f>",
        b"<hyperlink",
        b"<w:hyperlink",
        b"INCLUDEPICTURE",
        b"DDEAUTO",
        b"attachedTemplate",
        b"w:altChunk",
    ):
        assert word not in whole_markup, word


@each("made", MADE.values(), ids=MADE)
def test_the_only_fields_of_a_word_file_are_page_numbers(made: Document) -> None:
    fields = set()
    for part, data in members("docx", made).items():
        if part.endswith(".xml"):
            root = etree.fromstring(data)
            fields |= {
                value
                for element in root.iter()
                for key, value in element.attrib.items()
                if str(key).endswith("}instr")
            }
            assert not [element for element in root.iter() if str(element.tag).endswith("}instrText")]
    assert fields == {"PAGE", "NUMPAGES"}


@each("made", MADE.values(), ids=MADE)
def test_a_page_has_no_address_and_no_script(made: Document) -> None:
    page = render(made, "html", created=CREATED).decode()
    assert not re.search(r"<[^>]*\s(src|href|srcset|action|poster|data|background|ping|on\w+)\s*=", page)
    style = page.partition("<style>")[2].partition("</style>")[0]
    assert not re.search(r"url\(|@import|expression\(|image-set|//", style)
    assert "<script" not in page
    assert "<base" not in page


def test_the_page_of_a_package_links_to_its_own_files_alone() -> None:
    with zipfile.ZipFile(io.BytesIO(sample_zip())) as archive:
        page, names = archive.read("index.html").decode(), set(archive.namelist())
    links = re.findall(r'href="([^"]*)"', page)
    assert links
    assert set(links) <= names
    assert not re.search(
        r"<[^>]*\s(src|srcset|action|on\w+)\s*=|url\(|@import|<script|<base|<meta http-equiv", page
    )


@each("made", MADE.values(), ids=MADE)
def test_addresses_of_a_json_file_are_text_in_its_values(made: Document) -> None:
    assert b"$ref" not in render(made, "json", created=CREATED)
