"""What only shows once all task files are read: a task waits for none there is, or tasks go in a circle."""

from collections.abc import Collection, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from dualtrack.catalogues.problem import Problem
from dualtrack.domain.programme.organisation import Sequencing
from dualtrack.domain.programme.plan.network import waits
from dualtrack.domain.programme.plan.shape import PlanTask

Read = Mapping[str, tuple[PlanTask, str]]  # tasks by id, each with the file that it stands in


def join_problems(tasks: Read, refused: Collection[str]) -> tuple[Problem, ...]:
    """Unknown predecessors and circles; a task that was refused is told already and is not told again."""
    return (*_unknown(tasks, refused), *_circles(tasks))


def _unknown(tasks: Read, refused: Collection[str]) -> Iterator[Problem]:
    for task, file in tasks.values():
        for field in ("after", "after_iso_first", "after_soc2_first"):
            for wait in getattr(task, field):
                if wait.task not in tasks and wait.task not in refused:
                    yield Problem(file, task.id, field, f"{wait.task} is no task; name one that a file holds")


def _circles(tasks: Read) -> Iterator[Problem]:
    """One circle of each order of the audits; the same circle in both is told once."""
    told: set[frozenset[str]] = set()
    for order in Sequencing:
        circle = _circle(tasks, order)
        if not circle or frozenset(circle) in told:
            continue
        told.add(frozenset(circle))
        least = circle.index(min(circle))
        path = [*circle[least:], *circle[:least], circle[least]]
        reason = f"waits for itself ({order}): {' after '.join(path)}; take one of these out"
        yield Problem(tasks[path[0]][1], path[0], "after", reason)


def _circle(tasks: Read, order: Sequencing) -> list[str]:
    """Tasks of which each waits for the next, and the last for the first; nothing where there are none."""
    graph = {one: sorted({w.task for w in waits(tasks[one][0], order)}) for one in sorted(tasks)}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(reversed(error.args[1]))[:-1]
    return []
