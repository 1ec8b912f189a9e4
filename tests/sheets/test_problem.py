"""A problem as a value: its place apart from its parameters, long ones cut, on one line."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.each import each

from dualtrack.sheets.problem import Code, Problem, RefusedError, problem, shortened
from dualtrack.sheets.words import WORDS, said


def test_the_place_is_kept_apart_from_what_is_told() -> None:
    wrong = problem(Code.NO_DAY, sheet="S", row=7, column="C", header="Since", field="since", came="soon")
    assert wrong == Problem(
        code=Code.NO_DAY,
        params=(("came", "soon"),),
        sheet="S",
        row=7,
        column="C",
        header="Since",
        field="since",
    )


def test_a_place_that_is_not_known_is_left_out() -> None:
    wrong = problem(Code.EMPTY)
    assert (wrong.sheet, wrong.row, wrong.column, wrong.header, wrong.field) == ("", None, "", "", "")
    assert problem(Code.EMPTY, row=None).row is None


def test_parameters_are_texts_in_the_order_in_which_they_were_told() -> None:
    wrong = problem(Code.RAGGED_LONG, came=12, expected=9, delimiter=";")
    assert wrong.params == (("came", "12"), ("expected", "9"), ("delimiter", ";"))
    assert (wrong["came"], wrong["delimiter"]) == ("12", ";")
    with pytest.raises(KeyError, match="row"):
        wrong["row"]


def test_a_problem_can_be_counted_and_compared() -> None:
    same = {problem(Code.NO_KEY, row=1, key="id"), problem(Code.NO_KEY, row=1, key="id")}
    assert len(same) == 1
    assert problem(Code.NO_KEY, row=1, key="id") != problem(Code.NO_KEY, row=2, key="id")


@each(("length", "kept"), [(199, 199), (200, 200), (201, 200), (5000, 200)])
def test_a_text_is_cut_from_201_characters_on(length: int, kept: int) -> None:
    cut = shortened("x" * length)
    assert len(cut) == kept
    assert cut.endswith("...") is (length > 200)


@given(st.text(max_size=600))
def test_what_is_told_is_one_line_and_short_however_it_came(came: str) -> None:
    held = problem(Code.NO_NUMBER, came=came)["came"]
    assert len(held) <= 200
    assert held.splitlines() in ([], [held])
    assert shortened(held) == held


def test_a_refusal_carries_its_problem() -> None:
    wrong = problem(Code.TOO_LARGE, limit=50)
    with pytest.raises(RefusedError, match="file_is_too_large") as told:
        raise RefusedError(wrong)
    assert told.value.problem is wrong


@each("code", list(Code))
def test_words_are_filled_with_each_parameter_where_it_belongs(code: Code) -> None:
    names = [name for _, name, _, _ in string.Formatter().parse(WORDS[code]) if name]
    text = said(problem(code, **{name: f"<{name}>" for name in names}))
    assert all(text.count(f"<{name}>") == names.count(name) for name in names)
    assert not {"{", "}"} & set(text)


# The sentences that people meet most, in full.
@each(
    ("wrong", "text"),
    [
        (
            problem(Code.UNKNOWN_CHOICE, row=4, column="D", header="Kind", came="boat", known="car, train"),
            "row 4, column D (Kind): 'boat' is none of: car, train",
        ),
        (
            problem(Code.DAY_ORDER, row=4, column="D", came="03/05/2026", one="3 May", other="5 March"),
            "row 4, column D: '03/05/2026' may be 3 May or 5 March; say the order of day and month in the"
            " profile",
        ),
        (
            problem(Code.UNKNOWN_REFERENCE, row=4, field="owner", came="Zoe", register="people"),
            "row 4, owner: 'Zoe' is not among the people; add it there first, or correct it",
        ),
        (
            problem(Code.THOUSANDS, sheet="Assets", row=9, came="1.234", one="1234", other="1.234"),
            "sheet Assets, row 9: '1.234' may be 1234 or 1.234; say the decimal mark in the profile",
        ),
        (
            problem(Code.KEY_TWICE, key="AST-1", rows="4 and 9"),
            "the key AST-1 stands in the rows 4 and 9; none of them is imported until one is left",
        ),
        (
            problem(Code.REQUIRED_EMPTY, row=3, column="B", header="Name", field="name"),
            "row 3, column B (Name), name: the field is required and empty",
        ),
        (
            problem(Code.COLUMN_TWICE, name="Owner", columns="D, E", example="D"),
            "the profile names the column Owner, which is there several times (D, E); name it by letter, such"
            " as @D",
        ),
        (
            problem(Code.CHANGED_SINCE, id="AST-1", fields="owner, notes"),
            "AST-1 was changed since the import (owner, notes); it stays as it is",
        ),
    ],
)
def test_a_problem_in_full(wrong: Problem, text: str) -> None:
    assert said(wrong) == text
