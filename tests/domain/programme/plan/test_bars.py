"""What excludes what: predecessors before successors, through events, and the rules of the plan."""

from attrs import evolve
from tests.domain.programme.plan.crowding import CROWD, LAST, THIRD, levelling, week, work
from tests.domain.programme.plan.making import after, task

from dualtrack.domain.programme.plan.bars import before
from dualtrack.domain.programme.plan.levelling import Levelling
from dualtrack.domain.programme.plan.rule_bars import Bar
from dualtrack.domain.programme.plan.shape import After, Spread


def bar(problem: Levelling, one: str, other: str) -> Bar:
    return next(found for found in problem.bars if (found.one, found.other) == (one, other))


def test_what_waits_never_stands_before_what_it_waits_for() -> None:
    pairs = bar(levelling(), "second", "behind").pairs
    assert pairs == {(i, j) for i in range(8) for j in range(8) if i > j}


def test_a_lag_counts() -> None:
    waits = work("waits", 2, after=(After("third", lag_days=7),))
    pairs = bar(levelling(THIRD, waits, evolve(LAST, after=())), "third", "waits").pairs
    assert (1, 0) in pairs
    assert (1, 1) not in pairs


def test_an_event_between_two_tasks_joins_them() -> None:
    problem = levelling()
    place = problem.net.place("last")
    assert place is not None
    names = {problem.net.nodes[n].task.id for n, _ in before(problem.net, place)}
    assert names == {"first", "behind"}


def test_what_is_done_waits_for_nobody() -> None:
    problem = levelling(done={"behind": week(0)}, today=week(0))
    assert not any(found.other == "behind" for found in problem.bars)


def test_tasks_that_nothing_joins_are_not_barred() -> None:
    joined = {(found.one, found.other) for found in levelling().bars}
    assert joined == {("second", "behind")}  # the end is seven weeks away and bars nobody


def test_the_end_bars_what_would_push_it() -> None:
    near = evolve(LAST, after=after("behind"), phase=CROWD[0].phase)
    problem = levelling(THIRD, CROWD[1], CROWD[3], near)
    assert [len(one.spans) for one in problem.pieces if one.task in {"second", "behind"}] == [1, 1]


def test_an_event_of_no_length_is_no_bar() -> None:
    free = task("free", days=Spread(0, 0, 0), after=after("third"))
    assert levelling(THIRD, free).bars == ()
