"""Weeks tell what was on record or what is forecast, and never one for the other."""

from datetime import date, timedelta

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.programme.plan.making import START, TASKS, planned

from dualtrack.domain.audits.findings import Grade, Nonconformity
from dualtrack.domain.programme.plan.choices import PlanBaseline
from dualtrack.domain.programme.plan.replay import (
    Due,
    FallsDue,
    Kept,
    WeekState,
    promise_ahead,
    week_states,
)
from dualtrack.domain.programme.plan.shape import Phase
from dualtrack.domain.programme.statuses import Figure
from dualtrack.domain.risks.over_time import RegisterDay

GATED = tuple(evolve(t, gate="window") if t.id == "window_gate" else t for t in TASKS)
NOTHING = Kept()
TODAY = START + timedelta(weeks=2, days=3)


def day(week: int, days: int = 0) -> date:
    return START + timedelta(weeks=week, days=days)


def figure(on: date, soc2: int, iso: int) -> Figure:
    return Figure(as_of=on, frameworks=(("soc2", soc2, ()), ("iso27001", iso, ())))


FIGURES = (
    figure(day(0), 0, 0),
    figure(day(1), 10, 20),
    figure(day(2), 30, 25),
    figure(TODAY, 32, 40),
)


def register(on: date, risks: int, above: int, accepted: int) -> RegisterDay:
    return RegisterDay(on=on, method=None, risks=risks, levels=(), above=above, accepted=accepted, unowned=0)


def states(kept: Kept, today: date = TODAY) -> tuple[WeekState, ...]:
    return week_states(planned(today=today), kept, today=today)


def test_there_is_a_state_for_each_week_and_one_for_the_end() -> None:
    assert [one.week for one in states(NOTHING)] == list(range(64))


def test_weeks_so_far_have_their_figure_and_weeks_ahead_what_the_plan_promises() -> None:
    told = states(Kept(figures=FIGURES))
    assert [s.combined for s in told[:4]] == [0, 10, 25, None]
    assert told[2].levels == {"soc2": 30, "iso27001": 25}
    assert [s.ahead for s in told[:4]] == [False, False, False, True]
    assert [s.if_held for s in told[:3]] == [None, None, None]
    for one in told[3:]:
        assert (one.levels, one.combined) == ({}, None)
        assert one.if_held is not None
        assert one.if_held.day == one.day
    held = told[63].if_held
    assert held is not None
    assert held.levels == (("soc2", 100), ("iso27001", 100))


def test_the_promise_begins_with_the_record_of_today() -> None:
    first, second, *_ = promise_ahead(planned(today=TODAY), FIGURES, TODAY)
    assert (first.day, first.levels, first.combined) == (TODAY, (("soc2", 32), ("iso27001", 40)), 32)
    assert second.day == day(3)


def test_without_a_figure_of_today_nothing_is_promised() -> None:
    plan = planned(today=TODAY)
    assert promise_ahead(plan, FIGURES[:3], TODAY) == ()
    assert promise_ahead(plan, (Figure(as_of=TODAY, frameworks=()),), TODAY) == ()
    assert all(one.if_held is None for one in states(Kept(figures=FIGURES[:3])))


def test_a_week_has_the_risks_of_its_day_and_a_week_ahead_those_of_today() -> None:
    kept = (register(day(0), 0, 0, 0), register(day(1), 5, 5, 0), register(day(2), 7, 4, 2))
    told = states(Kept(risks=(*kept, register(TODAY, 8, 3, 4))))
    seen = [(s.risks.risks, s.risks.above, s.risks.accepted) for s in told[:5] if s.risks is not None]
    assert seen == [(0, 0, 0), (5, 5, 0), (7, 4, 2), (8, 3, 4), (8, 3, 4)]
    assert states(Kept(risks=kept[:1]))[1].risks is None


