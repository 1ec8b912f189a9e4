"""Reads of scope: the things that both scopes are sets over, as they are or as they were known."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from dualtrack.app.accounts.rights import require
from dualtrack.app.ledger.queries import last_values
from dualtrack.app.registers import queries as registers
from dualtrack.app.registers.models import TABLES
from dualtrack.domain.ledger.codec import type_of
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.registers.registry import REGISTERS
from dualtrack.domain.scope.things import (
    KINDS,
    REPORTED,
    STATES,
    Thing,
    name_of,
    said_of,
    thing_from,
    things_of,
)

# The recorded types that a scope may hold, with the registers that hold them: one query each.
SCOPED: dict[str, str] = {
    kind: register.key
    for register in REGISTERS
    for kind in [type_of(object.__new__(register.cls))[0]]
    if kind in KINDS
}


_NONE: dict[str, Any] = {"accounts": []}


def things(viewer: Viewer, until: datetime | None = None) -> tuple[Thing, ...]:
    """Every thing that a scope may hold, the retired included; with `until`, as known by then."""
    require(viewer, "programme.read")
    return everything(until)


def everything(until: datetime | None = None) -> tuple[Thing, ...]:
    """The same for a verb that decides what a scope holds; of today's records only what a scope asks for."""
    if until is not None:
        return things_of(record for kind in SCOPED for record in last_values(kind, until))
    found = (thing for kind, key in SCOPED.items() for thing in _columns(kind, key))
    return tuple(sorted(found, key=lambda one: one.id))


# Columns beside id, name and last day, with the words by which `thing_from` takes them.
_ASKED = {"services": "services", "environment": "environment", "accounts": "accounts", "kind": "component"}


def _columns(kind: str, key: str) -> Iterator[Thing]:
    """Things straight from the columns: fifty thousand records are not made into values first."""
    model = TABLES[key]
    there = {field.name for field in model._meta.concrete_fields}
    asked = [name for name in _ASKED if name in there]
    states = STATES.get(kind, ())
    rows = model.objects.values_list("id", "name", "retired_on", *asked, *states)
    for pk, name, retired_on, *more in rows.iterator(5000):
        parts = {_ASKED[column]: said for column, said in zip(asked, more, strict=False)}
        yield thing_from(kind, pk, name, retired_on, **parts, said=said_of(kind, more[len(asked) :]))


def reported() -> tuple[Thing, ...]:
    """The things that sources report under accounts: those of which results are counted."""
    rows = (row for kind in REPORTED for row in TABLES[SCOPED[kind]].objects.exclude(**_NONE))
    return things_of(row.to_value() for row in rows)


def names(things: Iterable[str], until: datetime | None = None) -> Mapping[str, str]:
    """The name of each thing, by how a scope names it: one query a register that is named."""
    wanted: dict[str, list[str]] = {}
    for thing in things:
        kind, _, key = thing.partition("/")
        if kind in SCOPED:
            wanted.setdefault(SCOPED[kind], []).append(key)
    found = registers.labels(wanted, until)
    kinds = {register: kind for kind, register in SCOPED.items()}
    return {name_of(kinds[r], key): said for r, held in found.items() for key, said in held.items()}
