"""Levels a plan: tasks move by whole weeks so that fewest hours are missing, then so that little moves.

That fewest are missing is shown, or the answer says that it was not; of how little moves a bound is shown: to
show the least would take minutes, for a week or two.
"""

from collections.abc import Mapping

from dualtrack.domain.programme.plan.level_faults import answer_faults
from dualtrack.domain.programme.plan.levelled import Levelled, levelled
from dualtrack.domain.programme.plan.levelling import Levelling
from dualtrack.domain.programme.plan.replanning import Solved, standing
from dualtrack.solver.level_model import LevelModel
from dualtrack.solver.model import Model, Solution, SolverError

SECONDS = 60.0  # many times what plans take: an answer does not depend on it
_NODES = 50  # of the search of each step; most plans need one
_ENOUGH = 0.2  # the share by which the movement may lie above what is shown to be the least


def level(problem: Levelling, *, seconds: float = SECONDS) -> Levelled:
    """The answer in full, after the domain has checked it against the plan that it gives.

    Raises OutOfTimeError.
    """
    solved = standing(problem)
    if problem.conflicts and problem.movable:
        solved = _solved(problem, seconds)
    untrue = answer_faults(problem, solved)
    if untrue:
        raise SolverError(f"not a levelled plan: {', '.join(f'{f.code} {f.what}' for f in untrue)}")
    return levelled(problem, solved)


def _solved(problem: Levelling, seconds: float) -> Solved:
    """Three steps, each among the answers of the one before; then what the last answer leaves."""
    stated = LevelModel(problem)
    model = stated.model
    model.hurry(nodes=_NODES, seconds=seconds)
    missing = dict.fromkeys(stated.missing.values(), 1) | dict.fromkeys(stated.late.values(), problem.price)
    both = dict.fromkeys(stated.both.values(), 1)
    weeks = {column: n for (_, n), column in stated.x.items()}
    least = _least(model, missing).whole_bound
    _least(model, both)
    near = _least(model, weeks, gap=_ENOUGH)
    places = _shortened(stated, weeks, near)
    left, audit_weeks = stated.left(places)
    return Solved(
        weeks={task: n for task, n in places.items() if n},
        missing=left,
        least_missing=least + stated.elsewhere,
        audit_weeks=audit_weeks,
        least_weeks=near.whole_bound,
    )


def _shortened(stated: LevelModel, weeks: Mapping[int, int], near: Solution) -> dict[str, int]:
    """Among these moves the least that does as well: none goes further than it has to."""
    here = stated.places(near)
    stated.model.fix([column for (task, n), column in stated.x.items() if n > here[task]], 0)
    return stated.places(_least(stated.model, weeks))


def _least(model: Model, costs: Mapping[int, int], *, gap: float = 0.0) -> Solution:
    """The least of these costs, which then stays."""
    model.cost([costs.get(column, 0) for column in range(model.columns)])
    found = model.solve(gap=gap)
    if found is None:
        raise SolverError("HiGHS found no plan, though the one that stands is one")
    if not gap:
        model.row(costs, 0, found.whole_value)
    return found
