"""Who names whom: an index over the fields of all records, so that what hangs on one is found."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from attrs import frozen

from dualtrack.domain.registers.field import PEOPLE
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.register import Register
from dualtrack.domain.registers.registry import by_key

OWNING = ("owner", "head")  # fields by which somebody answers for a record


def owners(register: Register, record: Record) -> tuple[str, ...]:
    """The people who answer for a record."""
    named = (getattr(record, one.name) for one in register.references if one.name in OWNING)
    return tuple(person for person in named if person)


@frozen
class Use:
    """One place where a record is named: the register, record and field that names it."""

    register: str
    record: str
    field: str
    until: date | None = None  # the day on which the naming record left its register


@frozen
class References:
    """Every named record with the places that name it, in the order of register, record and field."""

    uses: Mapping[tuple[str, str], tuple[Use, ...]]

    def to(self, register: str, record: str) -> tuple[Use, ...]:
        """The places that name this record of a register, or of people, controls, requirements or risks."""
        return self.uses.get((register, record), ())

    def owned_by(self, person: str, as_of: date) -> tuple[Use, ...]:
        """What the person answers for and is there on that day: what needs another owner when they leave."""
        return tuple(
            use
            for use in self.to(PEOPLE, person)
            if use.field in OWNING and (use.until is None or use.until > as_of)
        )


def references(held: Mapping[str, Sequence[Record]]) -> References:
    """The index over all records of some registers; each record is looked at once."""
    found: dict[tuple[str, str], list[Use]] = defaultdict(list)
    for key in sorted(held):
        register = by_key(key)
        if register is None:
            raise KeyError(f"{key}: no register has this key")
        fields = sorted(register.references, key=lambda one: one.name)
        for record in sorted(held[key], key=lambda one: one.id):
            for field in fields:
                value = getattr(record, field.name)
                for named in dict.fromkeys(value if field.many else (value,)):
                    if named:
                        use = Use(key, record.id, field.name, record.retired_on)
                        found[field.refers, named].append(use)
    return References({target: tuple(uses) for target, uses in found.items()})
