"""The picture of the timeline: days become positions, and what lies outside stays inside the frame."""

from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.each import each

from dualtrack.app.web.timeline.drawing import Picture, picture
from dualtrack.domain.programme.plan.lanes import LOWER, UPPER, Bar, Lane, Timeline
from dualtrack.domain.programme.plan.shape import Phase
from dualtrack.domain.programme.statuses import Figure

START = date(2026, 3, 2)
FINISH = date(2027, 3, 2)  # 365 days over 826 pixels from 196 on
TODAY = date(2026, 9, 1)
EMPTY = Timeline(start=START, finish=FINISH, weeks=53, lanes=(), phases=(), gates=())


def bar(name: str, start: date, finish: date, done: date | None = None) -> Bar:
    return Bar(id=name, start=start, finish=finish, done=done)


def figure(day: date, **levels: int) -> Figure:
    return Figure(as_of=day, frameworks=tuple((key, level, ()) for key, level in levels.items()))


def with_lane(one: Bar, lane: Lane = Lane.STAGE1, today: date = TODAY) -> Picture:
    return picture(evolve(EMPTY, lanes=((lane, one),)), (), today)


def test_a_bar_runs_from_its_first_day_to_the_day_after_its_last() -> None:
    (box,) = with_lane(bar("observation", date(2026, 9, 2), date(2027, 3, 2)), Lane.OBSERVATION).lanes
    assert (box.x, box.width) == ("612.4", "409.6")
    assert (box.start, box.last) == (date(2026, 9, 2), date(2027, 3, 1))
    assert (box.key, box.id) == ("observation", "observation")


def test_a_bar_over_the_whole_fills_the_frame() -> None:
    drawn = with_lane(bar("a", START, FINISH))
    assert (drawn.lanes[0].x, drawn.lanes[0].width) == ("196.0", "826.0")
    assert (drawn.left, drawn.right, drawn.side + drawn.span) == (196, 1022, 1040)


def test_an_audit_of_two_days_is_still_seen() -> None:
    (box,) = with_lane(bar("stage1", date(2026, 9, 2), date(2026, 9, 4))).lanes
    assert (box.x, box.width) == ("612.4", "7.0")
    (event,) = with_lane(bar("certificate", date(2026, 9, 2), date(2026, 9, 2))).lanes
    assert event.width == "7.0"
    assert event.last == event.start == date(2026, 9, 2)


def test_an_event_on_the_last_day_stays_inside_the_frame() -> None:
    (box,) = with_lane(bar("certificate", FINISH, FINISH)).lanes
    assert float(box.x) + float(box.width) == 1022


@given(st.integers(-400, 800), st.integers(0, 800))
def test_every_bar_lies_inside_the_frame(first: int, length: int) -> None:
    begin = START + timedelta(days=first)
    (box,) = with_lane(bar("a", begin, begin + timedelta(days=length))).lanes
    assert float(box.x) >= 196
    assert float(box.x) + float(box.width) <= 1022.1
    assert float(box.width) >= 7


@each(
    ("start", "finish", "done", "state"),
    [
        (date(2026, 9, 2), date(2026, 9, 9), None, "ahead"),
        (date(2026, 9, 1), date(2026, 9, 9), None, "running"),
        (date(2026, 8, 1), date(2026, 9, 2), None, "running"),
        (date(2026, 8, 1), date(2026, 9, 1), None, "done"),
        (date(2026, 9, 2), date(2026, 9, 9), date(2026, 8, 20), "done"),
    ],
)
def test_a_bar_is_done_under_way_or_ahead(start: date, finish: date, done: date | None, state: str) -> None:
    assert with_lane(bar("a", start, finish, done)).lanes[0].state == state


