"""What the chain of a record looks like as JSON, for the command line and the API alike."""

from collections.abc import Iterable

from typing_extensions import TypedDict

from dualtrack.app.programme.chaining import Chained
from dualtrack.app.programme.failures import Failure, Say, mark
from dualtrack.app.programme.queries import When
from dualtrack.domain.programme.chain import Node, Reached, Walk

_UNKNOWN = mark("{id}: no {step} of this id is on record on {day}")


class ChainNode(TypedDict):
    """One record of the chain: its step, and its id as the ledger names it."""

    step: str
    id: str


class ChainRecord(ChainNode):
    """The same with what it is called."""

    title: str


class ChainReached(ChainRecord):
    """A record that the walk came to, and the records next to it that it came from."""

    through: list[ChainNode]


class ChainAnswer(TypedDict):
    """Everything that hangs on one record: up to the services, and down to the evidence."""

    as_of: str
    known_at: str | None
    start: ChainRecord
    up: list[ChainReached]
    down: list[ChainReached]


def answer(held: Chained, walk: Walk, when: When) -> ChainAnswer:
    """The answer about one record on the day that was asked about."""
    return ChainAnswer(
        as_of=when.as_of.isoformat(),
        known_at=None if when.known_at is None else when.known_at.isoformat(),
        start=_record(held, walk.start),
        up=_reached(held, walk.up),
        down=_reached(held, walk.down),
    )


def unknown(start: Node, when: When, say: Say) -> Failure:
    """That there is no such record on that day."""
    message = say(_UNKNOWN, id=start.id, step=start.step.value, day=when.as_of)
    return Failure(code="unknown_record", message=message, record=start.id)


def _reached(held: Chained, side: Iterable[Reached]) -> list[ChainReached]:
    return [
        ChainReached(**_record(held, one.node), through=[_node(near) for near in one.through]) for one in side
    ]


def _record(held: Chained, node: Node) -> ChainRecord:
    return ChainRecord(**_node(node), title=held.title(node))


def _node(node: Node) -> ChainNode:
    return ChainNode(step=node.step.value, id=node.id)
