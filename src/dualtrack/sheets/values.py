"""The values that fields of a register hold, and when one is empty."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

Single = str | bool | int | Decimal | date
Value = Single | tuple[Single, ...] | None
Record = Mapping[str, Value]
Records = Mapping[str, Record]  # by id
Resolve = Callable[[str, str], str | None]  # register and what is written there; the id that is meant


def empty(value: Value) -> bool:
    """Whether a field holds nothing."""
    return value is None or value in ("", ())


def same(one: Value, other: Value) -> bool:
    """Equal, whatever way emptiness is told."""
    return (empty(one) and empty(other)) or (type(one) is type(other) and one == other)


def written(value: Value) -> str:
    """A value as it is shown and exported."""
    if isinstance(value, tuple):
        return "; ".join(map(written, value))
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
