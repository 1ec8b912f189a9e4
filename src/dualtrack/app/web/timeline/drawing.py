"""The picture of the timeline: days to positions, so that the template only writes SVG."""

from collections.abc import Callable, Sequence
from datetime import date

from attrs import frozen

from dualtrack.domain.controls.period import add_months
from dualtrack.domain.programme.plan.lanes import LOWER, UPPER, Bar, Lane, Timeline
from dualtrack.domain.programme.statuses import Figure

_WIDTH, _LEFT, _RIGHT = 1040, 196, 18
_TOP, _CURVE, _ROW, _PHASE = 14, 112, 27, 22
_SIDE = 184  # names of the lanes: they stay in view where the picture is wider than the screen
_LEAST = 7.0  # an audit of two days is still seen


@frozen(kw_only=True)
class Box:
    """One bar with its label to the left; `end` where its label stands if it does not fit."""

    key: str
    id: str
    x: str
    y: int
    width: str
    start: date
    last: date
    state: str  # done, running, ahead
    then: str  # the same on the first day of the week that is shown
    over: date  # the day from which it is over, or is forecast to be


@frozen(kw_only=True)
class Mark:
    """A gate on its day."""

    id: str
    x: str
    y: int
    passed: bool
    then: str  # passed, due (forecast to be passed) or ahead, on the first day of the week that is shown
    done: bool
    day: date


@frozen(kw_only=True)
class Stroke:
    """One curve so far."""

    key: str
    path: str


@frozen(kw_only=True)
class Picture:
    """Everything of the picture, in positions."""

    side: int = _SIDE  # the column of names
    span: int = _WIDTH - _SIDE  # the rest, from there to the right
    height: int
    left: int
    right: int
    curve_top: int
    curve_bottom: int
    strokes: tuple[Stroke, ...]
    lanes: tuple[Box, ...]
    phases: tuple[Box, ...]
    audits: tuple[Box, ...]
    gates: tuple[Mark, ...]
    gate_y: int
    phase_y: int
    audit_y: int
    months: tuple[tuple[str, int, date], ...]  # x, number, day
    today: str | None
    weeks: int

    def at(self, week: int) -> float:
        """Where a week stands from left to right."""
        return self.left + (self.right - self.left) * week / max(1, self.weeks)


def picture(drawn: Timeline, figures: Sequence[Figure], today: date, *, week: date | None = None) -> Picture:
    """The picture of a timeline as it stands on a day; `week`: bars and gates also as of another one."""
    then = week or today
    days = max(1, (drawn.finish - drawn.start).days)
    scale = (_WIDTH - _LEFT - _RIGHT) / days

    def x(day: date) -> float:
        inside = min(max((day - drawn.start).days, 0), days)
        return _LEFT + inside * scale

    def box(key: str, bar: Bar, y: int) -> Box:
        left = x(bar.start)
        width = max(_LEAST, x(bar.finish) - left)
        left = min(left, _WIDTH - _RIGHT - width)
        last = max(bar.start, date.fromordinal(bar.finish.toordinal() - 1))
        return Box(
            key=key,
            id=bar.id,
            x=f"{left:.1f}",
            y=y,
            width=f"{width:.1f}",
            start=bar.start,
            last=last,
            state=_state(bar, today),
            then=_then(bar, then),
            over=bar.done or bar.finish,
        )

    held: dict[Lane, Bar] = dict(drawn.lanes)
    lanes_y = _TOP + _CURVE + 16
    upper = [lane for lane in UPPER if lane in held]
    phase_y = lanes_y + len(upper) * _ROW + 26
    gate_y = phase_y + len(drawn.phases) * _PHASE + 8
    audit_y = gate_y + _ROW
    lower = [lane for lane in LOWER if lane in held]
    return Picture(
        height=audit_y + len(lower) * _ROW + 30,
        left=_LEFT,
        right=_WIDTH - _RIGHT,
        curve_top=_TOP,
        curve_bottom=_TOP + _CURVE,
        strokes=_strokes(figures, x),
        lanes=tuple(box(lane.value, held[lane], lanes_y + n * _ROW) for n, lane in enumerate(upper)),
        phases=tuple(box(p.value, bar, phase_y + n * _PHASE) for n, (p, bar) in enumerate(drawn.phases)),
        audits=tuple(box(lane.value, held[lane], audit_y + n * _ROW) for n, lane in enumerate(lower)),
        gates=tuple(_mark(bar, x, gate_y + 9, today, then) for bar in drawn.gates),
        gate_y=gate_y,
        phase_y=phase_y,
        audit_y=audit_y,
        months=_months(drawn, x),
        today=f"{x(today):.1f}" if drawn.start <= today <= drawn.finish else None,
        weeks=drawn.weeks,
    )


def _state(bar: Bar, today: date) -> str:
    if bar.done is not None or bar.finish <= today:
        return "done"
    return "running" if bar.start <= today else "ahead"


def _then(bar: Bar, day: date) -> str:
    """On a day of the past or ahead: over on its day, or forecast to be."""
    if (bar.done or bar.finish) <= day:
        return "done"
    return "running" if bar.start <= day else "ahead"


def _mark(bar: Bar, x: Callable[[date], float], y: int, today: date, then: date) -> Mark:
    day = bar.done or bar.finish
    reached = "passed" if bar.done is not None else "due"
    return Mark(
        id=bar.id,
        x=f"{x(day):.1f}",
        y=y,
        passed=bar.done is not None and bar.done <= today,
        then=reached if day <= then else "ahead",
        done=bar.done is not None,
        day=day,
    )


def level_y(level: int) -> float:
    """Where a readiness stands from top to bottom."""
    return _TOP + _CURVE * (100 - level) / 100


def _strokes(figures: Sequence[Figure], x: Callable[[date], float]) -> tuple[Stroke, ...]:
    """Readiness of each framework, and of both as steps of the lower one, as far as there are facts."""
    rows: dict[str, list[str]] = {}
    for one in figures:
        for key, level, _ in one.frameworks:
            rows.setdefault(key, []).append(f"{x(one.as_of):.1f} {level_y(level):.1f}")
        if one.combined is not None and len(one.frameworks) > 1:
            rows.setdefault("combined", []).append(f"{x(one.as_of):.1f} {level_y(one.combined):.1f}")
    return tuple(
        stroke(key, points) for key, points in sorted(rows.items(), key=lambda row: row[0] == "combined")
    )


def stroke(key: str, points: Sequence[str]) -> Stroke:
    """A line through points that are written as x and y."""
    return Stroke(key=key, path="M" + " L".join(points))


def _months(drawn: Timeline, x: Callable[[date], float]) -> tuple[tuple[str, int, date], ...]:
    found, number = [], 0
    while (day := add_months(drawn.start, number)) < drawn.finish:
        found.append((f"{x(day):.1f}", number, day))
        number += 1
    return tuple(found)
