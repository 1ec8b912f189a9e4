"""Which places of two tasks exclude each other: what waits comes after, and nothing breaks that did not."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import combinations

from attrs import evolve, frozen

from dualtrack.domain.programme.plan.breach import Breach, BreachCode
from dualtrack.domain.programme.plan.breaches import LOOKED_AT, breaches
from dualtrack.domain.programme.plan.network import Network
from dualtrack.domain.programme.plan.places import Piece, Span, follows
from dualtrack.domain.programme.plan.schedule import Placed, Plan

Mark = tuple[object, ...]


@frozen(kw_only=True)
class Bar:
    """Places of two tasks, by their number, that may not be taken together."""

    one: str
    other: str
    pairs: frozenset[tuple[int, int]]


def bars_of(net: Network, plan: Plan, pieces: tuple[Piece, ...]) -> tuple[Bar, ...]:
    """All bars between tasks of which at least one may move."""
    found = (*_waits(net, pieces), *_rules(plan, pieces))
    return tuple(bar for bar in found if bar.pairs)


def marks(found: tuple[Breach, ...]) -> frozenset[Mark]:
    """What is broken, as it is compared: a task that drives the end may change, the end alone counts."""
    return frozenset(
        (one.code, one.days, one.nearest, one.params, *_first(one))
        for one in found
        if one.code is not BreachCode.NOBODY
    )


def _first(one: Breach) -> tuple[str, ...]:
    return () if one.code is BreachCode.LATER_THAN_PROFILE else one.tasks[:1]


def _waits(net: Network, pieces: tuple[Piece, ...]) -> Iterator[Bar]:
    by_place = {one.place: one for one in pieces}
    for later in pieces:
        node = net.nodes[later.place]
        if node.happened is not None:
            continue  # what is done waits for nobody
        for place, lag in before(net, later.place):
            earlier = by_place[place]
            if len(earlier.spans) > 1 or len(later.spans) > 1:
                yield Bar(one=earlier.task, other=later.task, pairs=_early(earlier, later, lag))


def before(net: Network, place: int) -> Iterator[tuple[int, int]]:
    """What a task waits for with its lag, through events that follow."""
    for earlier, lag in net.nodes[place].after:
        if follows(net.nodes[earlier]):
            yield from ((first, lag + more) for first, more in before(net, earlier))
        else:
            yield earlier, lag


def _early(earlier: Piece, later: Piece, lag: int) -> frozenset[tuple[int, int]]:
    """Where the later begins too early, and by more than it does already."""

    def short(one: Span, other: Span) -> int:
        return one.finish + lag - other.start

    now = max(0, short(earlier.spans[0], later.spans[0]))
    return frozenset(
        (i, j)
        for i, one in enumerate(earlier.spans)
        for j, other in enumerate(later.spans)
        if short(one, other) > now
    )


def _rules(plan: Plan, pieces: tuple[Piece, ...]) -> Iterator[Bar]:
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
