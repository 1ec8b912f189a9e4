"""The smallest set, exactly: as by trying every set, the same in any order, checked before it is given."""

from decimal import Decimal
from itertools import pairwise

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.controls.questions import DIGITS, QUESTIONS, brute, candidate, question
from tests.each import each

from dualtrack.catalogues.loader import load_catalogue, load_controls
from dualtrack.domain.controls.covering import Candidate, Covering
from dualtrack.domain.controls.smallest_set import SmallestSet, Solved, Why, answer_faults
from dualtrack.domain.frameworks.catalogue import Category
from dualtrack.solver import smallest
from dualtrack.solver.model import SolverError
from dualtrack.solver.smallest import QuestionError, solve


def ids(answer: SmallestSet) -> str:
    """The members' names in one word."""
    return "".join(m.id for m in answer.members)


@each(
    ("asked", "expected"),
    [
        (question("123", a="1", b="2", c="3", d="123/99"), "d"),  # fewer controls before fewer hours
        (question("12", a="12/5", b="12/4"), "b"),  # then fewer hours
        (question("12", b="12", a="12"), "a"),  # then the first by id
        (question("1234", a="12", b="34", c="13", d="24"), "ab"),
        (question("12", chosen="c", a="12", b="1", c="3"), "ac"),
        (question("12", forbidden="a", a="12", b="1", c="2"), "bc"),
        (question("19", a="1"), "a"),  # what nothing serves keeps nothing from being answered
        (question("9", a="1"), ""),
        (question(""), ""),
        (question("1", a="1/0"), "a"),  # a control may take no hours
        (question("1", a="1/0.01", b="1/0.02"), "a"),  # hundredths count
    ],
)
def test_the_smallest_set(asked: Covering, expected: str) -> None:
    assert ids(solve(asked)) == expected


def test_greed_would_take_one_more() -> None:
    """The largest first leaves two to be taken after it; the two others serve all."""
    assert ids(solve(question("123456", a="1245", b="123", c="456"))) == "bc"


@given(QUESTIONS)
def test_it_is_what_trying_every_set_finds(asked: Covering) -> None:
    answer, best = solve(asked), brute(asked)
    assert tuple(m.id for m in answer.members) == best
    assert answer.bound == len(best)


@given(QUESTIONS)
def test_every_answer_checks(asked: Covering) -> None:
    answer = solve(asked)
    solved = Solved(controls=tuple(m.id for m in answer.members), bound=answer.bound, hours=answer.hours)
    assert answer_faults(asked, solved) == ()


@given(
    QUESTIONS.flatmap(
        lambda q: st.tuples(st.just(q), st.permutations(q.candidates), st.permutations(q.wanted))
    )
)
def test_the_order_of_the_question_never_matters(
    asked: tuple[Covering, list[Candidate], list[str]],
) -> None:
    first, candidates, wanted = asked
    second = evolve(first, candidates=tuple(candidates), wanted=tuple(wanted))
    assert ids(solve(first)) == ids(solve(second))


@given(QUESTIONS, st.sampled_from(DIGITS))
def test_wanting_more_never_takes_fewer_controls(asked: Covering, more: str) -> None:
    after = evolve(asked, wanted=(*asked.wanted, more))
    assert len(solve(asked).members) <= len(solve(after).members)


@given(QUESTIONS, st.frozensets(st.sampled_from(DIGITS)))
def test_one_more_candidate_never_takes_more_controls(asked: Covering, serves: frozenset[str]) -> None:
    after = evolve(asked, candidates=(*asked.candidates, candidate("z", "".join(sorted(serves)))))
    if not solve(after).unreachable and not solve(asked).unreachable:
        assert len(solve(after).members) <= len(solve(asked).members)


def test_a_question_with_a_fault_is_refused_in_these_words() -> None:
    with pytest.raises(QuestionError) as caught:
        solve(question("1", chosen="ax", forbidden="a", a="1"))
    assert str(caught.value) == "not a question: control_chosen_and_forbidden a, unknown_control x"


def test_an_answer_that_does_not_check_is_never_given(monkeypatch: pytest.MonkeyPatch) -> None:
    untrue = Solved(controls=("a",), bound=1, hours=Decimal(1))
    monkeypatch.setattr(smallest, "_solved", lambda *_, **__: untrue)
    with pytest.raises(SolverError) as caught:
        solve(question("12", a="1", b="2"))
    assert str(caught.value) == "not the smallest set: requirement_not_reached 2"


def library(*frameworks: str) -> Covering:
    """Whole frameworks, and every control of the starter library."""
    catalogue = load_catalogue().catalogue
    return Covering(
        wanted=tuple(r.id for key in frameworks for r in catalogue.requirements(key)),
        candidates=tuple(Candidate.of(c) for c in load_controls(tuple(Category))[0]),
    )


def test_the_library_reaches_all_of_soc2_and_iso27001() -> None:
    answer = solve(library("soc2", "iso27001"))
    assert answer.unreachable == ()
    assert answer.bound == len(answer.members) < len(load_controls(tuple(Category))[0])
    assert all(m.alone for m in answer.members)
    assert any(m.why is Why.ADDS for m in answer.members)


def test_adding_a_framework_never_shrinks_the_set() -> None:
    keys = ("soc2", "iso27001", "iso42001")
    sizes = [len(solve(library(*keys[:n])).members) for n in range(1, len(keys) + 1)]
    assert all(a <= b for a, b in pairwise(sizes))
    assert sizes[1] < sum(len(solve(library(key)).members) for key in keys[:2])  # shared controls count once
