"""Cleaning, writing, direction and long words."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from tests.each import each

from dualtrack.render.text import breakable, clean, right_to_left, written


@each(
    ("given_text", "expected"),
    [
        ("plain", "plain"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\x00b", "a\ufffdb"),
        ("a\x1bb\x7fc\x85d", "a\ufffdb\ufffdc\ufffdd"),
        ("a\ud800b", "a\ufffdb"),
        ("a\uffffb", "a\ufffdb"),
        ("naïve – “quoted” 漢字", "naïve – “quoted” 漢字"),
    ],
)
def test_clean(given_text: str, expected: str) -> None:
    assert clean(given_text) == expected


@given(st.text(st.characters()))
def test_cleaned_text_is_utf_8_and_stays_as_it_is(text: str) -> None:
    assert clean(text).encode("utf-8")[:0] == b""
    assert clean(clean(text)) == clean(text)


@each(
    ("value", "expected"),
    [(None, ""), (0, "0"), (7, "7"), (date(2026, 1, 2), "2026-01-02"), ("x\x00", "x\ufffd"), ("", "")],
)
def test_written(value: str | int | date | None, expected: str) -> None:
    assert written(value) == expected


@each(
    ("text", "expected"),
    [("abc", False), ("שלום", True), ("123 السلام", True), ("abc שלום", False), ("…", False), ("", False)],
)
def test_right_to_left(text: str, expected: bool) -> None:
    assert right_to_left(text) is expected


def test_short_words_are_left_alone() -> None:
    assert (
        breakable("a sentence of ordinary words that is long") == "a sentence of ordinary words that is long"
    )


def test_long_words_can_break_at_signs_and_every_sixteen_letters() -> None:
    assert breakable("https://example.invalid/a/b/c") == (
        "https://\u200bexample.\u200binvalid/\u200ba/\u200bb/\u200bc"
    )
    assert breakable("x" * 40) == "\u200b".join(("x" * 16, "x" * 16, "x" * 8))


@given(st.text())
def test_breaking_adds_nothing_but_places_to_break(text: str) -> None:
    assert breakable(text).replace("\u200b", "") == text.replace("\u200b", "")
