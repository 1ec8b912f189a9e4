"""What an import of people wrote: a name, a person or both for each row, told by the ledger."""

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from dualtrack.app.ledger import erased
from dualtrack.app.ledger.queries import entries
from dualtrack.app.programme.import_steps import begun, earlier, key_of
from dualtrack.domain.ledger.codec import decode
from dualtrack.domain.ledger.entry import Entry
from dualtrack.domain.ledger.erasure import ErasedEntry
from dualtrack.domain.ledger.person import Person, PersonDetails
from dualtrack.domain.registers.imported import RegisterImport
from dualtrack.domain.registers.people_sheet import line_of
from dualtrack.domain.registers.values import Value, values_of
from dualtrack.sheets.undo import Step, Undo

_NAME, _PERSON = "person_details/", "person/"
Objects = Mapping[str, object]  # the last value of each object by its name; None for one that was taken away


def people_steps(made: RegisterImport) -> Undo:
    """A step for each person whom an import added or changed; who was erased since cannot be given back."""
    first = begun(made)
    if first is None:
        return Undo()
    start, ids = _written(made, first)
    names = [name + one for one in ids for name in (_NAME, _PERSON)]
    left = _last(earlier(names, first))
    before = _last(earlier(names, start))
    return Undo(steps=tuple(_step(one, left, before) for one in ids))


def told(person: Person, details: PersonDetails) -> dict[str, Value]:
    """What is held against what an import left: the line, and the roles that no line has."""
    return values_of(line_of(person, details)) | {"roles": tuple(str(one) for one in person.roles)}


def _step(key: str, left: Objects, before: Objects) -> Step:
    stood, now = _values(key, before), _values(key, left)
    lost = now is None or (stood is None and before.get(_PERSON + key) is not None)
    return Step(id=key, left=now or {}, before=stood, erased=lost)


def _values(key: str, held: Objects) -> dict[str, Value] | None:
    person, details = held.get(_PERSON + key), held.get(_NAME + key)
    if person is None or details is None:
        return None
    return told(cast("Person", person), cast("PersonDetails", details))


def _last(held: Iterable[Entry]) -> Objects:
    return {one.object: one.value and decode(one.type, one.tv, one.value) for one in held}


def _written(made: RegisterImport, first: int) -> tuple[int, tuple[str, ...]]:
    """From where the import wrote, and whom: what stands right before its own entry and is of its moment.

    Names stand before people, and bodies that left are counted. A row writes what differs alone, so one or
    two entries each; an object is written once.
    """
    own = next(entries(first, first + 1))
    ids: dict[str, None] = {}
    seen: set[str] = set()
    start = first
    for seq, one in _backwards(first, 2 * made.written):
        key, named = key_of(one.object), one.object.startswith(_NAME)
        fits = (named or one.object.startswith(_PERSON)) and one.object not in seen
        fits &= (one.actor, one.recorded_at) == (own.actor, own.recorded_at)
        fits &= not isinstance(one, Entry) or one.reason == own.reason
        fits &= named or not any(other.startswith(_NAME) for other in seen)
        if not fits or (key not in ids and len(ids) == made.written):
            break
        ids[key], start = None, seq
        seen.add(one.object)
    return start, tuple(sorted(ids))


def _backwards(first: int, most: int) -> Iterator[tuple[int, Entry | ErasedEntry]]:
    """The entries before a position, the nearest first, those whose bodies left among them."""
    start = max(first - most, 0)
    held: dict[int, Entry | ErasedEntry] = {one.seq: one for one in entries(start, first)}
    held |= {seq: stub.entry for seq, stub in erased.stubs().items() if start <= seq < first}
    yield from sorted(held.items(), reverse=True)
