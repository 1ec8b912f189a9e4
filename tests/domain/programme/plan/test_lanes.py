"""The timeline: lanes come from the plan; weeks tell what was so or is forecast, and no figure ahead."""

from datetime import date, timedelta

from attrs import evolve
from tests.domain.programme.plan.making import START, TASKS, planned

from dualtrack.domain.programme.plan.lanes import Lane, timeline, week_states
from dualtrack.domain.programme.plan.shape import Phase
from dualtrack.domain.programme.statuses import Figure

GATED = tuple(evolve(t, gate="window") if t.id == "window_gate" else t for t in TASKS)


def figure(week: int, soc2: int, iso: int) -> Figure:
    return Figure(as_of=START + timedelta(weeks=week), frameworks=(("soc2", soc2, ()), ("iso27001", iso, ())))


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
    assert len(week_states(planned(), [], today=START)) == 64


def test_phases_overlap_as_the_article_has_them() -> None:
    states = week_states(planned(), [], today=START)
    assert states[0].phases == (Phase.SCOPE,)
    assert states[14].phases == (Phase.RISK, Phase.IMPLEMENT)  # 8 June: month 3 to 4
    assert states[30].phases == (Phase.IMPLEMENT, Phase.OBSERVE)
    assert states[56].phases == (Phase.AUDIT,)


def test_a_lane_of_something_that_is_not_wanted_is_not_drawn() -> None:
    only = planned([t for t in TASKS if t.id not in ("fieldwork", "soc2_report", "observation")])
    assert not {Lane.FIELDWORK, Lane.REPORT, Lane.OBSERVATION} & {lane for lane, _ in timeline(only).lanes}


def test_weeks_so_far_have_their_figure_and_weeks_ahead_have_none() -> None:
    today = START + timedelta(weeks=2, days=3)
    states = week_states(
        planned(today=today), [figure(0, 0, 0), figure(1, 10, 20), figure(2, 30, 25)], today=today
    )
    assert [s.combined for s in states[:4]] == [0, 10, 25, None]
    assert states[2].levels == {"soc2": 30, "iso27001": 25}
    assert [s.ahead for s in states[:4]] == [False, False, False, True]
    assert states[3].deviations is None


def test_a_week_counts_what_was_done_and_noted_by_its_first_day() -> None:
    today = START + timedelta(weeks=10)
    plan = planned(done={"scope_decision": START + timedelta(weeks=2)}, today=today)
    noted = [START + timedelta(weeks=3), START + timedelta(weeks=4, days=1)]
    states = week_states(plan, [], today=today, deviations=noted)
    assert [s.done for s in states[1:4]] == [0, 1, 1]
    assert [s.deviations for s in states[2:6]] == [0, 1, 1, 2]
    assert states[0].tasks == len(plan.tasks)


def test_what_runs_is_named_those_first_that_end_first() -> None:
    states = week_states(planned(), [], today=START)
    running = states[53].running  # 8 March 2027: Stage 1 is over, Stage 2 waits
    assert "stage1" not in running
    assert states[40].running[-1] == "observation"


def test_a_gate_is_passed_when_it_is_done_or_forecast_to_be() -> None:
    plan = planned(GATED)
    gate = plan.of("window_gate")
    assert gate is not None
    for state in week_states(plan, [], today=START):
        assert ("window_gate" in state.gates) == (gate.finish <= state.day)
