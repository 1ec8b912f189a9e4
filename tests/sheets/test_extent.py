"""A workbook is looked into before it is read: nothing that would exhaust the machine reaches the reader."""

import zipfile

import pytest
from tests.each import each
from tests.sheets.books import altered, part, rows_workbook

from dualtrack.sheets import extent as looking
from dualtrack.sheets.extent import Extent, extent, extents, parts_of
from dualtrack.sheets.limits import MAX_CELLS
from dualtrack.sheets.problem import RefusedError
from dualtrack.sheets.words import said

SHEET = "xl/worksheets/sheet1.xml"


def cells(*refs: str, filled: bool = True) -> bytes:
    body = "".join(f'<c r="{ref}"><v>1</v></c>' if filled else f'<c r="{ref}" s="1"/>' for ref in refs)
    row = "".join(filter(str.isdigit, refs[-1])) if refs else "1"
    return f'<row r="{row}">{body}</row>'.encode()


def test_a_small_sheet_is_bounded_by_what_may_be_read() -> None:
    found = extent(cells("A1", "C3"))
    assert found.rows == 3
    assert found.rows * found.columns <= MAX_CELLS


@each(
    ("part_", "rows", "columns"),
    [
        (cells("A1") + cells("XFD1048576"), 1_048_576, 16_384),
        (cells("A1") + b"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>", 1_048_576, 16_384),
        (cells("A1") + b'<x:row r="9000"><x:c r="XFD9000"><x:v>1</x:v></x:c></x:row>', 9000, 16_384),
        (b'<row r="900000"><c><v>1</v></c><c r="ZZ900000"><v>1</v></c></row>', 900_000, 702),
        (b'<row r="900000"><c><v>1</v></c><c><v>1</v></c></row>', 900_000, 2),
        (b'<row r="1"><c r="XFD999999"><v>1</v></c></row>', 999_999, 16_384),  # a cell that says another row
        (b'<row r="500" x=">"><c y="/>" r="XFD50000"><v/></c></row>', 50_000, 16_384),
        (cells("A1") + cells("xfd50000"), 50_000, 16_384),
    ],
)
def test_far_content_is_seen(part_: bytes, rows: int, columns: int) -> None:
    assert extent(part_) == Extent(rows=rows, columns=columns)


def test_styles_without_content_do_not_count() -> None:
    assert extent(cells("A1", "B1") + cells("XFD1048576", filled=False)) == Extent(rows=1, columns=2)


@each("rows", [1, 9, 10, 99, 1234, 90_919, 199_999])
def test_every_larger_row_is_seen(rows: int) -> None:
    beyond = extent(cells(f"A{rows}").replace(b"</row>", f'<c r="XFD{rows + 8_000}"><v/></c></row>'.encode()))
    assert (beyond.rows, beyond.columns) == (rows + 8_000, 16_384)


def test_sheets_are_found_by_name_and_broken_formulas_by_place() -> None:
    data = rows_workbook(["a", "b"], [1, 2], name="R&D")
    xml = part(data, SHEET).replace(
        b'<c r="B2"><v>2</v></c>', b'<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    )
    found = extents(parts_of(altered(data, {SHEET: xml})))
    assert list(found) == ["R&D"]
    assert found["R&D"].broken == {(1, 1): "#DIV/0!"}


def refused(data: bytes) -> str:
    with pytest.raises(RefusedError) as caught:
        parts_of(data)
    return said(caught.value.problem)


def test_what_unpacks_too_large_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "MAX_UNPACKED", 100_000)
    data = altered(rows_workbook(["a"]), {"bomb.xml": b"0" * 200_000})
    assert len(data) < 20_000
    words = "the workbook unpacks to more than 100,000 bytes; it was not read"
    assert refused(data) == words
    lied = data.replace((200_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lied != data
    assert refused(lied) == words  # it says ten bytes of itself, and is not believed


def test_a_damaged_zip_is_refused() -> None:
    data = rows_workbook(["a"])
    assert refused(data[:-30]) == "not a workbook that can be read: File is not a zip file"
    at = data.index(b"xl/workbook.xml") + 40
    assert refused(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]).startswith(
        "not a workbook that can be read: "
    )


def test_a_binary_workbook_is_refused() -> None:
    data = altered(rows_workbook(["a"]), {"xl/workbook.bin": b"x"})
    assert refused(data) == "a binary workbook (XLSB), which is not read; save it as XLSX"


def test_an_encrypted_part_is_refused() -> None:
    data = bytearray(altered(rows_workbook(["a"]), {}))
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    assert refused(bytes(data)) == "the workbook is protected by a password; save it without one"
    assert zipfile.is_zipfile(__file__) is False
