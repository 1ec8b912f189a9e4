"""Text is kept as it is read: what turns it around is refused, what nobody sees is removed and named."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.each import each

from dualtrack.sheets.cleaning import cleaned, on_one_line
from dualtrack.sheets.problem import RefusedError
from dualtrack.sheets.words import said


@each("text", ["נועה לוי", "محمد \u200fعلي", "می\u200cخواهم", "Jürgen", "a\nb", "\u200eabc", "👩\u200d💻"])
def test_names_of_every_script_stay_as_they_are(text: str) -> None:
    assert cleaned(text) == (text, None)


def test_text_is_composed_and_has_known_line_ends() -> None:
    assert cleaned(" Ju\u0308rgen\r\nb\rc ") == ("Jürgen\nb\nc", None)


def test_what_nobody_sees_is_removed_and_named() -> None:
    text, note = cleaned("\u202aC:\\x\u202c\x07\ufeff")
    assert text == "C:\\x"
    assert note is not None
    assert said(note) == "characters that nobody sees were removed: U+0007, U+202A, U+202C, U+FEFF"


@each("sign", ["\u202d", "\u202e"])
def test_what_turns_text_around_is_refused(sign: str) -> None:
    with pytest.raises(RefusedError) as caught:
        cleaned(f"invoice{sign}fdp.exe")
    assert said(caught.value.problem) == (
        f"holds U+{ord(sign):04X}, which makes text read otherwise than it is stored; type the text again"
    )


@given(st.text(st.characters(exclude_characters="\u202d\u202e")))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once, _ = cleaned(text)
    assert cleaned(once) == (once, None)
    assert unicodedata.is_normalized("NFC", once)
    assert "\n" not in on_one_line(once)
