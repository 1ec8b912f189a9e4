"""Figures drawn by the server: numbers to positions, so that templates only write SVG."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from attrs import frozen

from dualtrack.domain.programme.statuses import Figure


@frozen(kw_only=True)
class Segment:
    """One part of a bar: its key, its amount, and where it lies, in hundredths of the whole."""

    key: str
    amount: Decimal
    x: str
    width: str


def bar(parts: Sequence[tuple[str, int | Decimal]]) -> tuple[Segment, ...]:
    """Parts of a whole side by side, over a width of 100; empty parts are left out."""
    total = sum(Decimal(amount) for _, amount in parts)
    made, x = [], Decimal(0)
    for key, amount in parts:
        if amount:
            width = 100 * Decimal(amount) / total
            made.append(Segment(key=key, amount=Decimal(amount), x=f"{x:.3f}", width=f"{width:.3f}"))
            x += width
    return tuple(made)


@frozen(kw_only=True)
class Line:
    """One framework's curve as an SVG path, with its last point."""

    framework: str
    path: str
    end_x: str
    end_y: str
    end: int


@frozen(kw_only=True)
class Curve:
    """Curves over time, with the day and the place of each month's first point."""

    width: int
    height: int
    right: int
    lines: tuple[Line, ...]
    months: tuple[tuple[str, date], ...]
    levels: tuple[tuple[str, int], ...]


_WIDTH, _HEIGHT, _TOP, _BOTTOM, _RIGHT = 460, 190, 8, 20, 34


def curve(figures: Sequence[Figure]) -> Curve:
    """Readiness by day; 0 at the bottom, 100 at the top, time from left to right."""
    first, last = figures[0].as_of, figures[-1].as_of
    span = max(1, (last - first).days)

    def x(day: date) -> str:
        return f"{(_WIDTH - _RIGHT) * (day - first).days / span:.1f}"

    lines = []
    for key, end, _ in figures[-1].frameworks:
        held = [(f.as_of, level) for f in figures for name, level, _ in f.frameworks if name == key]
        points = [(x(day), _y(level)) for day, level in held]
        path = "M" + " L".join(f"{px} {py}" for px, py in points)
        lines.append(Line(framework=key, path=path, end_x=points[-1][0], end_y=points[-1][1], end=end))
    return Curve(
        width=_WIDTH,
        height=_HEIGHT,
        right=_WIDTH - _RIGHT,
        lines=tuple(lines),
        months=tuple((x(day), day) for day in _months(figures)),
        levels=tuple((_y(level), level) for level in (0, 50, 100)),
    )


def _y(level: int) -> str:
    return f"{_TOP + (_HEIGHT - _TOP - _BOTTOM) * (100 - level) / 100:.1f}"


def _months(figures: Sequence[Figure]) -> list[date]:
    """The first day shown of every month, at most a dozen of them; the last leaves room."""
    found: dict[tuple[int, int], date] = {}
    for figure in figures[:-2]:
        found.setdefault((figure.as_of.year, figure.as_of.month), figure.as_of)
    days = list(found.values())
    return days[:: max(1, -(-len(days) // 12))]


@frozen(kw_only=True)
class Part:
    """One part of a column: its tone, and where it lies."""

    tone: str
    y: str
    height: str


@frozen(kw_only=True)
class Column:
    """One day's amounts on top of each other, with the place of what is written over and under them."""

    on: date
    x: str
    middle: str
    top: str
    total: int
    parts: tuple[Part, ...]
    labelled: bool


@frozen(kw_only=True)
class Columns:
    """Amounts over time; every column has the same width, the highest fills the height."""

    width: int
    height: int
    thick: str
    floor: int
    columns: tuple[Column, ...]


def columns(days: Sequence[tuple[date, Sequence[tuple[str, int]]]]) -> Columns:
    """Each day as a column of its parts, (tone, amount) from the bottom up; a dozen days are labelled."""
    high = max((sum(n for _, n in parts) for _, parts in days), default=0) or 1
    floor, step = _HEIGHT - _BOTTOM, Decimal(_WIDTH) / max(1, len(days))
    thick, every = min(step * Decimal("0.7"), Decimal(46)), -(-len(days) // 12) or 1
    room = floor - 2 * _TOP
    made = []
    for place, (on, parts) in enumerate(days):
        middle, y, drawn = step * place + step / 2, Decimal(floor), []
        for tone, amount in parts:
            tall = Decimal(room * amount) / high
            y -= tall
            if amount:
                drawn.append(Part(tone=tone, y=f"{y:.1f}", height=f"{tall:.1f}"))
        column = Column(
            on=on,
            x=f"{middle - thick / 2:.1f}",
            middle=f"{middle:.1f}",
            top=f"{y - 4:.1f}",
            total=sum(n for _, n in parts),
            parts=tuple(drawn),
            labelled=(len(days) - 1 - place) % every == 0,
        )
        made.append(column)
    return Columns(width=_WIDTH, height=_HEIGHT, thick=f"{thick:.1f}", floor=floor, columns=tuple(made))
