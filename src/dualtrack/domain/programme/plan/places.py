"""Where each task of a plan may stand when its load is levelled: where it stands, or whole weeks later.

A task stays where it is when it is done or under way, when somebody set its day, when it is a span of the
calendar, and when its firm has given a day: an auditor's calendar is not ours to move.
"""

from enum import StrEnum

from attrs import frozen

from dualtrack.domain.programme.plan.network import FIRMS, Network, Node
from dualtrack.domain.programme.plan.schedule import backward, forward
from dualtrack.domain.programme.plan.weeks import WEEK

MOST_WEEKS = 8  # no task is moved further


class Held(StrEnum):
    """Why a task stays where it is."""

    DONE = "done"
    UNDER_WAY = "under_way"
    SET = "day_was_set"
    AUDITOR = "auditors_calendar"
    CALENDAR = "span_of_the_calendar"
    NO_SLACK = "no_slack_of_a_week"


@frozen
class Span:
    """A task so many weeks later than it stands: from day number to the day before `finish`."""

    weeks: int
    start: int
    finish: int


@frozen(kw_only=True)
class Piece:
    """A task with the places where it may stand; the first is where it stands."""

    task: str
    place: int  # in the network
    spans: tuple[Span, ...]
    held: Held | None  # why it has one place alone


def pieces_of(net: Network, *, ends_may_move: bool) -> tuple[Piece, ...]:
    """Every task; events are left out, they follow what they wait for."""
    now = forward(net)
    until = [finish for _, finish in backward(net, now)]
    ends = {} if ends_may_move else _ends(net, now)
    firms = {node.task.role for node in net.nodes if node.moved is not None} & FIRMS
    found = []
    for place, node in enumerate(net.nodes):
        if follows(node):
            continue
        held = _held(net, node, now[place][0], firms)
        last = min(until[place], ends.get(node.task.milestone, until[place]))
        span = Span(0, *now[place])
        later = () if held else tuple(_later(net, node, span, None if ends_may_move else last))
        held = held if held or later else Held.NO_SLACK
        found.append(Piece(task=node.task.id, place=place, spans=(span, *later), held=held))
    return tuple(found)


def follows(node: Node) -> bool:
    """True for an event to come that nobody set a day for."""
    free = node.happened is None and node.fixed is None and node.moved is None
    return free and node.length.likely == 0


def _ends(net: Network, now: list[tuple[int, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for node, (_, finish) in zip(net.nodes, now, strict=True):
        if node.task.milestone:
            found[node.task.milestone] = max(found.get(node.task.milestone, 0), finish)
    return found


def _held(net: Network, node: Node, start: int, firms: set[str]) -> Held | None:
    if node.happened is not None:
        return Held.DONE
    if node.fixed is not None or node.calendar:
        return Held.CALENDAR
    if node.moved is not None:
        return Held.SET
    if node.task.role in firms:
        return Held.AUDITOR
    return Held.UNDER_WAY if net.today is not None and start < net.today else None


def _later(net: Network, node: Node, here: Span, last: int | None) -> list[Span]:
    """Week by week, as long as it ends in time."""
    found: list[Span] = []
    for weeks in range(1, MOST_WEEKS + 1):
        start = net.workdays.begin(here.start + weeks * WEEK)
        finish = net.workdays.finish(start, node.length.likely)
        if last is not None and finish > last:
            break
        found.append(Span(weeks, start, finish))
    return found
