"""Places that a rule of the plan does not bear: the rules say so themselves, about two tasks at a time."""

from attrs import evolve
from tests.domain.programme.plan.crowding import LAST, THIRD, levelling, week, work
from tests.domain.programme.plan.making import after
from tests.domain.programme.plan.test_bars import bar

from dualtrack.domain.programme.plan.breach import Breach, BreachCode
from dualtrack.domain.programme.plan.rule_bars import marks


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


def test_breaches_are_compared_by_what_is_broken_and_by_how_much() -> None:
    one = Breach(code=BreachCode.STAGES_TOO_CLOSE, tasks=("stage2", "stage1"), days=3)
    late = Breach(code=BreachCode.LATER_THAN_PROFILE, tasks=("a",), days=3)
    assert marks((one,)) != marks((evolve(one, days=2),))
    assert marks((late,)) == marks((evolve(late, tasks=("b", "c")),))
    assert marks((Breach(code=BreachCode.NOBODY, tasks=("a",)),)) == frozenset()


def test_an_audit_with_a_day_that_was_set_and_a_predecessor_is_judged_by_its_rules_alone() -> None:
    """The predecessor is no part of the two that are looked at; it has a bar of its own."""
    audit = work("internal_audit", 4, role="internal_auditor")
    stage = work("stage2", 4, role="certification_body", after=after("third"))
    problem = levelling(THIRD, audit, stage, evolve(LAST, after=()), moves={"stage2": week(3)})
    assert (3, 0) in bar(problem, "internal_audit", "stage2").pairs
    assert (3, 0) in bar(problem, "third", "stage2").pairs
