"""What is laid over the picture: the promise of the plan from today on, and a baseline under the bars."""

from datetime import date

from attrs import evolve

from dualtrack.app.web.timeline.drawing import picture
from dualtrack.app.web.timeline.overlay import Outline, planned_marks, promised_strokes
from dualtrack.domain.programme.plan.choices import BaselineTask, PlanBaseline
from dualtrack.domain.programme.plan.if_held import IfHeld
from dualtrack.domain.programme.plan.lanes import Bar, Lane, Timeline

START, FINISH = date(2026, 3, 2), date(2027, 3, 2)  # 365 days over 826 pixels from 196 on
TODAY = date(2026, 9, 2)
EMPTY = Timeline(start=START, finish=FINISH, weeks=53, lanes=(), phases=(), gates=())


def held(day: date, **levels: int) -> IfHeld:
    return IfHeld(day=day, levels=tuple(levels.items()))


def test_the_promise_runs_from_today_to_the_end_and_the_lower_of_both_is_drawn_last() -> None:
    points = (held(TODAY, soc2=50, iso27001=0), held(FINISH, soc2=100, iso27001=100))
    strokes = promised_strokes(picture(EMPTY, (), TODAY), EMPTY, points)
    assert [(one.key, one.path) for one in strokes] == [
        ("soc2", "M612.4 70.0 L1022.0 14.0"),
        ("iso27001", "M612.4 126.0 L1022.0 14.0"),
        ("combined", "M612.4 126.0 L1022.0 14.0"),
    ]


def test_one_framework_alone_has_no_second_promise_and_none_has_none() -> None:
    drawing = picture(EMPTY, (), TODAY)
    assert [one.key for one in promised_strokes(drawing, EMPTY, (held(TODAY, soc2=50),))] == ["soc2"]
    assert promised_strokes(drawing, EMPTY, ()) == ()


def test_a_week_that_ends_after_the_programme_stays_inside_the_frame() -> None:
    (one,) = promised_strokes(picture(EMPTY, (), TODAY), EMPTY, (held(date(2027, 3, 8), soc2=100),))
    assert one.path == "M1022.0 14.0"


def test_a_baseline_stands_under_the_bars_and_gates_that_it_had() -> None:
    def bar(name: str) -> Bar:
        return Bar(id=name, start=TODAY, finish=FINISH)

    drawn = evolve(
        EMPTY,
        lanes=((Lane.STAGE1, bar("stage1")), (Lane.STAGE2, bar("stage2")), (Lane.REVIEW, bar("review"))),
        gates=(bar("window"), bar("later")),
    )
    drawing = picture(drawn, (), TODAY)
    kept = PlanBaseline(
        id="b",
        name="b",
        taken_on=START,
        tasks=(
            BaselineTask(task="stage1", start=START, finish=TODAY),
            BaselineTask(task="review", start=TODAY, finish=TODAY),
            BaselineTask(task="window", start=START, finish=TODAY),
            BaselineTask(task="gone", start=START, finish=TODAY),
        ),
    )
    marks = planned_marks(drawing, drawn, kept)
    assert marks.bars == (
        Outline(x="196.0", y=drawing.lanes[0].y + 21, width="416.4"),
        Outline(x="612.4", y=drawing.audits[0].y + 21, width="2.0"),
    )
    assert marks.gates == (("612.4", drawing.gates[0].y + 13),)
