"""The smallest set as the domain checks it: true answers pass, each untrue one is named, reasons are told."""

from decimal import Decimal

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.controls.questions import LETTERS, QUESTIONS, brute, hours, question, served
from tests.each import each

from dualtrack.domain.controls.covering import Covering
from dualtrack.domain.controls.smallest_set import (
    AnswerCode,
    AnswerFault,
    FurtherControl,
    Member,
    Solved,
    Unreachable,
    Why,
    answer_faults,
    smallest_set,
)

ASKED = question("1234", a="12/2", b="23/3", c="34/4", d="1/5")


def solved(
    controls: str, bound: int | None = None, asked: Covering = ASKED, least: str | None = None
) -> Solved:
    """An answer of a solver, shown smallest and of least hours unless other bounds are given."""
    return Solved(
        controls=tuple(controls),
        bound=len(controls) if bound is None else bound,
        hours=hours(asked, tuple(controls)) if least is None else Decimal(least),
    )


def test_a_true_answer_has_no_fault() -> None:
    assert answer_faults(ASKED, solved("ac")) == ()


@each(
    ("answer", "expected"),
    [
        (solved("acz"), [(AnswerCode.UNKNOWN, "z")]),
        (solved("ab"), [(AnswerCode.NOT_REACHED, "4")]),
        (solved("ac", bound=1), [(AnswerCode.NOT_SMALLEST, "2 controls, shown 1")]),
        (
            solved("ac", least="5.5"),
            [(AnswerCode.NOT_LEAST_HOURS, "6 hours, shown 5.5")],
        ),
        (solved("acd"), [(AnswerCode.SUPERFLUOUS, "d")]),
        (
            solved("abc", bound=2),
            [(AnswerCode.NOT_SMALLEST, "3 controls, shown 2"), (AnswerCode.SUPERFLUOUS, "b")],
        ),
    ],
)
def test_what_keeps_an_answer_from_being_one(answer: Solved, expected: list[tuple[AnswerCode, str]]) -> None:
    assert answer_faults(ASKED, answer) == tuple(AnswerFault(code, what) for code, what in expected)


def test_a_forbidden_control_is_none_that_may_be_in_it() -> None:
    asked = evolve(ASKED, forbidden=("a",))
    assert AnswerFault(AnswerCode.FORBIDDEN, "a") in answer_faults(asked, solved("ac"))


def test_a_chosen_control_must_be_in_it_and_is_never_superfluous() -> None:
    asked = evolve(ASKED, chosen=("d",))
    assert answer_faults(asked, solved("acd")) == ()
    assert answer_faults(asked, solved("ac")) == (AnswerFault(AnswerCode.LEFT_OUT, "d"),)


def test_each_member_says_why_it_is_there() -> None:
    asked = question("1234", chosen="d", a="12", b="23", c="4", d="1")
    found = smallest_set(asked, solved("abcd", asked=asked))
    assert found.members == (
        Member(id="a", why=Why.ADDS, serves=("1", "2"), alone=(), only=()),
        Member(id="b", why=Why.ONLY, serves=("2", "3"), alone=("3",), only=("3",)),
        Member(id="c", why=Why.ONLY, serves=("4",), alone=("4",), only=("4",)),
        Member(id="d", why=Why.CHOSEN, serves=("1",), alone=(), only=()),
    )


def test_hours_and_bound_stand_beside_it() -> None:
    found = smallest_set(ASKED, solved("ac"))
    assert (found.hours, found.bound) == (Decimal(6), 2)


def test_a_further_control_says_what_would_have_a_second_one_by_it() -> None:
    assert smallest_set(ASKED, solved("ac")).further == (
        FurtherControl(id="b", serves=("2", "3"), second=("2", "3")),
        FurtherControl(id="d", serves=("1",), second=("1",)),
    )


def test_a_further_control_that_gives_nothing_new_says_so() -> None:
    asked = question("12", chosen="ab", a="12", b="12", c="1")
    (further,) = smallest_set(asked, solved("ab", asked=asked)).further
    assert (further.second, further.nothing_new) == ((), True)


def test_what_cannot_be_reached_names_the_forbidden_that_would() -> None:
    asked = question("123", forbidden="cb", a="1", b="2", c="2")
    assert smallest_set(asked, solved("a", asked=asked)).unreachable == (
        Unreachable(requirement="2", forbidden=("b", "c")),
        Unreachable(requirement="3", forbidden=()),
    )


def test_where_nothing_is_wanted_the_set_is_empty() -> None:
    asked = question("", a="1")
    assert answer_faults(asked, solved("")) == ()
    found = smallest_set(asked, solved(""))
    assert (found.members, found.hours, found.unreachable) == ((), 0, ())


@given(QUESTIONS)
def test_the_set_that_trying_them_all_finds_has_no_fault(asked: Covering) -> None:
    best = brute(asked)
    assert answer_faults(asked, Solved(controls=best, bound=len(best), hours=hours(asked, best))) == ()


@given(QUESTIONS, st.sets(st.sampled_from(LETTERS)))
def test_a_set_that_serves_less_or_is_larger_is_never_taken_for_it(asked: Covering, other: set[str]) -> None:
    best, names = brute(asked), tuple(sorted(other & {c.id for c in asked.allowed} | {*asked.chosen}))
    ours, theirs = (len(names), hours(asked, names)), (len(best), hours(asked, best))
    worse = served(asked, names) != {*asked.reachable} or ours > theirs
    assert bool(answer_faults(asked, Solved(controls=names, bound=len(best), hours=theirs[1]))) is worse


@given(QUESTIONS)
def test_reasons_agree_with_the_question(asked: Covering) -> None:
    best = brute(asked)
    found = smallest_set(asked, Solved(controls=best, bound=len(best), hours=hours(asked, best)))
    assert [m.id for m in found.members] == sorted(best)
    for member in found.members:
        others = tuple(name for name in best if name != member.id)
        assert {*member.alone} == {*asked.reachable} - served(asked, others)
        assert {*member.only} <= {*member.alone} <= {*member.serves}
        assert member.alone or member.why is Why.CHOSEN
    assert {f.id for f in found.further} == {c.id for c in asked.allowed} - {*best}
    assert tuple(u.requirement for u in found.unreachable) == asked.unreachable
