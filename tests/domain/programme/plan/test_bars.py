"""What excludes what: predecessors before successors, through events, and the rules of the plan."""

from attrs import evolve
from tests.domain.programme.plan.crowding import CROWD, LAST, THIRD, levelling, week, work
from tests.domain.programme.plan.making import after, task

from dualtrack.domain.programme.plan.bars import Bar, before, marks
from dualtrack.domain.programme.plan.breach import Breach, BreachCode
from dualtrack.domain.programme.plan.levelling import Levelling
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


def test_a_rule_of_the_plan_bars_what_would_break_it() -> None:
    """No task waits here; the rule that a review sees the internal audit's results does."""
    audit = work("internal_audit", 4, role="internal_auditor")
    review = work("management_review", 2, days=1, role="manager", after=())
    problem = levelling(audit, review, evolve(LAST, after=()), moves={"management_review": week(3)})
    pairs = bar(problem, "internal_audit", "management_review").pairs
    assert (3, 0) in pairs
    assert (2, 0) not in pairs


def test_what_is_broken_already_may_stay_as_it_is_and_not_get_worse() -> None:
    audit = work("internal_audit", 4, role="internal_auditor")
    review = work("management_review", 2, days=1, role="manager")
    problem = levelling(audit, review, evolve(LAST, after=()), moves={"management_review": week(0)})
    pairs = bar(problem, "internal_audit", "management_review").pairs
    assert (0, 0) not in pairs
    assert (1, 0) in pairs


def test_tasks_that_nothing_joins_are_not_barred() -> None:
    joined = {(found.one, found.other) for found in levelling().bars}
    assert joined == {("second", "behind")}  # the end is seven weeks away and bars nobody


def test_the_end_bars_what_would_push_it() -> None:
    near = evolve(LAST, after=after("behind"), phase=CROWD[0].phase)
    problem = levelling(THIRD, CROWD[1], CROWD[3], near)
    assert [len(one.spans) for one in problem.pieces if one.task in {"second", "behind"}] == [1, 1]


def test_breaches_are_compared_by_what_is_broken_and_by_how_much() -> None:
    one = Breach(code=BreachCode.STAGES_TOO_CLOSE, tasks=("stage2", "stage1"), days=3)
    late = Breach(code=BreachCode.LATER_THAN_PROFILE, tasks=("a",), days=3)
    assert marks((one,)) != marks((evolve(one, days=2),))
    assert marks((late,)) == marks((evolve(late, tasks=("b", "c")),))
    assert marks((Breach(code=BreachCode.NOBODY, tasks=("a",)),)) == frozenset()


def test_an_event_of_no_length_is_no_bar() -> None:
    free = task("free", days=Spread(0, 0, 0), after=after("third"))
    assert levelling(THIRD, free).bars == ()


def test_an_audit_with_a_day_that_was_set_and_a_predecessor_is_judged_by_its_rules_alone() -> None:
    """The predecessor is no part of the two that are looked at; it has a bar of its own."""
    audit = work("internal_audit", 4, role="internal_auditor")
    stage = work("stage2", 4, role="certification_body", after=after("third"))
    problem = levelling(THIRD, audit, stage, evolve(LAST, after=()), moves={"stage2": week(3)})
    assert (3, 0) in bar(problem, "internal_audit", "stage2").pairs
    assert (3, 0) in bar(problem, "third", "stage2").pairs