def test_nonconformities_are_open_from_raising_until_closing() -> None:
    def raised(name: str, grade: Grade, on: date, closed: date | None = None) -> Nonconformity:
        return Nonconformity(
            id=name,
            requirement="iso27001:9.2",
            grade=grade,
            description="x",
            raised_on=on,
            raised_by="person:ivy",
            closed_on=closed,
        )

    told = states(
        Kept(
            nonconformities=(
                raised("n1", Grade.MAJOR, day(1), day(2)),
                raised("n2", Grade.MINOR, day(1, 1)),
                raised("n3", Grade.MAJOR, TODAY),
                raised("n4", Grade.MINOR, day(0), TODAY),
            )
        )
    )
    assert [(s.nonconformities, s.major) for s in told[:4]] == [(1, 0), (2, 1), (2, 0), (2, 1)]
    assert (told[63].nonconformities, told[63].major) == (2, 1)  # nobody plans when one is closed


def test_what_falls_due_ahead_is_counted_from_today_on() -> None:
    falls = FallsDue(
        reviews=(TODAY - timedelta(days=1), TODAY, day(3), day(4)), actions=(day(4),), answers=(day(3, 1),)
    )
    told = states(Kept(due=falls))
    assert [s.due for s in told[:3]] == [None, None, None]
    assert told[3].due == Due(reviews=2, actions=0, answers=0)
    assert told[4].due == Due(reviews=3, actions=1, answers=1)
    assert told[63].due == told[4].due


def test_a_week_knows_the_last_baseline_that_had_been_kept() -> None:
    def kept(name: str, on: date) -> PlanBaseline:
        return PlanBaseline(id=name, name=name, taken_on=on, tasks=())

    told = states(Kept(baselines=(kept("b2", day(2)), kept("b1", day(1)), kept("b9", day(1, -1)))))
    assert [s.baseline for s in told[:5]] == [None, "b1", "b2", "b2", "b2"]
    assert {s.baseline for s in states(NOTHING)} == {None}


@given(st.integers(0, 80), st.integers(0, 100), st.integers(0, 100))
def test_no_week_has_a_recorded_figure_and_a_promise(weeks: int, soc2: int, iso: int) -> None:
    today = day(weeks, 2)
    kept = Kept(figures=(*(figure(day(n), soc2, iso) for n in range(weeks + 1)), figure(today, soc2, iso)))
    for one in states(kept, today):
        assert (one.combined is None) is one.ahead
        assert (one.if_held is not None) is one.ahead


def test_phases_overlap_as_the_article_has_them() -> None:
    states = week_states(planned(), NOTHING, today=START)
    assert states[0].phases == (Phase.SCOPE,)
    assert states[14].phases == (Phase.RISK, Phase.IMPLEMENT)  # 8 June: month 3 to 4
    assert states[30].phases == (Phase.IMPLEMENT, Phase.OBSERVE)
    assert states[56].phases == (Phase.AUDIT,)


def test_a_week_counts_what_was_done_and_noted_by_its_first_day() -> None:
    today = START + timedelta(weeks=10)
    plan = planned(done={"scope_decision": START + timedelta(weeks=2)}, today=today)
    noted = (START + timedelta(weeks=3), START + timedelta(weeks=4, days=1))
    states = week_states(plan, Kept(deviations=noted), today=today)
    assert [s.done for s in states[1:4]] == [0, 1, 1]
    assert [s.deviations for s in states[2:6]] == [0, 1, 1, 2]
    assert states[0].tasks == len(plan.tasks)


def test_what_runs_is_named_those_first_that_end_first() -> None:
    states = week_states(planned(), NOTHING, today=START)
    running = states[53].running  # 8 March 2027: Stage 1 is over, Stage 2 waits
    assert "stage1" not in running
    assert states[40].running[-1] == "observation"


def test_a_gate_is_passed_when_it_is_done_or_forecast_to_be() -> None:
    plan = planned(GATED)
    gate = plan.of("window_gate")
    assert gate is not None
    for state in week_states(plan, NOTHING, today=START):
        assert ("window_gate" in state.gates) == (gate.finish <= state.day)
