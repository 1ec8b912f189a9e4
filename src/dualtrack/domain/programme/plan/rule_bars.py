"""Places of two tasks that would break a rule of the plan: the rules themselves say which."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import combinations

from attrs import evolve, frozen

from dualtrack.domain.programme.plan.breach import Breach, BreachCode
from dualtrack.domain.programme.plan.breaches import LOOKED_AT, breaches
from dualtrack.domain.programme.plan.places import Piece, Span
from dualtrack.domain.programme.plan.schedule import Placed, Plan

Mark = tuple[object, ...]


@frozen(kw_only=True)
class Bar:
    """Places of two tasks, by their number, that may not be taken together."""

    one: str
    other: str
    pairs: frozenset[tuple[int, int]]


def marks(found: tuple[Breach, ...]) -> frozenset[Mark]:
    """What is broken, as it is compared: a task that drives the end may change, the end alone counts."""
    return frozenset(
        (one.code, one.days, one.nearest, one.params, *_first(one))
        for one in found
        if one.code is not BreachCode.NOBODY
    )


def _first(one: Breach) -> tuple[str, ...]:
    return () if one.code is BreachCode.LATER_THAN_PROFILE else one.tasks[:1]


def rule_bars(plan: Plan, pieces: tuple[Piece, ...]) -> Iterator[Bar]:
    """The rules of the plan say themselves which days of two tasks they do not bear."""
    placed = {one.task.id: one for one in plan.tasks}
    mine = {one.task: one for one in pieces if one.task in LOOKED_AT}
    for name, another in combinations(sorted(mine), 2):
        one, other = mine[name], mine[another]
        if len(one.spans) > 1 or len(other.spans) > 1:
            yield Bar(one=name, other=another, pairs=_broken(plan, placed, one, other))


def _broken(plan: Plan, placed: Mapping[str, Placed], one: Piece, other: Piece) -> frozenset[tuple[int, int]]:
    def broken(i: int, j: int) -> frozenset[Mark]:
        two = _at(plan, placed[one.task], one.spans[i]), _at(plan, placed[other.task], other.spans[j])
        found = breaches(evolve(plan, tasks=two))
        return marks(tuple(b for b in found if b.code is not BreachCode.LATER_THAN_PROFILE))

    now = broken(0, 0)
    return frozenset(
        (i, j) for i in range(len(one.spans)) for j in range(len(other.spans)) if not broken(i, j) <= now
    )


def _at(plan: Plan, placed: Placed, span: Span) -> Placed:
    """A task at one of its places; what it waits for has bars of its own."""
    start, finish = (plan.choices.start + timedelta(days=n) for n in (span.start, span.finish))
    return evolve(placed, start=start, finish=finish, depends_on=())
