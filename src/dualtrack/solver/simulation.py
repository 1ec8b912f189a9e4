"""Simulates a plan many times over: the spread of its finishes and hours, and what drives them.

Each run draws every open duration from its triangle (low, likely, high) and schedules as the plan itself
does; the same network, number of runs and seed give the same figures on every machine.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from dualtrack.domain.programme.plan.network import Network, Node
from dualtrack.domain.programme.plan.shape import Spread
from dualtrack.solver.draws import Draws

Days = NDArray[np.int64]
Number = TypeVar("Number", int, float)
DRIVERS = 8  # so many are named
_LEAST_SHARE = 0.02


@frozen(kw_only=True)
class Driver:
    """A task whose length explains so much of when the plan ends: the square of their correlation."""

    task: str
    share: float  # 0 to 1


@frozen(kw_only=True)
class Spreading:
    """How one sum spreads over the runs: 10, 50 and 90 of a hundred lie at or below these."""

    id: str
    p10: float
    p50: float
    p90: float


@frozen(kw_only=True)
class Outcome:
    """All runs of one plan."""

    seed: int
    runs: int
    start: date
    finishes: Mapping[str, tuple[int, ...]] = field(repr=False)  # last days by milestone, sorted
    drivers: Mapping[str, tuple[Driver, ...]]
    ends: Mapping[str, Days] = field(factory=dict, repr=False, eq=False)  # the same days, run by run

    def chance(self, milestone: str, by: date) -> float:
        """The share of runs in which it is reached by a day, that day included."""
        days = self.finishes.get(milestone, ())
        return bisect_right(days, (by - self.start).days) / len(days) if days else 0.0

    def day(self, milestone: str, percent: int) -> date:
        """The day by which so many of a hundred runs have reached it. KeyError for an unknown milestone."""
        return self.start + timedelta(days=at_percent(self.finishes[milestone], percent))


def simulate(net: Network, *, runs: int, seed: int) -> Outcome:
    """Run a plan `runs` times (1 to 200,000). Raises ValueError for another number."""
    draws = Draws(runs, seed)
    tables = np.array(net.workdays.working, np.int64), np.array(net.workdays.first_from, np.int64)
    finishes: list[Days] = []
    lengths: dict[str, Days] = {}
    ends: dict[str, Days] = {}
    for node in net.nodes:
        length = _drawn(draws, node)
        if length.min() != length.max():
            lengths[node.task.id] = length
        finish = _finish(net, node, finishes, length, tables)
        finishes.append(finish)
        if node.task.milestone:
            last = finish - (0 if node.length.likely == 0 else 1)
            held = ends.get(node.task.milestone)
            ends[node.task.milestone] = last if held is None else np.maximum(held, last)
    return Outcome(
        seed=seed,
        runs=runs,
        start=net.workdays.start,
        finishes={name: tuple(np.sort(days).tolist()) for name, days in ends.items()},
        drivers={name: _drivers(lengths, days) for name, days in ends.items()},
        ends=ends,
    )


def spread_of(id_: str, parts: Iterable[tuple[str, Spread]], *, runs: int, seed: int) -> Spreading:
    """The spread of the hours of some tasks: who takes long for a task has many hours of it."""
    draws = Draws(runs, seed)
    total = np.zeros(runs)
    for name, part in parts:
        total += draws.triangle(name, part.low, part.likely, part.high)
    ordered = tuple(np.sort(total).tolist())
    p10, p50, p90 = (at_percent(ordered, percent) for percent in (10, 50, 90))
    return Spreading(id=id_, p10=p10, p50=p50, p90=p90)


def at_percent(ordered: Sequence[Number], percent: int) -> Number:
    """The smallest value at or below which so many of a hundred lie."""
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def _drawn(draws: Draws, node: Node) -> Days:
    """Lengths of one task; those of a task that is done or whose dates are given are known."""
    if node.happened is not None or node.fixed is not None:
        return np.full(draws.runs, node.length.likely, np.int64)
    low, likely, high = node.length.low, node.length.likely, node.length.high
    return np.rint(draws.triangle(node.task.id, low, likely, high)).astype(np.int64)


def _finish(
    net: Network, node: Node, finishes: Sequence[Days], length: Days, tables: tuple[Days, Days]
) -> Days:
    given = node.happened or node.fixed
    if given is not None:
        return np.full_like(length, given[1])
    free = np.zeros_like(length)
    for place, lag in node.after:
        np.maximum(free, finishes[place] + lag, out=free)
    start = np.maximum(free, node.earliest if node.moved is None else node.moved)
    return _run(net, node, start, length, tables)


def _run(net: Network, node: Node, start: Days, length: Days, tables: tuple[Days, Days]) -> Days:
    working, first_from = tables
    last = len(first_from) - 1
    if node.length.likely == 0:
        return start if net.today is None else np.maximum(start, net.today)
    if node.calendar:
        finish = start + length
    else:
        places = first_from[np.minimum(start, last)] + length - 1
        finish = working[np.minimum(places, len(working) - 1)] + 1
    if net.today is not None:
        finish = np.where(finish <= net.today, net.workdays.finish(net.today, 1), finish)
    return finish


def _drivers(lengths: Mapping[str, Days], ends: Days) -> tuple[Driver, ...]:
    """What explains the spread of an end most; nothing where it does not spread."""
    if ends.min() == ends.max():
        return ()
    apart = ends - ends.mean()
    shares = ((name, _explained(days - days.mean(), apart)) for name, days in lengths.items())
    found = sorted((-round(share, 6), name) for name, share in shares if share >= _LEAST_SHARE)
    return tuple(Driver(task=name, share=-share) for share, name in found[:DRIVERS])


def _explained(part: NDArray[np.float64], whole: NDArray[np.float64]) -> float:
    """The square of their correlation; both lie around zero. NumPy's own takes twice as long."""
    return float(np.dot(part, whole) ** 2 / (np.dot(part, part) * np.dot(whole, whole)))
