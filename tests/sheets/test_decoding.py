"""Text is read in the encoding that it is in, and a guess is said aloud."""

import codecs

import pytest
from tests.each import each

from dualtrack.sheets.decoding import decoded
from dualtrack.sheets.problem import RefusedError
from dualtrack.sheets.words import said

WORDS = "Eigentümer;Größe\nJürgen;ß\n"


@each(
    "data",
    [
        WORDS.encode(),
        codecs.BOM_UTF8 + WORDS.encode(),
        codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"),
    ],
)
def test_unicode_is_read_without_a_word(data: bytes) -> None:
    assert decoded(data) == (WORDS, ())


def test_windows_1252_is_the_last_resort_and_said() -> None:
    text, notes = decoded(WORDS.encode("cp1252"))
    assert text == WORDS
    assert [said(note) for note in notes] == [
        "neither UTF-8 nor UTF-16, so it was read as Windows-1252; check the accents"
    ]


@each(
    ("data", "words"),
    [
        (b"\n \n", "the file is empty"),
        (codecs.BOM_UTF8, "the file is empty"),
        (b"a;b\n\0;c", "holds NUL bytes, so it is neither text nor a workbook; save it as XLSX or CSV"),
        (
            codecs.BOM_UTF16_LE + "a\0b".encode("utf-16-le"),
            "holds NUL bytes, so it is neither text nor a workbook; save it as XLSX or CSV",
        ),
        (
            codecs.BOM_UTF16_LE + b"a\0b",
            "damaged or cut UTF-16 (truncated data); save it again as CSV in UTF-8",
        ),
        (
            b"a;b\nc;\x81\xff",
            "in no encoding that is known (byte 0x81 in row 2); save it as CSV in UTF-8",
        ),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(RefusedError) as caught:
        decoded(data)
    assert said(caught.value.problem) == words
