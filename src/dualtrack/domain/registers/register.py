"""A register: one class of records with its words; tables, pages, forms, import and export follow from it."""

from enum import StrEnum
from functools import cached_property

from attrs import frozen

from dualtrack.domain.registers.field import Field, FieldKind
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.says import fields_of

COMMON = ("notes", "retired_on")  # at the end of every form and sheet


class Group(StrEnum):
    """Under which heading a register is found."""

    SYSTEM = "system"
    SUPPLIERS = "suppliers"
    AUDITORS = "auditors"
    PEOPLE = "people"
    CUSTOMERS = "customers"
    CONTEXT = "context"
    GOVERNANCE = "governance"
    OPERATION = "operation"
    PRIVACY = "privacy"


@frozen(kw_only=True, slots=False)
class Register:
    """The declaration of one register.

    `key` is its address and its kind in imports; `prefix` begins the ids that are made for it; `clauses` are
    the requirements that ask for it; `shown` the fields of the list beside id and name; `parent` a field that
    refers to the register itself and may not go round in a circle.
    """

    key: str
    cls: type[Record]
    title: str
    singular: str
    purpose: str
    group: Group
    prefix: str
    clauses: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    parent: str = ""
    names: tuple[str, ...] = ()  # further words by which a sheet is recognised

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Its fields: id, name, its own, then what every record has."""
        held = {one.name: one for one in fields_of(self.cls)}
        own = [name for name in held if name not in ("id", "name", *COMMON)]
        return tuple(held[name] for name in ("id", "name", *own, *COMMON))

    def field(self, name: str) -> Field:
        """The field of that name."""
        return next(one for one in self.fields if one.name == name)

    @cached_property
    def references(self) -> tuple[Field, ...]:
        """The fields that name records of this or another register."""
        return tuple(one for one in self.fields if one.kind is FieldKind.REFERENCE)
