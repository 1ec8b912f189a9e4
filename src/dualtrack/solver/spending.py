"""What each simulated run of a plan costs: hours as long as its tasks take, months until its end, quotes.

Each line of a run is rounded to the smallest part of the currency, so that sums are exact.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from dualtrack.domain.controls.period import month_starts
from dualtrack.domain.programme.cost.exposure import Exposure
from dualtrack.domain.programme.cost.line import Tag
from dualtrack.domain.programme.plan.schedule import FINISHES
from dualtrack.solver.draws import Drawn, Draws
from dualtrack.solver.simulation import Days, Outcome, at_percent

Minor = NDArray[np.int64]
_DRIVERS, _LEAST_SHARE = 8, 0.02


@frozen(kw_only=True)
class CostDriver:
    """A line that brings so much of the spread of the total: its covariance with it. All lines give 1."""

    line: str
    share: float


@frozen(kw_only=True)
class Spending:
    """The sums of all runs in minor units, sorted; `further` of them are in the total and have no tag."""

    total: tuple[int, ...] = field(repr=False)
    by_tag: Mapping[Tag, tuple[int, ...]] = field(repr=False)
    months: tuple[int, ...] = field(repr=False)  # until the last end
    drivers: tuple[CostDriver, ...]

    def chance(self, most: int) -> float:
        """The share of runs that cost no more than this, in minor units."""
        return bisect_right(self.total, most) / len(self.total)

    def at(self, percent: int, tag: Tag | None = None) -> int:
        """What so many of a hundred runs stay within, in minor units. KeyError for a tag without lines."""
        return at_percent(self.total if tag is None else self.by_tag[tag], percent)


def spend(
    exposures: Sequence[Exposure], outcome: Outcome, *, digits: int, further: Decimal = Decimal(0)
) -> Spending:
    """The costs of the runs of a plan; `further` was spent beside all lines."""
    draws = Draws(outcome.runs, outcome.seed)
    months = _months(outcome)
    lines = {one.line: _line(one, draws, months, digits) for one in exposures}
    total = _sum(lines.values(), outcome.runs) + _minor(further, digits)
    tags = {tag: [one.line for one in exposures if one.tag is tag] for tag in Tag}
    return Spending(
        total=_sorted(total),
        by_tag={
            tag: _sorted(_sum((lines[name] for name in mine), outcome.runs))
            for tag, mine in tags.items()
            if mine
        },
        months=_sorted(months),
        drivers=_drivers(lines, total),
    )


def _months(outcome: Outcome) -> Days:
    """Months that have begun when the last of the three ends is there, run by run."""
    held = [outcome.ends[name] for name in FINISHES if name in outcome.ends]
    last = np.maximum.reduce(held) if held else np.zeros(outcome.runs, np.int64)
    until = outcome.start + timedelta(days=int(last.max()))
    starts = [(day - outcome.start).days for day in month_starts(outcome.start, until)]
    begun: Days = np.searchsorted(np.array(starts, np.int64), last, side="right") + 1
    return begun


def _line(one: Exposure, draws: Draws, months: Days, digits: int) -> Minor:
    spent = _minor(one.spent, digits)
    if one.final:
        return np.full(draws.runs, spent, np.int64)
    drawn = _hours(one, draws) if one.hours else _amount(one, draws, months)
    costs: Minor = np.maximum(np.rint(drawn * 10**digits).astype(np.int64), spent)
    return costs


def _hours(one: Exposure, draws: Draws) -> Drawn:
    total = np.zeros(draws.runs)
    for task, hours in one.hours:
        total += draws.triangle(task, hours.low, hours.likely, hours.high)
    return total * float(one.rate)


def _amount(one: Exposure, draws: Draws, months: Days) -> Drawn:
    low, likely, high = float(one.amount.low), float(one.amount.likely), float(one.amount.high)
    drawn = draws.triangle(f"line {one.line}", low, likely, high)
    return drawn if one.months is None else drawn * months / one.months


def _minor(amount: Decimal, digits: int) -> int:
    return int(amount.scaleb(digits).to_integral_value())


def _sum(parts: Iterable[Minor], runs: int) -> Minor:
    return sum(parts, np.zeros(runs, np.int64))


def _sorted(values: Minor) -> tuple[int, ...]:
    return tuple(np.sort(values).tolist())


def _drivers(lines: Mapping[str, Minor], total: Minor) -> tuple[CostDriver, ...]:
    """What brings most of the spread; nothing where the total does not spread."""
    apart = total - total.mean()
    whole = float(np.dot(apart, apart))
    if not whole:
        return ()
    shares = ((name, float(np.dot(apart, mine - mine.mean())) / whole) for name, mine in lines.items())
    found = sorted((-round(share, 6), name) for name, share in shares if share >= _LEAST_SHARE)
    return tuple(CostDriver(line=name, share=-share) for share, name in found[:_DRIVERS])
