"""Validation of records: everything that is wrong with one, or with all of them together, at once."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from dualtrack.domain.registers.circles import circle_faults
from dualtrack.domain.registers.fault import Code, Fault, Known, fault
from dualtrack.domain.registers.fault_days import about, ahead_faults, order_faults
from dualtrack.domain.registers.fault_rules import MANY_RULES, RULES
from dualtrack.domain.registers.field import Field, FieldKind
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.register import Register
from dualtrack.domain.registers.registry import by_key
from dualtrack.domain.registers.shape import normal, shaped, turns

SHOWN = 80  # so many characters of what came as an id are said
KEPT = ("new", "import")  # what follows a register's address where no record is meant
_TEXTS = (FieldKind.TEXT, FieldKind.LONG, FieldKind.REFERENCE)


def faults(register: Register, record: Record, known: Known, *, today: date) -> tuple[Fault, ...]:
    """What is wrong with one record, field by field in the order of the form.

    `known` says by register key which ids there are and on which day each left; a register that it does not
    name holds nothing.
    """
    found = [
        *_id_faults(register, record),
        *_empty_faults(register, record),
        *_reference_faults(register, record, known, today),
        *order_faults(register, record),
        *ahead_faults(register, record, today),
        *_negative_faults(register, record),
        *(one for rule in RULES.get(register.key, ()) for one in rule(register, record)),
    ]
    places = {field.name: at for at, field in enumerate(register.fields)}
    return tuple(sorted(found, key=lambda one: places[one.field]))


def faults_of_all(held: Mapping[str, Sequence[Record]], outside: Known, *, today: date) -> tuple[Fault, ...]:
    """What is wrong with all records of some registers together: each alone, ids twice, circles.

    `outside` knows what is not among them: people, controls, requirements, risks and registers left out.
    """
    known = {**outside, **{key: {one.id: one.retired_on for one in records} for key, records in held.items()}}
    return tuple(
        found for key, records in held.items() for found in _register_faults(key, records, known, today)
    )


def _register_faults(key: str, records: Sequence[Record], known: Known, today: date) -> Iterator[Fault]:
    register = by_key(key)
    if register is None:
        raise KeyError(f"{key}: no register has this key")
    for record in records:
        yield from faults(register, record, known, today=today)
    yield from _twice(register, records)
    yield from circle_faults(register, records)
    for rule in MANY_RULES.get(key, ()):
        yield from rule(register, records)


def _twice(register: Register, records: Sequence[Record]) -> Iterator[Fault]:
    """Ids that several records have: each id once."""
    counted = Counter(one.id for one in records)
    for one in {one.id: one for one in records if counted[one.id] > 1}.values():
        yield fault(register, one, "id", Code.ID_TWICE, came=one.id, count=counted[one.id])


def _id_faults(register: Register, record: Record) -> Iterator[Fault]:
    shown = ascii(record.id)[1:-1] if turns(record.id) else record.id
    shown = shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}…"
    if turns(record.id):
        yield fault(register, record, "id", Code.ID_BIDI, came=shown)
    elif not normal(record.id):
        yield fault(register, record, "id", Code.ID_FORM, came=shown)
    elif not shaped(record.id):
        yield fault(register, record, "id", Code.ID_SHAPE, came=shown)
    elif record.id in KEPT:
        yield fault(register, record, "id", Code.ID_KEPT, came=shown)


def _empty_faults(register: Register, record: Record) -> Iterator[Fault]:
    """Texts that must say something and are blank, or lists that hold a blank."""
    for field in register.fields:
        value = getattr(record, field.name)
        blank = _blank(field, value)
        if blank and field.name != "id":
            yield fault(register, record, field.name, Code.EMPTY)


def _blank(field: Field, value: object) -> bool:
    if field.kind not in _TEXTS:
        return False
    if field.many:
        return any(not str(one).strip() for one in value) if isinstance(value, tuple) else False
    return field.required and not str(value).strip()


def _reference_faults(register: Register, record: Record, known: Known, today: date) -> Iterator[Fault]:
    for field in register.fields:
        values = getattr(record, field.name)
        if field.many:
            for value, count in Counter(values).items():
                if count > 1:
                    yield fault(register, record, field.name, Code.TWICE, came=value, count=count)
        if field.kind is FieldKind.REFERENCE:
            named = values if field.many else (values,)
            for value in dict.fromkeys(one for one in named if one.strip()):
                yield from _reference(register, record, field, value, known, today)


def _reference(
    register: Register, record: Record, field: Field, value: str, known: Known, today: date
) -> Iterator[Fault]:
    there = known.get(field.refers, {})
    if value not in there:
        yield fault(register, record, field.name, Code.UNKNOWN, came=value, refers=field.refers)
        return
    left = there[value]
    if left is not None and left < about(register, record, today):
        yield fault(register, record, field.name, Code.RETIRED, came=value, refers=field.refers, left=left)


def _negative_faults(register: Register, record: Record) -> Iterator[Fault]:
    for field in register.fields:
        value = getattr(record, field.name)
        number = field.kind in (FieldKind.NUMBER, FieldKind.AMOUNT) and isinstance(value, int | Decimal)
        if number and value < 0:
            yield fault(register, record, field.name, Code.NEGATIVE, came=f"{value}")
