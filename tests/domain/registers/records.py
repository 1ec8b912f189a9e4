"""Records for tests: one of each register that says no more than it must, and days to count from."""

from datetime import date, timedelta
from typing import Any

from dualtrack.domain.registers.field import CONTROLS, PEOPLE, REQUIREMENTS, RISKS, FieldKind
from dualtrack.domain.registers.held import Held
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.register import Register
from dualtrack.domain.registers.registry import by_key, register_of
from dualtrack.domain.registers.says import fields_of

TODAY = date(2026, 6, 30)
ANN, BEN = "person:ann", "person:ben"
OUTSIDE = {
    PEOPLE: {ANN: None, BEN: None},
    CONTROLS: {"AC-01": None, "AC-02": None},
    REQUIREMENTS: {"soc2:CC9.2": None, "iso27001:A.5.22": None},
    RISKS: {"R-001": None},
}


def before(days: int) -> date:
    """So many days before today."""
    return TODAY - timedelta(days=days)


def register(key: str) -> Register:
    """The register of that key, which is there."""
    found = by_key(key)
    assert found is not None, key
    return found


def least(of: Register | type[Record], id: str = "X-1", **given: Any) -> Any:  # noqa: A002 - the field's own name
    """A record of the register with what is required and what is given."""
    cls = of.cls if isinstance(of, Register) else of
    values: dict[str, Any] = {"id": id, "name": f"Name of {id}"}
    for field in fields_of(cls):
        if field.required and field.name not in values:
            values[field.name] = _value(cls, field.name, field.kind)
    return cls(**{**values, **given})


def _value(cls: type[Record], name: str, kind: FieldKind) -> Any:
    """Something that fits: a choice's first word, an early day, or an id."""
    if kind is FieldKind.DAY:
        return before(10)
    if kind is FieldKind.CHOICE:
        hint = cls.__annotations__[name]
        return next(iter(hint.__origin__))
    return ANN if name == "person" else "X-1"


def held(*records: Record, day: date = TODAY, left: dict[str, date] | None = None) -> Held:
    """The records in their registers, on a day."""
    kept: dict[str, list[Record]] = {}
    for one in records:
        kept.setdefault(register_of(type(one)).key, []).append(one)
    return Held(records=kept, day=day, accounts_left=left or {})
