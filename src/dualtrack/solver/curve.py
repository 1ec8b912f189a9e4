"""The curve of reach, exactly: for each number of controls the most that they serve, and a set that does."""

import math
from collections import Counter
from collections.abc import Collection

from dualtrack.domain.controls.covering import Candidate, Covering
from dualtrack.domain.controls.reach_curve import CurvePoint, curve_faults
from dualtrack.domain.controls.smallest_set import SmallestSet
from dualtrack.solver.model import TOLERANCE, Model, Solution, SolverError
from dualtrack.solver.smallest import covering_model

Ids = tuple[str, ...]


def curve(problem: Covering, answer: SmallestSet) -> tuple[CurvePoint, ...]:
    """A point for each number of controls up to the smallest set, from those that are chosen in any case."""
    if not answer.members:
        return ()
    points = _points(problem, tuple(m.id for m in answer.members))
    untrue = curve_faults(problem, points)
    if untrue:
        raise SolverError(f"not the curve: {', '.join(f'{f.code} at {f.controls}' for f in untrue)}")
    return points


def _points(problem: Covering, smallest: Ids) -> tuple[CurvePoint, ...]:
    """From the smallest set downwards.

    The relaxed model bounds every size quickly. Mostly it is whole, or the set above without one member
    reaches its bound; only where neither does, the exact model is solved.
    """
    chase = _Chase(problem)
    sizes = range(max(1, len({*problem.chosen})), len(smallest))
    relaxed = {size: chase.solve(size, relaxed=True) for size in sizes}
    here, whole = smallest, chase.value(smallest)
    points = [CurvePoint(controls=len(here), reached=whole, bound=whole, witness=here)]
    for size in reversed(sizes):
        bound = chase.bound(relaxed[size])
        offered = [chase.ids(relaxed[size])] if relaxed[size].whole else []
        here = max([chase.without_one(here), *offered], key=chase.value)
        if chase.value(here) < bound:
            exact = chase.solve(size)
            here, bound = chase.ids(exact), chase.bound(exact)
        points.append(CurvePoint(controls=size, reached=chase.value(here), bound=bound, witness=here))
    return tuple(reversed(points))


class _Chase:
    """The model of most reach for a number of controls, and sums over its answers."""

    def __init__(self, problem: Covering) -> None:
        """A column for each control, then one for each requirement that is one only when it is served."""
        self.columns, self.keep = problem.allowed, {*problem.chosen}
        self.serves = {c.id: problem.reached(c) for c in self.columns}
        self.model, self.row = _model(problem, self.columns)

    def solve(self, size: int, *, relaxed: bool = False) -> Solution:
        """The most that so many controls serve."""
        self.model.bounds(self.row, size, size)
        found = self.model.solve(relaxed=relaxed)
        if found is None:
            raise SolverError(f"HiGHS found no {size} controls, though there are as many")
        return found

    def bound(self, solution: Solution) -> int:
        """What no set of that size exceeds."""
        return math.floor(-solution.bound + TOLERANCE)

    def ids(self, solution: Solution) -> Ids:
        """The controls of a solution."""
        return tuple(self.columns[n].id for n in solution.ones if n < len(self.columns))

    def value(self, controls: Collection[str]) -> int:
        """How many wanted requirements these serve."""
        return len({requirement for control in controls for requirement in self.serves[control]})

    def without_one(self, controls: Ids) -> Ids:
        """All but the one whose going loses least, the first of equals; chosen ones stay."""
        times = Counter(requirement for control in controls for requirement in self.serves[control])
        free = (control for control in controls if control not in self.keep)
        gone = min(free, key=lambda control: sum(times[r] == 1 for r in self.serves[control]))
        return tuple(control for control in controls if control != gone)


def _model(problem: Covering, columns: tuple[Candidate, ...]) -> tuple[Model, int]:
    wanted, count = problem.reachable, len(columns)
    model = covering_model(problem, columns, more=len(wanted))
    model.cost([0] * count + [-1] * len(wanted))
    for place, requirement in enumerate(wanted, count):
        serving = {n: 1.0 for n, c in enumerate(columns) if requirement in c.requirements}
        model.row(serving | {place: -1.0}, 0)
    return model, model.row(dict.fromkeys(range(count), 1.0), 0, 0)
