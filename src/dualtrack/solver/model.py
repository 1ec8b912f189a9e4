"""A model of yes-or-no columns under linear rows, solved to the end by HiGHS: only this module knows it."""

import math
from collections.abc import Collection, Mapping, Sequence

import highspy
import numpy as np
from attrs import frozen

# How far from whole a number may be that HiGHS calls whole, and its share in a bound that we round.
TOLERANCE = 1e-6


class SolverError(Exception):
    """HiGHS came to no end: neither a solution nor that there is none."""


class OutOfTimeError(SolverError):
    """HiGHS was still at it when the time was over."""


@frozen(kw_only=True)
class Solution:
    """The columns that are one, and the least cost that any solution may have, as shown."""

    ones: tuple[int, ...]
    whole: bool  # every column is nought or one; a relaxed solution need not be
    bound: float
    value: float  # what this solution costs: the bound, unless a gap was allowed or the search was cut short

    @property
    def whole_value(self) -> int:
        """What it costs where costs are whole numbers."""
        return round(self.value)

    @property
    def whole_bound(self) -> int:
        """The bound where costs are whole numbers."""
        return math.ceil(self.bound - TOLERANCE)


class _Quiet(highspy.Highs):
    """HiGHS without its greeting, which it prints on stdout before anybody can ask it not to."""

    def enableCallbacks(self) -> None:  # noqa: N802 - HiGHS' own name
        """Called first while one is made."""
        self.silent()
        super().enableCallbacks()  # type: ignore[no-untyped-call]  # highspy types nothing here


class Model:
    """Minimises the cost of its columns; the same rows and bounds in the same order give the same answer."""

    def __init__(self, columns: int, *, yes_or_no: int | None = None) -> None:
        """So many columns between nought and one; the first `yes_or_no`, else all, are one or the other."""
        self.columns, self.whole = columns, columns if yes_or_no is None else yes_or_no
        self._last: Sequence[float] = ()
        self._short = False
        self._highs = _Quiet()  # type: ignore[no-untyped-call]  # as above
        for name, value in (("threads", 1), ("random_seed", 0), ("mip_abs_gap", 0.0)):
            self._highs.setOptionValue(name, value)
        self._highs.addVars(columns, np.zeros(columns), np.ones(columns))
        for column in range(self.whole):
            self._highs.changeColIntegrality(column, highspy.HighsVarType.kInteger)

    def cost(self, costs: Sequence[float]) -> None:
        """What each column costs."""
        for column, cost in enumerate(costs):
            self._highs.changeColCost(column, float(cost))

    def row(self, values: Mapping[int, float], low: float, high: float = highspy.kHighsInf) -> int:
        """The sum of these columns, each times its value, lies between the two; the number of the row."""
        places = np.array(list(values), dtype=np.int32)
        factors = np.array(list(values.values()), dtype=np.float64)
        self._highs.addRow(low, high, len(values), places, factors)
        return self._highs.getNumRow() - 1

    def bounds(self, row: int, low: float, high: float) -> None:
        """Let a row lie between other bounds."""
        self._highs.changeRowBounds(row, low, high)

    def fix(self, columns: Collection[int], value: int) -> None:
        """Hold these columns at nought or at one."""
        for column in columns:
            self._highs.changeColBounds(column, float(value), float(value))

    def unbound(self, columns: Collection[int]) -> None:
        """Let these columns be as large as they have to."""
        for column in columns:
            self._highs.changeColBounds(column, 0.0, highspy.kHighsInf)

    def hurry(self, *, nodes: int, seconds: float) -> None:
        """Take the best solution after so many nodes, the same on every machine, with the bound so far.

        After so many seconds it gives up: an answer never depends on how quick a machine is.
        """
        self._highs.setOptionValue("mip_allow_restart", False)
        self._highs.setOptionValue("mip_max_nodes", nodes)
        self._highs.setOptionValue("time_limit", seconds)

    def solve(self, *, relaxed: bool = False, gap: float = 0.0) -> Solution | None:
        """A solution of least cost, or None when there is none; relaxed, columns may lie in between.

        With a gap it may cost more than the bound by this share of its cost.
        """
        self._highs.setOptionValue("solve_relaxation", relaxed)
        self._highs.setOptionValue("mip_rel_gap", gap)
        status = self._run()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status != highspy.HighsModelStatus.kOptimal and not self._cut_short(status):
            late = status == highspy.HighsModelStatus.kTimeLimit
            error = OutOfTimeError if late else SolverError
            raise error(f"HiGHS came to no end: {self._highs.modelStatusToString(status)}")
        info, self._last = self._highs.getInfo(), self._highs.getSolution().col_value
        self._short = self._short or status != highspy.HighsModelStatus.kOptimal
        mixed = any(min(v, 1 - v) > TOLERANCE for v in self._last[: self.whole])
        return Solution(
            ones=tuple(column for column, value in enumerate(self._last) if value > 0.5),
            whole=not mixed,
            bound=info.objective_function_value if relaxed else info.mip_dual_bound,
            value=info.objective_function_value,
        )

    def _run(self) -> highspy.HighsModelStatus:
        """Search; once a search was cut short, from the last solution on, lest this one finds none."""
        if self._short:
            start = highspy.HighsSolution()
            start.col_value = list(self._last)
            self._highs.setSolution(start)
        self._highs.run()
        status = self._highs.getModelStatus()
        again = self._last and not self._short and not self._cut_short(status)
        if status == highspy.HighsModelStatus.kSolutionLimit and again:
            self._short = True
            return self._run()
        return status

    def _cut_short(self, status: highspy.HighsModelStatus) -> bool:
        """True where the nodes were used up and something was found."""
        found = self._highs.getInfo().primal_solution_status
        return (
            status == highspy.HighsModelStatus.kSolutionLimit
            and found == highspy.SolutionStatus.kSolutionStatusFeasible
        )
