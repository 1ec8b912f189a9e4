"""Two plans beside each other: what moved, by how many days, what is new and what is gone."""

from datetime import date, timedelta

from tests.domain.programme.plan.making import planned

from dualtrack.domain.programme.plan.comparison import (
    Moved,
    baseline_spans,
    finishes,
    moved,
    spans_of,
    taken,
)

DAY = date(2026, 5, 4)
WEEK = (DAY, DAY + timedelta(days=7))


def test_a_plan_against_its_own_baseline_moved_nowhere() -> None:
    plan = planned()
    assert baseline_spans(taken(plan)) == spans_of(plan)
    assert moved(baseline_spans(taken(plan)), spans_of(plan)) == ()


def test_what_moved_furthest_stands_first() -> None:
    later = (DAY, DAY + timedelta(days=9))
    earlier = (DAY, DAY + timedelta(days=2))
    found = moved({"a": WEEK, "b": WEEK, "c": WEEK}, {"a": later, "b": earlier, "c": WEEK})
    assert [(one.task, one.days) for one in found] == [("b", -5), ("a", 2)]


def test_what_is_new_and_what_is_gone_have_one_side() -> None:
    assert moved({"a": WEEK}, {"b": WEEK}) == (
        Moved(task="a", before=WEEK, after=None, days=0),
        Moved(task="b", before=None, after=WEEK, days=0),
    )


def test_ends_that_a_programme_does_not_want_are_left_out() -> None:
    assert set(finishes(planned())) == {"last_audit_day", "soc2_report", "certificate"}
    from tests.domain.programme.plan.making import TASKS  # noqa: PLC0415 - for this one

    only = planned([t for t in TASKS if t.id not in ("certificate", "soc2_report")])
    assert set(finishes(only)) == {"last_audit_day"}