@each(
    "week, bars, gates",
    [
        (date(2026, 7, 1), ["ahead", "ahead", "ahead"], ["ahead", "ahead"]),
        (date(2026, 8, 5), ["running", "running", "ahead"], ["ahead", "ahead"]),
        (date(2026, 8, 20), ["done", "running", "ahead"], ["passed", "ahead"]),
        (date(2026, 9, 2), ["done", "running", "running"], ["passed", "ahead"]),
        (date(2027, 1, 4), ["done", "done", "running"], ["passed", "due"]),
    ],
)
def test_bars_and_gates_stand_as_they_did_or_shall_in_the_week_that_is_shown(
    week: date, bars: list[str], gates: list[str]
) -> None:
    lanes = (
        (Lane.STAGE1, bar("a", date(2026, 8, 3), date(2026, 9, 9), date(2026, 8, 20))),
        (Lane.STAGE2, bar("b", date(2026, 8, 3), date(2026, 12, 9))),
        (Lane.FIELDWORK, bar("c", date(2026, 9, 2), date(2027, 2, 1))),
    )
    marks = (
        bar("window", date(2026, 8, 3), date(2026, 8, 3), date(2026, 8, 10)),
        bar("stage1_gate", date(2027, 1, 4), date(2027, 1, 4)),
    )
    drawn = evolve(EMPTY, lanes=lanes, gates=marks, phases=((Phase.AUDIT, lanes[2][1]),))
    shown = picture(drawn, (), TODAY, week=week)
    assert [one.then for one in shown.lanes] == bars
    assert [one.then for one in shown.phases] == bars[2:]
    assert [one.then for one in shown.gates] == gates
    today = picture(drawn, (), TODAY)
    assert [one.state for one in shown.lanes] == [one.state for one in today.lanes]
    assert [one.passed for one in shown.gates] == [one.passed for one in today.gates]


def test_a_bar_and_a_gate_carry_the_days_by_which_a_script_tells_their_state() -> None:
    late = bar("a", date(2026, 8, 3), date(2026, 9, 9), date(2026, 9, 11))
    drawn = picture(evolve(EMPTY, lanes=((Lane.STAGE1, late),), gates=(late,)), (), TODAY)
    assert (drawn.lanes[0].start, drawn.lanes[0].over) == (late.start, late.done)
    assert (drawn.gates[0].day, drawn.gates[0].done) == (late.done, True)
    assert with_lane(bar("a", START, FINISH)).lanes[0].over == FINISH


def test_lanes_stand_in_their_own_order_and_audits_of_ours_below_the_gates() -> None:
    lanes = tuple((lane, bar(lane.value, START, FINISH)) for lane in reversed((*UPPER, *LOWER)))
    drawn = picture(evolve(EMPTY, lanes=lanes), (), TODAY)
    assert [box.key for box in drawn.lanes] == [lane.value for lane in UPPER]
    assert [box.key for box in drawn.audits] == [lane.value for lane in LOWER]
    assert [box.y for box in drawn.lanes] == [142 + 27 * n for n in range(7)]
    assert [box.y for box in drawn.audits] == [drawn.audit_y, drawn.audit_y + 27]
    assert drawn.audit_y > drawn.gate_y > drawn.lanes[-1].y


def test_lanes_that_the_programme_does_not_want_take_no_room() -> None:
    few = with_lane(bar("stage2", START, FINISH), Lane.STAGE2)
    none = picture(EMPTY, (), TODAY)
    assert few.lanes[0].y == 142
    assert few.height - none.height == 27
    assert few.phase_y - none.phase_y == 27


def test_phases_stand_one_below_the_other_and_push_down_what_follows() -> None:
    phases = (
        (Phase.SCOPE, bar("scope_and_planning", START, date(2026, 5, 2))),
        (Phase.AUDIT, bar("audit_sequencing", date(2026, 5, 2), FINISH)),
    )
    drawn = picture(evolve(EMPTY, phases=phases), (), TODAY)
    assert [(box.key, box.y) for box in drawn.phases] == [
        ("scope_and_planning", drawn.phase_y),
        ("audit_sequencing", drawn.phase_y + 22),
    ]
    assert [box.state for box in drawn.phases] == ["done", "running"]
    assert drawn.gate_y - picture(EMPTY, (), TODAY).gate_y == 44


def test_a_gate_stands_on_the_day_it_was_passed_or_is_forecast_for() -> None:
    gates = (
        bar("window", date(2026, 8, 3), date(2026, 8, 3), date(2026, 8, 10)),
        bar("stage1_gate", date(2027, 1, 4), date(2027, 1, 4)),
    )
    passed, ahead = picture(evolve(EMPTY, gates=gates), (), TODAY).gates
    assert (passed.id, passed.day, passed.passed, passed.x) == ("window", date(2026, 8, 10), True, "560.3")
    assert (ahead.id, ahead.day, ahead.passed, ahead.x) == ("stage1_gate", date(2027, 1, 4), False, "893.0")
    assert passed.y == ahead.y == picture(EMPTY, (), TODAY).gate_y + 9


