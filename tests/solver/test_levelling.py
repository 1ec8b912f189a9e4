"""Levelling: least is missing, little moves, every rule is kept, and the same plan gives the same answer."""

from datetime import date, timedelta
from itertools import product

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.programme.plan.crowding import FIELDWORK, LAST, STAGE2, levelling, week, work
from tests.domain.programme.plan.making import after
from tests.each import each

from dualtrack.catalogues.loader import load_plans
from dualtrack.domain.programme.organisation import Sequencing
from dualtrack.domain.programme.plan.breaches import breaches
from dualtrack.domain.programme.plan.choices import Choices
from dualtrack.domain.programme.plan.levelled import levelled
from dualtrack.domain.programme.plan.levelling import Levelling
from dualtrack.domain.programme.plan.load import load_of
from dualtrack.domain.programme.plan.replanning import Solved, replanned
from dualtrack.domain.programme.plan.schedule import FINISHES
from dualtrack.domain.programme.plan.shape import PlanTask
from dualtrack.solver import levelling as solver
from dualtrack.solver.levelling import level
from dualtrack.solver.model import OutOfTimeError, SolverError

FREE_END = evolve(LAST, after=())


def moved(problem: Levelling) -> dict[str, int]:
    return {one.task: one.weeks for one in level(problem).moves}


def test_the_crowd_is_relieved_by_the_least_movement() -> None:
    found = level(levelling())
    assert found.conflicts == ()
    assert sum(one.weeks for one in found.moves) == found.least_weeks == 3


def test_what_waits_follows() -> None:
    """Five hours fit nowhere but one week on, and what waits for them goes with them."""
    second, behind = work("second", 5), work("behind", 4, after=after("second"))
    held = work("held", 6)
    problem = levelling(second, behind, held, FREE_END, moves={"held": week(0)})
    assert moved(problem) == {"second": 1, "behind": 1}


def test_nothing_moves_without_a_conflict() -> None:
    found = level(levelling(work("one", 8), FREE_END))
    assert (found.moves, found.conflicts) == ((), ())


def test_where_nothing_can_be_moved_the_plan_stands() -> None:
    found = level(levelling(work("one", 6), work("two", 6), moves={"one": week(0), "two": week(0)}))
    assert found.moves == ()
    assert [one.persons for one in found.conflicts] == [1]


def test_zero_persons_are_not_helped_by_moving() -> None:
    found = level(levelling(work("one", 6), FREE_END, people={"engineer": 0}))
    assert found.moves == ()
    assert found.load.overload == 6


def test_two_firms_are_parted_where_there_is_slack() -> None:
    problem = levelling(STAGE2, FIELDWORK, FREE_END)
    found = level(problem)
    assert [c.two_audits for c in problem.conflicts] == [True]
    assert found.conflicts == ()
    assert sum(one.weeks for one in found.moves) == 1


def test_an_end_moves_only_where_it_may_and_is_worth_its_price() -> None:
    other = evolve(work("last", 8), milestone="last_audit_day")
    crowd, held = (work("one", 8), other), {"one": week(0)}
    assert moved(levelling(*crowd, moves=held)) == {}
    assert moved(levelling(*crowd, ends=True, price=7, moves=held)) == {"last": 1}
    assert moved(levelling(*crowd, ends=True, price=9, moves=held)) == {}


LENGTHS = st.tuples(st.integers(1, 9), st.integers(1, 12))
CROWDS = st.lists(LENGTHS, min_size=2, max_size=5)


def crowd_of(lengths: list[tuple[int, int]], chained: bool) -> tuple[PlanTask, ...]:
    tasks = [work(f"task{n}", hours, days) for n, (hours, days) in enumerate(lengths)]
    if chained:
        tasks[-1] = evolve(tasks[-1], after=after("task0"))
    return (*tasks, FREE_END)


