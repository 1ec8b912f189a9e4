"""How long a piece of work takes: the least of some runs, undisturbed by the collection of garbage."""

import gc
from collections.abc import Callable
from time import process_time

RUNS = 4


def spent(work: Callable[[], object]) -> float:
    """Seconds of processor time of the quickest run."""
    runs = []
    for _ in range(RUNS):
        gc.collect()
        gc.disable()
        try:
            start = process_time()
            work()
            runs.append(process_time() - start)
        finally:
            gc.enable()
    return min(runs)


def about_linear(small: float, large: float) -> bool:
    """True where ten times the records took far less than the hundred times of a square."""
    return large < 40 * small + 0.1