def test_a_gate_that_is_passed_later_than_the_day_that_is_looked_at_is_not_passed_yet() -> None:
    gates = (bar("window", TODAY, TODAY, TODAY),)
    drawn = evolve(EMPTY, gates=gates)
    assert picture(drawn, (), TODAY).gates[0].passed
    assert not picture(drawn, (), TODAY - timedelta(days=1)).gates[0].passed


def test_a_forecast_day_that_has_come_passes_no_gate() -> None:
    gates = (bar("window", date(2026, 8, 3), date(2026, 8, 3)),)
    assert not picture(evolve(EMPTY, gates=gates), (), TODAY).gates[0].passed


@each(
    ("today", "x"),
    [
        (START, "196.0"),
        (date(2026, 9, 1), "610.1"),
        (FINISH, "1022.0"),
        (START - timedelta(days=1), None),
        (FINISH + timedelta(days=1), None),
    ],
)
def test_today_is_a_line_while_the_programme_runs(today: date, x: str | None) -> None:
    assert picture(EMPTY, (), today).today == x


def test_months_are_counted_from_the_first_day_and_end_before_the_last() -> None:
    months = picture(EMPTY, (), TODAY).months
    assert [number for _, number, _ in months] == list(range(12))
    assert months[0] == ("196.0", 0, START)
    assert months[6] == ("612.4", 6, date(2026, 9, 2))
    assert months[-1][2] == date(2027, 2, 2)


def test_months_from_the_end_of_a_month_keep_to_the_months_that_are_shorter() -> None:
    late = evolve(EMPTY, start=date(2026, 1, 31), finish=date(2026, 5, 1))
    assert [day for _, _, day in picture(late, (), TODAY).months] == [
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
    ]


def test_curves_run_from_the_bottom_at_nothing_to_the_top_at_all() -> None:
    figures = (figure(START, soc2=0), figure(FINISH, soc2=100))
    (stroke,) = picture(EMPTY, figures, TODAY).strokes
    assert stroke.key == "soc2"
    assert stroke.path == "M196.0 126.0 L1022.0 14.0"


def test_both_together_are_the_lower_of_the_two_and_drawn_over_them() -> None:
    figures = (figure(START, soc2=50, iso27001=25), figure(FINISH, soc2=50, iso27001=75))
    strokes = picture(EMPTY, figures, TODAY).strokes
    assert [one.key for one in strokes] == ["soc2", "iso27001", "combined"]
    assert strokes[-1].path == "M196.0 98.0 L1022.0 70.0"


def test_one_framework_alone_has_no_second_curve() -> None:
    figures = (figure(START, iso27001=25), figure(FINISH, iso27001=75))
    assert [one.key for one in picture(EMPTY, figures, TODAY).strokes] == ["iso27001"]


def test_a_framework_that_joined_later_begins_later() -> None:
    figures = (figure(START, soc2=50), figure(FINISH, soc2=50, iso27001=0))
    paths = {one.key: one.path for one in picture(EMPTY, figures, TODAY).strokes}
    assert paths["soc2"] == "M196.0 70.0 L1022.0 70.0"
    assert paths["iso27001"] == paths["combined"] == "M1022.0 126.0"


def test_without_figures_nothing_is_drawn() -> None:
    assert picture(EMPTY, (), TODAY).strokes == ()


def test_a_week_stands_at_its_share_of_the_width() -> None:
    drawn = picture(EMPTY, (), TODAY)
    assert (drawn.at(0), drawn.at(53)) == (196, 1022)
    assert drawn.at(26) == pytest.approx(196 + 826 * 26 / 53)


def test_a_programme_of_no_days_is_drawn_without_dividing_by_them() -> None:
    drawn = picture(evolve(EMPTY, finish=START, weeks=0), (figure(START, soc2=40),), START)
    assert drawn.today == "196.0"
    assert drawn.months == ()
    assert drawn.at(0) == 196
