"""Workbooks that tests build by what they hold: XLSX by its writer, ODS and XLSX parts by hand."""

import io
import zipfile
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

import xlsxwriter

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def workbook(build: Callable[[Any], None]) -> bytes:
    """The bytes of a workbook that `build` fills."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    build(book)
    book.close()
    return target.getvalue()


def rows_workbook(*rows: list[object], name: str = "Sheet1") -> bytes:
    """A workbook of one sheet with these rows."""

    def build(book: Any) -> None:
        sheet = book.add_worksheet(name)
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)

    return workbook(build)


def altered(data: bytes, parts: Mapping[str, bytes | None]) -> bytes:
    """A zip with some parts in the place of its own; None leaves one out."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename not in parts:
                new.writestr(info.filename, old.read(info))
        for name, body in parts.items():
            if body is not None:
                new.writestr(name, body)
    return target.getvalue()


def part(data: bytes, name: str) -> bytes:
    """One part of a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def open_document(table: str) -> bytes:
    """An ODS of one table, given as the XML of its rows."""
    names = " ".join(f'xmlns:{each}="{_OFFICE}:{each}:1.0"' for each in ("office", "table", "text"))
    content = (
        f'<?xml version="1.0"?><office:document-content {names}><office:body><office:spreadsheet>'
        f'<table:table table:name="T">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return target.getvalue()


def cell(text: str, attributes: str = "") -> str:
    """A text cell of an ODS."""
    words = f"<text:p>{escape(text)}</text:p>"
    return f'<table:table-cell office:value-type="string" {attributes}>{words}</table:table-cell>'


def row(*cells: str, attributes: str = "") -> str:
    """A row of an ODS."""
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"
