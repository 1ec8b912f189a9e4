"""The curve of reach, exactly: as by trying every set of each size, and checked before it is given."""

from itertools import pairwise

import pytest
from hypothesis import given
from tests.domain.controls.questions import QUESTIONS, question, served, sets
from tests.solver.test_smallest import library

from dualtrack.domain.controls.covering import Covering
from dualtrack.domain.controls.reach_curve import CurvePoint, curve_faults
from dualtrack.solver import curve as module
from dualtrack.solver.curve import curve
from dualtrack.solver.model import Solution, SolverError
from dualtrack.solver.smallest import solve


def reached(asked: Covering) -> list[tuple[int, int]]:
    """The curve as sizes and reach."""
    return [(p.controls, p.reached) for p in curve(asked, solve(asked))]


def test_each_size_reaches_the_most_it_can() -> None:
    assert reached(question("12345678", a="1234", b="56", c="7", d="8")) == [(1, 4), (2, 6), (3, 7), (4, 8)]


def test_the_sets_along_it_need_not_hold_one_another() -> None:
    asked = question("123456", a="1245", b="123", c="456")
    points = curve(asked, solve(asked))
    assert [p.witness for p in points] == [("a",), ("b", "c")]


def test_it_begins_with_what_is_chosen() -> None:
    assert reached(question("123", chosen="de", a="12", b="3", d="3", e="9")) == [(2, 1), (3, 3)]


def test_without_a_member_there_is_no_point() -> None:
    assert reached(question("9", a="1")) == []


@given(QUESTIONS)
def test_it_is_what_trying_every_set_finds(asked: Covering) -> None:
    points = curve(asked, solve(asked))
    for point in points:
        most = max(len(served(asked, found)) for found in sets(asked) if len(found) == point.controls)
        assert (point.reached, point.exact) == (most, True)
    assert curve_faults(asked, points) == ()


@given(QUESTIONS)
def test_each_size_adds_something_up_to_the_smallest_set(asked: Covering) -> None:
    points = curve(asked, solve(asked))
    assert all(a.reached < b.reached for a, b in pairwise(points))
    if points:
        assert points[-1].reached == len(asked.reachable)


def test_of_the_library_every_point_is_exact() -> None:
    asked = library("soc2", "iso27001")
    points = curve(asked, solve(asked))
    assert len(points) == len(solve(asked).members)
    assert all(p.exact for p in points)


def test_points_that_do_not_check_are_never_given(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = question("12", a="1", b="2")
    untrue = CurvePoint(controls=1, reached=2, bound=2, witness=("a",))
    monkeypatch.setattr(module, "_points", lambda *_: (untrue,))
    with pytest.raises(SolverError) as caught:
        curve(asked, solve(asked))
    assert str(caught.value) == "not the curve: witness_does_not_show_it at 1"


def test_where_neither_the_relaxed_model_nor_the_set_above_shows_it_the_exact_one_is_solved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Greed backwards falls short of what two controls reach, and the relaxed model takes halves."""
    asked = question("1234567", a="12", b="23", c="13", d="45", e="56", f="46", g="7")
    exactly: list[int] = []
    solving = module._Chase.solve

    def watched(chase: module._Chase, size: int, *, relaxed: bool = False) -> Solution:
        if not relaxed:
            exactly.append(size)
        return solving(chase, size, relaxed=relaxed)

    monkeypatch.setattr(module._Chase, "solve", watched)
    assert reached(asked) == [(1, 2), (2, 4), (3, 5), (4, 6), (5, 7)]
    assert exactly
