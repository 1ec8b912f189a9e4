"""A record as plain values by field, as forms and spreadsheets hold it; and back to a record."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import cast

import attrs

from dualtrack.domain.ledger.codec import structured
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.register import Register

Single = str | bool | int | Decimal | date
Value = Single | tuple[Single, ...] | None


def values_of(record: Record) -> dict[str, Value]:
    """Every field but the id, words of choices as plain text."""
    fields = attrs.fields(type(record))
    return {one.name: _plain(getattr(record, one.name)) for one in fields if one.name != "id"}


def record_of(register: Register, key: str, values: Mapping[str, Value]) -> Record:
    """The record of these values; what is empty takes what its declaration says, and a required text none.

    A required choice, day or reference that is empty is refused before, by form or plan.
    """
    data: dict[str, object] = {"id": key}
    for one in attrs.fields(register.cls):
        if one.name != "id":
            given = values.get(one.name)
            default = "" if one.default is attrs.NOTHING else one.default
            data[one.name] = _json(default if given in (None, "", ()) else given)
    return structured(register.cls, data)


def _plain(held: object) -> Value:
    if isinstance(held, tuple):
        return tuple(cast("Single", _plain(one)) for one in held)
    return held.value if isinstance(held, StrEnum) else cast("Value", held)


def _json(held: object) -> object:
    """The value as the ledger writes it down."""
    if isinstance(held, tuple):
        return [_json(one) for one in held]
    if isinstance(held, StrEnum):
        return held.value
    if isinstance(held, date):
        return held.isoformat()
    return str(held) if isinstance(held, Decimal) else held
