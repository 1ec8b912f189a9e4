"""Words of a choice in any spelling, and yes and no in four languages."""

import pytest
from attrs import evolve
from tests.each import each
from tests.sheets.registers import LEVELS

from dualtrack.domain.registers.field import Field, FieldKind
from dualtrack.sheets.cell import Cell
from dualtrack.sheets.choices import choice, yes_no
from dualtrack.sheets.problem import Code, RefusedError
from dualtrack.sheets.words import said

PLAIN = Field(name="done", kind=FieldKind.YES_NO, label="Done")
LEVEL = Field(name="level", kind=FieldKind.CHOICE, label="Level", choices=LEVELS)


@each("cell", [True, 1, "Yes", "x", "X", "ja", "Oui", "ANO", "wahr", "vrai", "✓", "✔️", "☑"])
def test_yes(cell: Cell) -> None:
    assert yes_no(PLAIN, cell) is True


@each("cell", [False, 0, "No", "n", "nein", "non", "ne", "faux", "-", "–", "✗", "☐"])
def test_no(cell: Cell) -> None:
    assert yes_no(PLAIN, cell) is False


@each("cell", ["maybe", "N/A", "2", "?", "yes and no"])
def test_neither(cell: Cell) -> None:
    with pytest.raises(RefusedError) as caught:
        yes_no(PLAIN, cell)
    assert said(caught.value.problem) == f"'{cell}' is neither yes nor no"


@each(("text", "word"), [("High", "high"), ("hoch", "high"), ("ÉLEVÉ", "high"), ("nizka", "low")])
def test_a_spelling_becomes_the_word_that_is_kept(text: str, word: str) -> None:
    assert choice(LEVEL, text) == word


def test_an_unknown_word_lists_what_is_allowed() -> None:
    with pytest.raises(RefusedError) as caught:
        choice(LEVEL, "enormous")
    assert said(caught.value.problem) == "'enormous' is none of: low, medium, high, critical"


def test_a_word_stands_before_a_spelling_of_another() -> None:
    field = Field(
        name="f", kind=FieldKind.CHOICE, label="F", choices=(("a", ("b",)), ("b", ()), ("+", ()), ("-", ()))
    )
    assert [choice(field, word) for word in field.words] == ["a", "b", "+", "-"]


def test_a_field_has_further_spellings_of_yes_and_no_for_itself_alone() -> None:
    own = evolve(PLAIN, choices=(("yes", ("Fully done",)), ("no", ("N/A", "Planned"))))
    assert yes_no(own, "fully  done") is True
    assert [yes_no(own, said) for said in ("n/a", "PLANNED", "no")] == [False, False, False]
    assert yes_no(own, "✓") is True
    for field in (PLAIN, own):
        with pytest.raises(RefusedError) as caught:
            yes_no(field, "Half done")
        assert caught.value.problem.code is Code.NO_YES_NO
