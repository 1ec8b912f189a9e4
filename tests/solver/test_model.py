"""The model under HiGHS: least cost, no solution, a bound of the relaxed model, and not a word on stdout."""

import subprocess
import sys

import highspy
import pytest
from tests.each import each

from dualtrack.solver.model import Model, OutOfTimeError, Solution, SolverError


def triangle() -> Model:
    """Three columns, of each two of which one must be in: two in whole, one and a half when relaxed."""
    model = Model(3)
    model.cost([1, 1, 1])
    for a, b in ((0, 1), (1, 2), (0, 2)):
        model.row({a: 1, b: 1}, 1)
    return model


def test_a_whole_solution_and_its_bound() -> None:
    found = triangle().solve()
    assert found is not None
    assert (len(found.ones), found.whole, found.whole_bound) == (2, True, 2)


def test_the_relaxed_model_bounds_it_from_below() -> None:
    found = triangle().solve(relaxed=True)
    assert found is not None
    assert found.bound == pytest.approx(1.5)
    assert (found.whole, found.whole_bound) == (False, 2)


def test_relaxed_and_whole_may_be_asked_in_turn() -> None:
    model = triangle()
    assert [s.whole for s in (model.solve(relaxed=True), model.solve(), model.solve(relaxed=True)) if s] == [
        False,
        True,
        False,
    ]


def test_where_there_is_no_solution_there_is_none() -> None:
    model = triangle()
    model.fix([0, 1], 0)
    assert model.solve() is None


def test_bounds_of_a_row_may_change() -> None:
    model = triangle()
    row = model.row({0: 1, 1: 1, 2: 1}, 3)
    assert [s.ones for s in (model.solve(),) if s] == [(0, 1, 2)]
    model.bounds(row, 0, 1)
    assert model.solve() is None


def test_a_column_that_need_not_be_whole_lies_in_between() -> None:
    model = Model(2, yes_or_no=1)
    model.cost([1, 1])
    model.row({0: 2, 1: 2}, 3)  # one whole, and half of the other
    found = model.solve()
    assert found is not None
    assert found.bound == pytest.approx(1.5)
    assert found.whole


def test_an_end_that_is_none_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    model = triangle()
    monkeypatch.setattr(model._highs, "getModelStatus", lambda: highspy.HighsModelStatus.kTimeLimit)
    with pytest.raises(SolverError) as caught:
        model.solve()
    assert str(caught.value) == "HiGHS came to no end: Time limit reached"


@each(("bound", "expected"), [(3.0, 3), (3.0000001, 3), (2.9999999, 3), (3.1, 4)])
def test_a_bound_is_rounded_up_but_for_what_arithmetic_adds(bound: float, expected: int) -> None:
    assert Solution(ones=(), whole=True, bound=bound, value=bound).whole_bound == expected


def test_it_prints_nothing() -> None:
    """In a process of its own: HiGHS writes past Python's stdout."""
    asked = "from tests.solver.test_model import triangle; triangle().solve()"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")


def test_a_column_that_is_unbound_is_as_large_as_it_has_to_be() -> None:
    model = Model(2, yes_or_no=1)
    model.row({0: -1, 1: 1}, 3)
    assert model.solve() is None
    model.unbound([1])
    model.cost([0, 1])
    found = model.solve()
    assert found is not None
    assert found.whole_bound == 3


def test_in_no_time_there_is_no_answer() -> None:
    model = triangle()
    model.hurry(nodes=10, seconds=0.0)
    with pytest.raises(OutOfTimeError, match=r"^HiGHS came to no end: Time limit reached$"):
        model.solve()


def test_in_time_enough_the_answer_is_the_same() -> None:
    model = triangle()
    model.hurry(nodes=1000, seconds=60.0)
    assert model.solve() == triangle().solve()


def test_with_a_gap_the_bound_is_none_that_the_answer_falls_below() -> None:
    found = triangle().solve(gap=0.9)
    assert found is not None
    assert found.bound <= 2 <= found.whole_value == len(found.ones)


def test_a_search_that_is_cut_short_gives_what_it_found_and_goes_on_from_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    model = triangle()
    monkeypatch.setattr(model._highs, "getModelStatus", lambda: highspy.HighsModelStatus.kSolutionLimit)
    first, again = model.solve(), model.solve()
    assert first is not None
    assert again is not None
    assert first.whole_value == again.whole_value == 2


def test_a_search_that_is_cut_short_before_anything_was_found_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    model = triangle()
    model.row({0: 1, 1: 1, 2: 1}, 4)  # there is none to be found
    monkeypatch.setattr(model._highs, "getModelStatus", lambda: highspy.HighsModelStatus.kSolutionLimit)
    with pytest.raises(SolverError, match=r"^HiGHS came to no end: Solution limit reached$"):
        model.solve()
