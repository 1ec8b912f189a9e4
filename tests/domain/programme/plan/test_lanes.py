"""The timeline: lanes come from the plan."""

from datetime import date

from tests.domain.programme.plan.making import START, TASKS, planned

from dualtrack.domain.programme.plan.lanes import Lane, timeline


def test_lanes_are_the_tasks_of_the_plan_in_the_order_of_the_picture() -> None:
    drawn, plan = timeline(planned()), planned()
    assert [lane for lane, _ in drawn.lanes] == [
        Lane.CONTROLS,
        Lane.OBSERVATION,
        Lane.STAGE1,
        Lane.STAGE2,
        Lane.FIELDWORK,
        Lane.REPORT,
        Lane.CERTIFICATE,
        Lane.INTERNAL_AUDIT,
        Lane.REVIEW,
    ]
    stage = plan.of("stage2")
    assert stage is not None
    bar = dict(drawn.lanes)[Lane.STAGE2]
    assert (bar.start, bar.finish, bar.done) == (stage.start, stage.finish, None)


def test_it_spans_whole_weeks_and_ends_with_what_ends_last() -> None:
    drawn = timeline(planned())
    assert (drawn.start, drawn.finish) == (START, date(2027, 5, 12))
    assert drawn.weeks == 63


def test_a_lane_of_something_that_is_not_wanted_is_not_drawn() -> None:
    only = planned([t for t in TASKS if t.id not in ("fieldwork", "soc2_report", "observation")])
    assert not {Lane.FIELDWORK, Lane.REPORT, Lane.OBSERVATION} & {lane for lane, _ in timeline(only).lanes}
