"""What is laid over the picture: readiness if the plan holds, and bars and gates as a baseline had them."""

from collections.abc import Sequence
from datetime import date

from attrs import frozen

from dualtrack.app.web.timeline.drawing import Picture, Stroke, level_y, stroke
from dualtrack.domain.programme.plan.choices import PlanBaseline
from dualtrack.domain.programme.plan.comparison import baseline_spans
from dualtrack.domain.programme.plan.if_held import IfHeld
from dualtrack.domain.programme.plan.lanes import Timeline

_BELOW = 13  # a gate's planned place stands under the gate, which is often the same


@frozen(kw_only=True)
class Outline:
    """Where a bar of a lane stood in a baseline."""

    x: str
    y: int
    width: str


@frozen(kw_only=True)
class PlannedMarks:
    """One baseline in positions: outlines under the bars of its tasks, and places of its gates."""

    bars: tuple[Outline, ...]
    gates: tuple[tuple[str, int], ...]  # x and y


def promised_strokes(drawing: Picture, drawn: Timeline, promised: Sequence[IfHeld]) -> tuple[Stroke, ...]:
    """The curve of each framework from today on, and the lower of them; drawn apart from what was."""
    rows: dict[str, list[str]] = {}
    for one in promised:
        x = _x(drawing, drawn, one.day)
        levels = dict(one.levels)
        if len(levels) > 1 and one.combined is not None:
            levels["combined"] = one.combined
        for key, level in levels.items():
            rows.setdefault(key, []).append(f"{x:.1f} {level_y(level):.1f}")
    return tuple(
        stroke(key, points) for key, points in sorted(rows.items(), key=lambda row: row[0] == "combined")
    )


def planned_marks(drawing: Picture, drawn: Timeline, baseline: PlanBaseline) -> PlannedMarks:
    """The bars and gates that the picture has, where the baseline had them."""
    spans = baseline_spans(baseline.tasks)
    bars = []
    for box in (*drawing.lanes, *drawing.audits):
        if box.id in spans:
            left, right = (_x(drawing, drawn, day) for day in spans[box.id])
            bars.append(Outline(x=f"{left:.1f}", y=box.y + 21, width=f"{max(2.0, right - left):.1f}"))
    gates = tuple(
        (f"{_x(drawing, drawn, spans[mark.id][1]):.1f}", mark.y + _BELOW)
        for mark in drawing.gates
        if mark.id in spans
    )
    return PlannedMarks(bars=tuple(bars), gates=gates)


def _x(drawing: Picture, drawn: Timeline, day: date) -> float:
    days = max(1, (drawn.finish - drawn.start).days)
    inside = min(max((day - drawn.start).days, 0), days)
    return drawing.left + (drawing.right - drawing.left) * inside / days
