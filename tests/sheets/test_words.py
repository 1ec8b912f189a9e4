"""Every problem has words, in one place, and they name all that the problem knows."""

import string

from dualtrack.sheets.problem import Code, problem, shortened
from dualtrack.sheets.words import WORDS, said


def test_every_code_has_words() -> None:
    assert set(WORDS) == set(Code)


def test_words_hold_no_place_without_a_name() -> None:
    names = [name for words in WORDS.values() for _, name, _, _ in string.Formatter().parse(words)]
    assert all(name is None or name.isidentifier() for name in names)


def test_the_place_is_said_first() -> None:
    wrong = problem(Code.EMPTY, sheet="S", row=4, column="C", header="Owner", field="owner")
    assert said(wrong) == "sheet S, row 4, column C (Owner), owner: the file is empty"
    assert said(problem(Code.EMPTY)) == "the file is empty"


def test_words_are_translated_before_they_are_filled() -> None:
    german = {
        "row {}": "Zeile {}",
        WORDS[Code.NO_NUMBER]: "'{came}' ist keine Zahl",
    }
    wrong = problem(Code.NO_NUMBER, row=3, came="viel")
    assert said(wrong, lambda text: german.get(text, text)) == "Zeile 3: 'viel' ist keine Zahl"
    assert wrong["came"] == "viel"


def test_what_came_may_hold_braces_and_is_cut() -> None:
    assert said(problem(Code.NO_NUMBER, came="{0} {x}")) == "'{0} {x}' is no number"
    assert shortened("a\n b") == "a b"
    assert len(shortened("x" * 500)) == 200
    assert shortened("x" * 500).endswith("x...")
