"""Reads of registers, for a viewer: a part of one, one record, everything; now or as known then."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from attrs import frozen
from django.db.models import Q, QuerySet

from dualtrack.app.accounts.rights import may
from dualtrack.app.ledger.queries import last_values
from dualtrack.app.ledger.recorded import recorded_type
from dualtrack.app.registers.models import TABLES, RecordRow
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.registers.field import PEOPLE, Field, FieldKind
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.references import owners
from dualtrack.domain.registers.register import Register
from dualtrack.domain.registers.registry import REGISTERS

_NAMING = 200  # of a register, that name one record, are shown
_WORDS = (FieldKind.TEXT, FieldKind.LONG, FieldKind.REFERENCE)


@frozen(kw_only=True)
class Asked:
    """What is looked for in a register: words that its texts hold, values of its choices, the retired too."""

    words: str = ""
    choices: Mapping[str, str] = {}
    retired: bool = False
    order: str = "id"


@frozen(kw_only=True)
class Found:
    """Some records of a register, out of how many."""

    rows: tuple[Record, ...]
    total: int


def visible(viewer: Viewer, register: Register) -> bool:
    """True when the viewer sees any of the register."""
    return may(viewer, "registers.read") and (viewer.sees_all or bool(_people(register)))


def may_change(viewer: Viewer, register: Register, record: Record) -> bool:
    """True for who may change any record, and for who answers for this one."""
    if may(viewer, "registers.add"):
        return True
    return may(viewer, "registers.edit") and viewer.person_id in owners(register, record)


def part(
    viewer: Viewer,
    register: Register,
    asked: Asked,
    *,
    first: int = 0,
    size: int = 50,
    until: datetime | None = None,
    as_of: date,
) -> Found:
    """The records that fit, from the `first` on: the same few queries however many there are.

    With `until` as the ledger tells it, known by that instant.
    """
    if not visible(viewer, register):
        return Found(rows=(), total=0)
    if until is not None:
        held = [r for r in _then(viewer, register, until) if _fits(register, r, asked, as_of)]
        held.sort(key=lambda one: (_sortable(getattr(one, asked.order)), one.id))
        return Found(rows=tuple(held[first : first + size]), total=len(held))
    rows = _asked(_mine(viewer, register), register, asked, as_of)
    total = _count(rows, viewer, asked, as_of)
    found = _from(rows.order_by(asked.order, "id"), first, min(first + size, total), total)
    return Found(rows=tuple(row.to_value() for row in found), total=total)


def _count(rows: "QuerySet[RecordRow]", viewer: Viewer, asked: Asked, as_of: date) -> int:
    """How many there are; where nothing is asked but who is there, two looks into one index tell."""
    if asked.words or asked.choices or asked.retired or not viewer.sees_all:
        return rows.count()
    everything = rows.model._default_manager
    return everything.filter(retired_on=None).count() + everything.filter(retired_on__gt=as_of).count()


def _from(rows: "QuerySet[RecordRow]", first: int, end: int, total: int) -> Sequence[RecordRow]:
    """The rows from `first` up to `end`; those nearer the end are counted from there."""
    if first >= end:
        return ()
    if first <= total // 2:
        return tuple(rows[first:end])
    return tuple(rows.reverse()[total - end : total - first])[::-1]


def one(viewer: Viewer, register: Register, key: str, until: datetime | None = None) -> Record | None:
    """One record; None when it is not there or not theirs to see."""
    if not visible(viewer, register):
        return None
    if until is not None:
        return next((r for r in _then(viewer, register, until) if r.id == key), None)
    row = _mine(viewer, register).filter(pk=key).first()
    value: Record | None = None if row is None else row.to_value()
    return value


def every(viewer: Viewer, register: Register, until: datetime | None = None) -> tuple[Any, ...]:
    """All records of a register that the viewer sees, by id, the retired included."""
    if not visible(viewer, register):
        return ()
    if until is not None:
        return _then(viewer, register, until)
    return tuple(row.to_value() for row in _mine(viewer, register).order_by("pk").iterator(2000))


def revision_of(register: Register, key: str) -> int | None:
    """The position of the entry that a record stands at: what somebody read who now writes."""
    return TABLES[register.key].objects.filter(pk=key).values_list("seq", flat=True).first()


def counts(
    viewer: Viewer, registers: Sequence[Register], as_of: date, until: datetime | None = None
) -> dict[str, int]:
    """How many records of each register are there on a day, of what the viewer sees."""
    seen = (register for register in registers if visible(viewer, register))
    if until is not None:
        return {one.key: sum(r.there(as_of) for r in _then(viewer, one, until)) for one in seen}
    return {one.key: _there(_mine(viewer, one), as_of).count() for one in seen}


def labels(wanted: Mapping[str, Iterable[str]], until: datetime | None = None) -> dict[str, dict[str, str]]:
    """The name of each record by register and id: one query a register that is named."""
    return {key: _names(key, sorted(set(ids)), until) for key, ids in wanted.items() if key in TABLES and ids}


def _names(key: str, ids: Sequence[str], until: datetime | None) -> dict[str, str]:
    if until is not None:
        kind = recorded_type(TABLES[key])[0]
        wanted = set(ids)
        return {one.id: one.name for one in last_values(kind, until) if one.id in wanted}
    return dict(TABLES[key].objects.filter(pk__in=ids).values_list("id", "name"))


def named_by(
    viewer: Viewer, refers: str, key: str, until: datetime | None = None
) -> tuple[tuple[Register, Record], ...]:
    """The records of any register that name this record, person or control: one query a register that can."""
    found = []
    for other in REGISTERS:
        naming = [one for one in other.references if one.refers == refers]
        if naming and visible(viewer, other):
            values = _naming(viewer, other, naming, key, until)
            found += [(other, value) for value in values if _does_name(naming, value, key)]
    return tuple(found)


def _naming(
    viewer: Viewer, other: Register, fields: Sequence[Field], key: str, until: datetime | None
) -> Iterator[Record]:
    if until is not None:
        yield from _then(viewer, other, until)
        return
    rows = _mine(viewer, other).filter(_names_any(fields, key)).order_by("pk")[:_NAMING]
    yield from (row.to_value() for row in rows)


def _names_any(fields: Sequence[Field], key: str) -> Q:
    return reduce(or_, (asking for one in fields for asking in _lookups(one, key)))


def _lookups(one: Field, key: str) -> Iterator[Q]:
    """The same question on both databases: a list is searched as text, and looked at again afterwards.

    In that text SQLite keeps letters beyond ASCII by their numbers.
    """
    if not one.many:
        yield Q(**{one.name: key})
        return
    for written in dict.fromkeys((key, json.dumps(key)[1:-1])):
        yield Q(**{f"{one.name}__icontains": written})


def _does_name(fields: Sequence[Field], value: Record, key: str) -> bool:
    return any(
        key in getattr(value, one.name) if one.many else getattr(value, one.name) == key for one in fields
    )


def _people(register: Register) -> tuple[Field, ...]:
    return tuple(one for one in register.references if one.refers == PEOPLE)


def _mine(viewer: Viewer, register: Register) -> "QuerySet[RecordRow]":
    """All, or what names the viewer, for who does not see the whole programme."""
    rows = TABLES[register.key].objects.all()
    if viewer.sees_all:
        return rows
    fields = _people(register)
    mine = _names_any(fields, viewer.person_id or "") if fields and viewer.person_id else Q(pk__in=())
    return rows.filter(mine)


def _then(viewer: Viewer, register: Register, until: datetime) -> tuple[Any, ...]:
    held = last_values(recorded_type(TABLES[register.key])[0], until)
    if viewer.sees_all:
        return held
    fields = _people(register)
    return tuple(one for one in held if _does_name(fields, one, viewer.person_id or ""))


def _there(rows: "QuerySet[RecordRow]", as_of: date) -> "QuerySet[RecordRow]":
    return rows.filter(Q(retired_on=None) | Q(retired_on__gt=as_of))


def _asked(
    rows: "QuerySet[RecordRow]", register: Register, asked: Asked, as_of: date
) -> "QuerySet[RecordRow]":
    if not asked.retired:
        rows = _there(rows, as_of)
    for word in asked.words.split():
        rows = rows.filter(reduce(or_, _saying(register, word)))
    return rows.filter(**asked.choices)


def _saying(register: Register, word: str) -> Iterator[Q]:
    for one in register.fields:
        if one.kind in _WORDS:
            yield from _lookups(one, word) if one.many else (Q(**{f"{one.name}__icontains": word}),)


def _searched(register: Register) -> tuple[str, ...]:
    return tuple(one.name for one in register.fields if one.kind in _WORDS)


def _fits(register: Register, value: Record, asked: Asked, as_of: date) -> bool:
    if not asked.retired and not value.there(as_of):
        return False
    if any(getattr(value, name) != wanted for name, wanted in asked.choices.items()):
        return False
    text = "\n".join(_text(getattr(value, name)) for name in _searched(register)).casefold()
    return all(word.casefold() in text for word in asked.words.split())


def _text(held: object) -> str:
    return "\n".join(map(str, held)) if isinstance(held, tuple) else str(held or "")


def _sortable(held: object) -> tuple[bool, str]:
    """What is empty comes first, as both databases are told to order it."""
    return held is not None, str(held)
