"""The register at a glance: risks in each cell, the ranking, and how levels moved from run to run."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.risks.method import Band, RiskMethod
from dualtrack.domain.risks.register import Measure, RiskRegister, Standing, measure
from dualtrack.domain.risks.risk import Risk


class View(StrEnum):
    """Which rating a map shows."""

    INHERENT = "inherent"
    CURRENT = "current"
    RESIDUAL = "residual"


@frozen(kw_only=True)
class Cell:
    """One pair of steps with the level that it makes and the risks that stand there."""

    likelihood: int
    consequence: int
    level: int
    band: Band | None
    above: bool
    risks: tuple[str, ...]


@frozen(kw_only=True)
class HeatMap:
    """One map: rows from the highest likelihood down; what it cannot place is named, never left out."""

    view: View
    rows: tuple[tuple[Cell, ...], ...]
    elsewhere: tuple[str, ...]  # rated by another method, off the scale, or not rated


def of_view(one: Standing, view: View) -> Measure | None:
    """The rating that a view shows; the residual one may be missing."""
    return {View.INHERENT: one.inherent, View.CURRENT: one.current, View.RESIDUAL: one.residual}[view]


def heat(stands: Iterable[Standing], method: RiskMethod, view: View) -> HeatMap:
    """Risks by cell of one method; one that was rated by another is not drawn on its scale."""
    held: dict[tuple[int, int], list[str]] = {}
    elsewhere: list[str] = []
    for one in stands:
        shown = of_view(one, view)
        if shown is None or shown.level is None or one.method is None or one.method.id != method.id:
            elsewhere.append(one.risk.id)
        else:
            place = (shown.rating.likelihood, shown.rating.consequences.overall)
            held.setdefault(place, []).append(one.risk.id)
    rows = tuple(
        tuple(
            Cell(
                likelihood=row,
                consequence=column,
                level=level,
                band=method.band(level),
                above=level > method.acceptable,
                risks=tuple(sorted(held.get((row, column), ()))),
            )
            for column, level in enumerate(levels, 1)
        )
        for row, levels in sorted(enumerate(method.cells(), 1), reverse=True)
    )
    return HeatMap(view=view, rows=rows, elsewhere=tuple(sorted(elsewhere)))


def ranking(stands: Iterable[Standing]) -> tuple[Standing, ...]:
    """The highest current level first, then the highest inherent one, then by id; untold levels lead."""
    return tuple(sorted(stands, key=lambda s: (_down(s.current), _down(s.inherent), s.risk.id)))


def _down(shown: Measure) -> tuple[int, int]:
    return (0, 0) if shown.level is None else (1, -shown.level)


@frozen(kw_only=True)
class Point:
    """One run of a risk's trend, by the method of that run: levels of two methods do not compare."""

    on: date
    method: str
    inherent: Measure
    residual: Measure | None
    reason: str


def trend(register: RiskRegister, risk: Risk) -> tuple[Point, ...]:
    """Every run of a risk, the oldest first."""
    return tuple(
        Point(
            on=run.assessed_on,
            method=run.method,
            inherent=measure(run.inherent, register.method_of.get(run.method)),
            residual=None
            if run.residual is None
            else measure(run.residual, register.method_of.get(run.method)),
            reason=run.reason,
        )
        for run in register.runs_of.get(risk.id, ())
    )


def by_band(stands: Iterable[Standing], view: View) -> dict[str, int]:
    """How many risks stand in each band; those without one under the empty name."""
    counted: dict[str, int] = {}
    for one in stands:
        shown = of_view(one, view)
        name = "" if shown is None or shown.band is None else shown.band.id
        counted[name] = counted.get(name, 0) + 1
    return counted
