"""All registers in the order in which people find them; those of Privacy only where it is chosen."""

from collections.abc import Iterable

from dualtrack.domain.frameworks.catalogue import Category
from dualtrack.domain.registers import (
    auditor_ties,
    auditors,
    context,
    customers,
    documentation,
    governance,
    objectives,
    operation,
    people,
    privacy_registers,
    things,
    vendors,
)
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.register import Group, Register

_DECLARED: tuple[Register, ...] = (
    *things.REGISTERS,
    *vendors.REGISTERS,
    *auditors.REGISTERS,
    *auditor_ties.REGISTERS,
    *people.REGISTERS,
    *customers.REGISTERS,
    *context.REGISTERS,
    *objectives.REGISTERS,
    *governance.REGISTERS,
    *documentation.REGISTERS,
    *operation.REGISTERS,
    *privacy_registers.REGISTERS,
)
REGISTERS: tuple[Register, ...] = tuple(one for group in Group for one in _DECLARED if one.group is group)
_BY_KEY = {one.key: one for one in REGISTERS}
_BY_CLASS: dict[type[Record], Register] = {one.cls: one for one in REGISTERS}


def by_key(key: str) -> Register | None:
    """The register at that address, if there is one."""
    return _BY_KEY.get(key)


def register_of(cls: type[Record]) -> Register:
    """The register that holds records of that class."""
    return _BY_CLASS[cls]


def registers_for(categories: Iterable[str]) -> tuple[Register, ...]:
    """The registers of an examination of these categories: those of Privacy only when it is among them."""
    private = Category.PRIVACY in set(categories)
    return tuple(one for one in REGISTERS if private or one.group is not Group.PRIVACY)
