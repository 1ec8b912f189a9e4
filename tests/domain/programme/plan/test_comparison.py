"""Two plans beside each other: what moved, by how many days, what is new and what is gone."""

from datetime import date, timedelta

from attrs import evolve
from tests.domain.programme.plan.making import TASKS, planned, put

from dualtrack.domain.programme.plan.comparison import (
    Moved,
    PlannedThen,
    baseline_spans,
    finishes,
    moved,
    planned_then,
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


GATED = put("window_gate", gate="window")


def test_gates_and_ends_stand_beside_what_a_baseline_had() -> None:
    drawn = planned(GATED)
    gate = drawn.of("window_gate")
    assert gate is not None
    day = gate.last + timedelta(days=4)
    now = planned(GATED, done={"window_gate": day}, today=day)
    found = {one.id: one for one in planned_then(taken(drawn), now)}
    assert list(found) == ["window_gate", "last_audit_day", "soc2_report", "certificate"]
    assert found["window_gate"] == PlannedThen(
        id="window_gate", gate=True, planned=gate.last, happened=day, forecast=None
    )
    assert found["window_gate"].late == 4
    for name, last in finishes(drawn).items():
        end = found[name]
        assert (end.gate, end.planned, end.happened) == (False, last, None)
        assert end.forecast == now.finish(name)


def test_an_end_has_happened_when_all_of_its_tasks_have() -> None:
    drawn = planned()
    last = finishes(drawn)["last_audit_day"]
    half = planned(done={"stage2": last}, today=last)
    both = planned(done={"stage2": last - timedelta(days=9), "fieldwork": last}, today=last)
    (end,) = (one for one in planned_then(taken(drawn), half) if one.id == "last_audit_day")
    assert (end.happened, end.forecast) == (None, half.finish("last_audit_day"))
    (end,) = (one for one in planned_then(taken(drawn), both) if one.id == "last_audit_day")
    assert (end.happened, end.forecast, end.late) == (last, None, 0)


def test_what_a_baseline_did_not_have_was_not_planned_then() -> None:
    kept = tuple(one for one in taken(planned(GATED)) if one.task not in ("window_gate", "certificate"))
    found = {one.id: one for one in planned_then(kept, planned(GATED))}
    for name in ("window_gate", "certificate"):
        assert (found[name].planned, found[name].late) == (None, None)
        assert found[name].forecast is not None


def test_an_end_that_the_plan_does_not_want_has_no_row() -> None:
    only = planned([evolve(t, milestone="") if t.id == "soc2_report" else t for t in TASKS])
    assert "soc2_report" not in [one.id for one in planned_then(taken(planned()), only)]


def test_what_comes_earlier_than_planned_counts_below_nothing() -> None:
    early = PlannedThen(id="x", gate=True, planned=DAY, happened=DAY - timedelta(days=3), forecast=None)
    assert early.late == -3
