"""The smallest set of controls, exactly: fewest controls, then least hours a year, then the first by id."""

from collections.abc import Sequence
from decimal import Decimal

from dualtrack.domain.controls.covering import STEPS_AN_HOUR, Candidate, Covering, covering_faults
from dualtrack.domain.controls.smallest_set import SmallestSet, Solved, answer_faults, smallest_set
from dualtrack.solver.model import Model, Solution, SolverError

# So many powers of two stand far enough above what arithmetic in a solver may add.
_AT_ONCE = 12


class QuestionError(ValueError):
    """The question has no answer as it stands; the caller looks for faults before asking."""


def solve(problem: Covering, *, first: bool = True) -> SmallestSet:
    """The answer in full, after the domain has checked it against the question.

    Where only size and hours matter, `first=False` takes any set of the same size and hours, and is quicker.
    """
    wrong = covering_faults(problem)
    if wrong:
        raise QuestionError(f"not a question: {', '.join(f'{f.code} {f.control}' for f in wrong)}")
    solved = _solved(problem, first=first)
    untrue = answer_faults(problem, solved)
    if untrue:
        raise SolverError(f"not the smallest set: {', '.join(f'{f.code} {f.what}' for f in untrue)}")
    return smallest_set(problem, solved)


def covering_model(problem: Covering, columns: Sequence[Candidate], more: int = 0) -> Model:
    """A model with a column for each candidate, and `more` beside them; those that were chosen are in."""
    model = Model(len(columns) + more, yes_or_no=len(columns))
    model.fix([n for n, c in enumerate(columns) if c.id in problem.chosen], 1)
    return model


def _solved(problem: Covering, *, first: bool) -> Solved:
    """Three steps, each among the answers of the one before."""
    # What serves nothing wanted is in no smallest set, unless it was chosen.
    columns = [c for c in problem.allowed if c.id in problem.chosen or problem.reached(c)]
    if not columns:
        return Solved(controls=(), bound=0, hours=Decimal(0))
    model = covering_model(problem, columns)
    for wanted in problem.reachable:
        model.row({n: 1 for n, c in enumerate(columns) if wanted in c.requirements}, 1)
    model.cost([1] * len(columns))
    fewest = _found(model.solve())
    size = fewest.whole_bound
    model.row(dict.fromkeys(range(len(columns)), 1), size, size)
    hours = [int(c.hours * STEPS_AN_HOUR) for c in columns]
    model.cost(hours)
    least = _found(model.solve())
    ones = _first_by_id(model, hours, least) if first else least.ones
    return Solved(
        controls=tuple(columns[n].id for n in ones),
        bound=size,
        hours=Decimal(least.whole_bound) / STEPS_AN_HOUR,
    )


def _first_by_id(model: Model, hours: Sequence[int], least: Solution) -> tuple[int, ...]:
    """Of the solutions of this size and these hours the one whose ids come first; columns are by id.

    A few columns at a time: each of them weighs more than all that follow it, and then stays as it came out.
    """
    total, count = least.whole_bound, len(hours)
    if _sum(hours, least.ones) != total:
        raise SolverError(f"HiGHS found {_sum(hours, least.ones)} hundredths of an hour and showed {total}")
    model.row(dict(enumerate(hours)), total, total)
    here = least.ones
    for start in range(0, count, _AT_ONCE):
        chunk = range(start, min(start + _AT_ONCE, count))
        model.cost([-(2.0 ** (chunk.stop - 1 - n)) if n in chunk else 0 for n in range(count)])
        here = _found(model.solve()).ones
        model.fix([n for n in chunk if n in here], 1)
        model.fix([n for n in chunk if n not in here], 0)
    return here


def _sum(hours: Sequence[int], ones: Sequence[int]) -> int:
    return sum(hours[n] for n in ones)


def _found(solution: Solution | None) -> Solution:
    if solution is None:
        raise SolverError("HiGHS found no set, though there is one")
    return solution
