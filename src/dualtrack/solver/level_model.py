"""Levelling as a model: a column for each place of a task, then for what is missing and where audits meet."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import TypeVar

from dualtrack.domain.programme.plan.levelling import Levelling
from dualtrack.domain.programme.plan.load import Cell
from dualtrack.domain.programme.plan.places import Piece
from dualtrack.domain.programme.plan.rule_bars import Bar
from dualtrack.solver.model import Model, Solution

Key = TypeVar("Key")


class LevelModel:
    """The places `x`, hours `missing` by cell, weeks by which ends are `late`, cells with `both` firms."""

    def __init__(self, problem: Levelling) -> None:
        """State all of it; the same plan gives the same model."""
        self.problem = problem
        self.asks = {one.task: [problem.hours(one, span) for span in one.spans] for one in problem.pieces}
        self.x = _numbered([(one.task, n) for one in problem.movable for n in range(len(one.spans))])
        tight, self.elsewhere = self._cells()
        self.missing = _numbered(tight, after=len(self.x))
        self.late = _numbered([*problem.ends], after=len(self.x) + len(tight))
        pairs = list(self._pairs())
        weeks = sorted({cell for cell, _, _ in pairs})
        self.both = _numbered(weeks, after=len(self.x) + len(tight) + len(self.late))
        self.model = Model(len(self.x) + len(tight) + len(self.late) + len(weeks), yes_or_no=len(self.x))
        self.model.unbound([*self.missing.values(), *self.late.values()])
        self._place()
        self._count()
        for cell, one, other in pairs:
            self._beside(cell, one, other)

    def places(self, found: Solution) -> dict[str, int]:
        """Where each task stands in a solution."""
        ones = {*found.ones}
        return {task: n for (task, n), column in self.x.items() if column in ones}

    def left(self, places: Mapping[str, int]) -> tuple[int, int]:
        """What these places leave: missing hours with the price of moved ends, and weeks with two firms."""
        asked: dict[Cell, int] = {}
        sits: dict[Cell, set[str]] = {}
        late: dict[str, int] = {}
        for one in self.problem.pieces:
            n = places.get(one.task, 0)
            name, weeks = self.problem.weeks_late(one, one.spans[n]) or ("", 0)
            late[name] = max(late.get(name, 0), weeks)
            for cell, hours in self.asks[one.task][n].items():
                asked[cell] = asked.get(cell, 0) + hours
                sits.setdefault(cell, set()).add(self.problem.sits(one))
        missing = sum(max(0, hours - self.problem.load.had(cell)) for cell, hours in asked.items())
        both = sum(len(firms - {""}) > 1 for firms in sits.values())
        return missing + self.problem.price * sum(late.values()), both

    def _cells(self) -> tuple[list[Cell], int]:
        """Where hours can be missing by what moves; and those that are missing whatever moves."""
        held = {one.task for one in self.problem.pieces if len(one.spans) == 1}
        self.base: dict[Cell, int] = {}
        most: dict[Cell, int] = {}
        for task, places in self.asks.items():
            for cell in {cell for asked in places for cell in asked}:
                into = self.base if task in held else most
                into[cell] = into.get(cell, 0) + max(asked.get(cell, 0) for asked in places)
        had = self.problem.load.had
        tight = sorted(cell for cell in most if most[cell] + self.base.get(cell, 0) > had(cell))
        return tight, sum(max(0, n - had(cell)) for cell, n in self.base.items() if cell not in most)

    def _place(self) -> None:
        """Each task stands in one place, and nothing in two that exclude each other."""
        for one in self.problem.movable:
            self.model.row({self.x[one.task, n]: 1 for n in range(len(one.spans))}, 1, 1)
        for bar in self.problem.bars:
            for row in _rows(bar):
                free = [self.x[place] for place in row if place in self.x]
                held = len(row) - len(free)  # a task that cannot move stands where it stands
                self.model.row(dict.fromkeys(free, 1), 0, 1 - min(1, held))

    def _count(self) -> None:
        """What is missing in each cell, and the weeks by which each end moves."""
        by_cell: dict[Cell, dict[int, int]] = {cell: {} for cell in self.missing}
        for (task, n), column in self.x.items():
            for cell, hours in self.asks[task][n].items():
                if cell in by_cell:
                    by_cell[cell][column] = -hours
        for cell, column in self.missing.items():
            self.model.row({column: 1, **by_cell[cell]}, self.base.get(cell, 0) - self.problem.load.had(cell))
        for one in self.problem.movable:
            for n, span in enumerate(one.spans):
                if late := self.problem.weeks_late(one, span):
                    self.model.row({self.late[late[0]]: 1, self.x[one.task, n]: -late[1]}, 0)

    def _pairs(self) -> Iterator[tuple[Cell, Piece, Piece]]:
        """Weeks in which tasks of two firms can stand side by side."""
        sitting = [one for one in self.problem.pieces if self.problem.sits(one)]
        for one, other in combinations(sitting, 2):
            if self.problem.sits(one) != self.problem.sits(other):
                weeks = ({cell for asked in self.asks[p.task] for cell in asked} for p in (one, other))
                yield from ((cell, one, other) for cell in sorted(set.intersection(*weeks)))

    def _beside(self, cell: Cell, one: Piece, other: Piece) -> None:
        """The week counts where both stand in it."""
        there = [
            [(p.task, n) for n, asked in enumerate(self.asks[p.task]) if cell in asked] for p in (one, other)
        ]
        free = [self.x[place] for places in there for place in places if place in self.x]
        held = sum(places[0] not in self.x for places in there)
        self.model.row({self.both[cell]: 1, **dict.fromkeys(free, -1)}, held - 1)


def _numbered(keys: list[Key], *, after: int = 0) -> dict[Key, int]:
    """Columns in the order of what they stand for."""
    return {key: after + n for n, key in enumerate(keys)}


def _rows(bar: Bar) -> Iterator[list[tuple[str, int]]]:
    """Places of which at most one is taken: each of the one task with all that exclude at least as much."""
    against: dict[int, set[int]] = {}
    for one, other in sorted(bar.pairs):
        against.setdefault(one, set()).add(other)
    for others in against.values():
        alike = [n for n, more in against.items() if others <= more]
        yield [*((bar.one, n) for n in alike), *((bar.other, n) for n in sorted(others))]
