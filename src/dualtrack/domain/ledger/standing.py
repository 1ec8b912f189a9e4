"""What the record tells place by place; where a body left, the next value of its object stands in."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

import attrs
from attrs import frozen

from dualtrack.domain.ledger.codec import decode
from dualtrack.domain.ledger.entry import Entry
from dualtrack.domain.ledger.erasure import ErasedEntry

# Days on which something was done to a value after it was first written, with the fields that say so too.
_STEPS: dict[str, tuple[str, ...]] = {
    "approved_on": ("approved_by", "files"),
    "closed_on": (),
    "decided_on": ("decided_by",),
    "done_on": (),
    "retired_on": ("retired_because",),
    "withdrawn_on": ("withdrawn_by", "withdrawn_because"),
}


@frozen(kw_only=True)
class Left:
    """An entry whose body left, and the next one about its object that is still there, or None."""

    entry: ErasedEntry
    next: Entry | None


@frozen(kw_only=True)
class Told:
    """What an object is from one place of the record on; None where nothing speaks for it."""

    seq: int
    recorded_at: datetime
    object: str
    value: Any


def told(entries: Iterable[Entry], left: Mapping[int, Left]) -> Iterator[Told]:
    """Each entry in the order given, and at each place whose body left what stands in for it.

    `entries` go up in position; `left` holds no place after the last instant that is asked about.
    """
    waiting = sorted(left, reverse=True)
    for entry in entries:
        while waiting and waiting[-1] < entry.seq:
            yield _stands(left[waiting.pop()])
        value = None if entry.value is None else decode(entry.type, entry.tv, entry.value)
        yield Told(seq=entry.seq, recorded_at=entry.recorded_at, object=entry.object, value=value)
    while waiting:
        yield _stands(left[waiting.pop()])


def _stands(left: Left) -> Told:
    gone = left.entry
    return Told(seq=gone.seq, recorded_at=gone.recorded_at, object=gone.object, value=standing_in(left))


def standing_in(left: Left) -> Any:
    """The next value of the object without what was done to it after the day of the entry that left.

    None where the object has no later entry, or the next one takes it away.
    """
    following = left.next
    if following is None or following.value is None:
        return None
    value: Any = decode(following.type, following.tv, following.value)
    return _without_later(value, left.entry.recorded_at.date())


def _without_later(value: Any, on: date) -> Any:
    fields = {one.name: one.default for one in attrs.fields(type(value))}
    undone: dict[str, Any] = {}
    for name, others in _STEPS.items():
        day = getattr(value, name, None)
        if fields.get(name, attrs.NOTHING) is None and day is not None and day > on:
            undone[name] = None
            undone |= {other: fields[other] for other in others if other in fields}
    return attrs.evolve(value, **undone) if undone else value
