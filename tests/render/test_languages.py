"""The language of a document is in every file that can name one, with its region or without."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
from attrs import evolve
from pypdf import PdfReader
from tests.each import each
from tests.render.samples import CREATED, document

from dualtrack.catalogues.blocks import Document, text
from dualtrack.render.formats import FORMATS, render

TAGS = ("en", "de", "en-GB", "pt-BR", "zh-Hans", "ar", "sr-Latn-RS")


def made(tag: str) -> Document:
    return evolve(document(text("said")), language=tag)


@each("name", FORMATS)
@each("tag", TAGS)
def test_every_tag_can_be_rendered(tag: str, name: str) -> None:
    assert render(made(tag), name, created=CREATED)


@each(("tag", "expected"), [("en", "en"), ("en-GB", "en-GB"), ("pt-BR", "pt-BR"), ("zh-Hans", "zh")])
def test_the_pdf_names_it(tag: str, expected: str) -> None:
    root: Any = PdfReader(BytesIO(render(made(tag), "pdf", created=CREATED))).trailer["/Root"]
    assert root["/Lang"] == expected


@each("tag", TAGS)
def test_the_page_names_it(tag: str) -> None:
    assert f'<html lang="{tag}">' in render(made(tag), "html", created=CREATED).decode()


@each(("tag", "expected"), [("en", "en-GB"), ("de", "de"), ("pt-BR", "pt-BR")])
def test_word_checks_the_spelling_of_that_language(tag: str, expected: str) -> None:
    data = render(made(tag), "docx", created=CREATED)
    assert docx.Document(BytesIO(data)).core_properties.language == tag
    with ZipFile(BytesIO(data)) as archive:
        normal = archive.read("word/styles.xml").decode().partition('w:styleId="Normal"')[2]
    assert f'<w:lang w:val="{expected}"/>' in normal.partition("</w:style>")[0]