@given(CROWDS, st.booleans(), st.booleans())
@settings(max_examples=25, deadline=None)
def test_every_answer_keeps_every_constraint(
    lengths: list[tuple[int, int]], chained: bool, ends: bool
) -> None:
    problem = levelling(*crowd_of(lengths, chained), ends=ends)
    found = level(problem)
    assert found.load.overload <= problem.load.overload
    assert bool(found.moves) <= bool(problem.conflicts)
    by_id = {one.task.id: one for one in found.plan.tasks}
    for one in found.plan.tasks:
        assert all(by_id[name].finish <= one.start for name in one.depends_on)
    if not ends:
        assert all(found.plan.finish(name) == problem.plan.finish(name) for name in FINISHES)
    assert breaches(found.plan) == breaches(problem.plan)


@given(st.lists(st.tuples(st.integers(1, 8), st.just(5)), min_size=2, max_size=3), st.booleans())
@settings(max_examples=15, deadline=None)
def test_no_other_places_leave_less_missing(lengths: list[tuple[int, int]], chained: bool) -> None:
    """All of them, tried one by one, with at most two weeks each."""
    problem = levelling(*crowd_of(lengths, chained))
    names = [one.task for one in problem.movable]
    tried = []
    for weeks in product(range(3), repeat=len(names)):
        solved = Solved(weeks=dict(zip(names, weeks, strict=True)), missing=0, audit_weeks=0)
        there = replanned(problem, solved)
        tried.append(load_of(there).overload)
    assert level(problem).load.overload <= min(tried)


def of_profile(key: str, **changed: object) -> Levelling:
    held = load_plans()
    profile = next(one for one in held.profiles if one.key == key)
    said: dict[str, object] = {
        "profile": key,
        "start": date(2026, 3, 2),
        "sequencing": Sequencing.ISO_FIRST,
        "period_months": 6,
        "today": date(2026, 3, 2),
        "people": {"engineer": 3, "lead": 3, "control_owner": 10},
    }
    return Levelling(profile=profile, tasks=held.tasks, choices=Choices(**(said | changed)))  # type: ignore[arg-type]  # a test's own words


PROFILES = tuple(one.key for one in load_plans().profiles)


@each("key", PROFILES)
def test_the_load_of_every_profile_becomes_less(key: str) -> None:
    problem = of_profile(key)
    found = level(problem)
    assert found.load.overload < problem.load.overload
    assert sum(one.weeks for one in found.moves) >= found.least_weeks > 0


def test_there_are_eight_of_them() -> None:
    assert len(PROFILES) == 8


def test_the_same_plan_gives_the_same_answer() -> None:
    one, again = (level(of_profile("from-scratch", people={})) for _ in range(2))
    assert one.moves == again.moves
    assert one.moves


def test_applying_the_moves_leaves_nothing_to_move() -> None:
    problem = of_profile("from-scratch", people={})
    found = level(problem)
    after_it = evolve(problem, choices=found.plan.choices)
    assert level(after_it).moves == ()
    assert after_it.load.overload == found.load.overload


def test_no_answer_in_time_is_an_error() -> None:
    with pytest.raises(OutOfTimeError, match=r"^HiGHS came to no end: Time limit reached$"):
        level(of_profile("second-year", people={}), seconds=0.0)


def test_a_wrong_answer_is_an_error_and_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = Solved(weeks={"first": 1}, missing=0, audit_weeks=0)
    monkeypatch.setattr(solver, "_solved", lambda *_: wrong)
    with pytest.raises(SolverError, match=r"^not a levelled plan: missing 1, said 0$"):
        level(levelling())
    assert levelled(levelling(), wrong).load.overload == 1


def test_days_that_are_past_are_not_levelled() -> None:
    problem = levelling(today=week(0) + timedelta(days=7))
    assert problem.conflicts == ()
    assert level(problem).moves == ()


def test_a_search_that_is_cut_short_gives_a_true_answer_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The steps after it go on from what was found, so that each has an answer."""
    monkeypatch.setattr(solver, "_NODES", 1)
    problem = of_profile("add-soc2", people={"engineer": 1})
    one, again = level(problem), level(problem)
    assert one.moves == again.moves
    assert one.load.overload < problem.load.overload
