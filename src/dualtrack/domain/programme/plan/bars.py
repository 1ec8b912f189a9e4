"""Which places of two tasks exclude each other: what waits comes after, and nothing breaks that did not."""

from collections.abc import Iterator

from dualtrack.domain.programme.plan.network import Network
from dualtrack.domain.programme.plan.places import Piece, Span, follows
from dualtrack.domain.programme.plan.rule_bars import Bar, rule_bars
from dualtrack.domain.programme.plan.schedule import Plan


def bars_of(net: Network, plan: Plan, pieces: tuple[Piece, ...]) -> tuple[Bar, ...]:
    """All bars between tasks of which at least one may move."""
    found = (*_waits(net, pieces), *rule_bars(plan, pieces))
    return tuple(bar for bar in found if bar.pairs)


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
