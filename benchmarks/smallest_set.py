"""The smallest set of starter controls and its curve, beside HiGHS alone on the same rows; processor time."""

import sys
import time

import highspy
import numpy as np
from benchmarks.harness import best, line

from dualtrack.catalogues.loader import load_catalogue, load_controls
from dualtrack.domain.controls.covering import STEPS_AN_HOUR, Candidate, Covering
from dualtrack.domain.frameworks.catalogue import Category
from dualtrack.solver.curve import curve
from dualtrack.solver.smallest import solve

# Checks, reasons and the first by id of equal sets stand against two bare solutions and nothing else.
REACH, REACH_CURVE = 5.0, 10.0
CHOICES = (("soc2", "iso27001"), ("iso27001",), ("soc2",))


def question(*frameworks: str) -> Covering:
    """Whole frameworks, and every control of the starter library."""
    catalogue = load_catalogue().catalogue
    return Covering(
        wanted=tuple(r.id for key in frameworks for r in catalogue.requirements(key)),
        candidates=tuple(Candidate.of(c) for c in load_controls(tuple(Category))[0]),
    )


def bare(problem: Covering) -> tuple[int, int]:
    """Size and hundredths of an hour: the fewest controls, then the least hours, without any check."""
    count = len(problem.candidates)
    highs = highspy.Highs()
    highs.silent()
    highs.addVars(count, np.zeros(count), np.ones(count))
    for column in range(count):
        highs.changeColIntegrality(column, highspy.HighsVarType.kInteger)
        highs.changeColCost(column, 1.0)
    for wanted in problem.reachable:
        places = [n for n, c in enumerate(problem.candidates) if wanted in c.requirements]
        highs.addRow(
            1, highspy.kHighsInf, len(places), np.array(places, dtype=np.int32), np.ones(len(places))
        )
    highs.run()
    size = round(highs.getInfo().objective_function_value)
    highs.addRow(size, size, count, np.arange(count, dtype=np.int32), np.ones(count))
    for column, control in enumerate(problem.candidates):
        highs.changeColCost(column, float(control.hours * STEPS_AN_HOUR))
    highs.run()
    return size, round(highs.getInfo().objective_function_value)


def main() -> None:
    """Each choice: the set beside the bare solver, and the curve beside the set."""
    for frameworks in CHOICES:
        problem = question(*frameworks)
        answer = solve(problem)
        assert bare(problem) == (len(answer.members), answer.hours * STEPS_AN_HOUR)
        ours, limit, drawn = best(
            [lambda p=problem: solve(p), lambda p=problem: bare(p), lambda p=problem, a=answer: curve(p, a)],
            clock=time.process_time,
        )
        name = " and ".join(frameworks)
        size = f"{len(answer.members)} of {len(problem.candidates)} controls"
        print(line(f"smallest set, {name}, {size}, CPU", ours, limit, REACH))
        print(line(f"its curve, {len(curve(problem, answer))} points, CPU", drawn, limit, REACH_CURVE))


if __name__ == "__main__":
    sys.exit(main())
