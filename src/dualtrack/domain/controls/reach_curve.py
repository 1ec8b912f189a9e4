"""The curve of reach: with so many controls, how many of the wanted requirements can be served at most."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.controls.covering import Covering


@frozen(kw_only=True)
class CurvePoint:
    """A number of controls, what a set of that size serves, and what none of that size exceeds, as shown."""

    controls: int
    reached: int
    bound: int
    witness: tuple[str, ...]  # a set of that size that serves so many

    @property
    def exact(self) -> bool:
        """True when no set of that size serves more."""
        return self.reached == self.bound


class CurveCode(StrEnum):
    """Why a curve is none."""

    ORDER = "sizes_out_of_order"
    WITNESS = "witness_does_not_show_it"
    BOUND = "reached_above_bound"
    FALLS = "more_controls_reach_less"


@frozen
class CurveFault:
    """One thing that is wrong in a curve, at a number of controls."""

    code: CurveCode
    controls: int


def curve_faults(problem: Covering, points: Sequence[CurvePoint]) -> tuple[CurveFault, ...]:
    """Everything that keeps the points from being the curve of a question."""
    return tuple(_faults(problem, points))


def _faults(problem: Covering, points: Sequence[CurvePoint]) -> Iterator[CurveFault]:
    allowed = {c.id: c.requirements for c in problem.allowed}
    before: CurvePoint | None = None
    for point in points:
        if before is not None and point.controls != before.controls + 1:
            yield CurveFault(CurveCode.ORDER, point.controls)
        if before is not None and point.reached < before.reached:
            yield CurveFault(CurveCode.FALLS, point.controls)
        inside = {*point.witness}
        served = {r for control in inside for r in allowed.get(control, ()) if r in problem.serving}
        fits = len(inside) == point.controls and inside <= allowed.keys() and inside >= {*problem.chosen}
        if not fits or len(served) != point.reached:
            yield CurveFault(CurveCode.WITNESS, point.controls)
        if point.reached > point.bound:
            yield CurveFault(CurveCode.BOUND, point.controls)
        before = point
