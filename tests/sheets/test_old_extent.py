"""A workbook of Excel 97 is read when it is sound, and refused before it can end the program."""

import struct

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.each import each
from tests.sheets.old_books import old_workbook, record
from tests.trying import times

from dualtrack.sheets.reading import read
from dualtrack.sheets.words import said

ROWS: list[list[str | float]] = [["ID", "Größe", "W"], ["A-1", "x", 2.5], ["A-2", "נועה", 3.0]]


def test_a_sound_one_is_read() -> None:
    book = read(old_workbook(*ROWS), "x.xls")
    assert book.problems == ()
    assert book.sheets[0].rows == (("ID", "Größe", "W"), ("A-1", "x", 2.5), ("A-2", "נועה", 3))
    assert book.sheets[0].name == "Old"


def test_one_of_many_sectors_is_read() -> None:
    rows: list[list[str | float]] = [["ID", "Name"], *[[f"A-{n}", "x" * 20] for n in range(400)]]
    assert len(read(old_workbook(*rows), "x.xls").sheets[0].rows) == 401


@each(
    ("extra", "rows", "columns"),
    [
        (record(0x0200, struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0)), "4,294,967,295", "65,535"),
        (record(0x0200, struct.pack("<HHHHH", 0, 0xFFFF, 0, 0xFFFF, 0)), "65,535", "65,535"),
        (record(0x0203, struct.pack("<HHHd", 65_535, 255, 0, 1.0)), "65,536", "256"),
        (record(0x00BD, struct.pack("<HH", 65_535, 100) + bytes(6 * 100 + 2)), "65,536", "200"),
    ],
)
def test_one_that_reaches_too_far_is_refused_before_it_is_read(extra: bytes, rows: str, columns: str) -> None:
    assert [said(each) for each in read(old_workbook(*ROWS, extra=extra), "x.xls").problems] == [
        f"its content reaches to row {rows} and column {columns}, more than 10,000,000 cells; "
        "delete what is far from the table"
    ]


@each("place", [30, 48, 512, 516])
def test_parts_that_do_not_fit_together_are_refused(place: int) -> None:
    data = bytearray(old_workbook(*ROWS))
    data[place : place + 4] = struct.pack("<I", 1 if place >= 512 else 77_777)
    data[516:520] = struct.pack("<I", 1)  # the folder leads to itself
    assert [said(each) for each in read(bytes(data), "x.xls").problems] == [
        "not a workbook that can be read: its parts do not fit together"
    ]


SOUND = old_workbook(*ROWS)
PLACES = [place for place, byte in enumerate(SOUND[:2500]) if byte or place < 600]


@settings(max_examples=times(300), deadline=None)
@given(st.sampled_from(PLACES), st.integers(0, 255))
def test_turned_over_bytes_never_do_more_than_refuse(place: int, byte: int) -> None:
    turned = bytearray(SOUND)
    turned[place] = byte
    book = read(bytes(turned), "x.xls")
    assert len(book.sheets) + len(book.problems) <= 2
