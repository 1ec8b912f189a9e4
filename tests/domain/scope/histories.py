"""Histories of records for the tests of scopes: a record as each of its entries left it."""

from datetime import date

from dualtrack.domain.registers.record import Record
from dualtrack.domain.scope.cause import Known, RegisterChange
from dualtrack.domain.scope.things import thing_of


def history(*told: tuple[Record | str, int, str]) -> dict[str, tuple[Known, ...]]:
    """Records with the day of January 2026 on which each was entered and by whom; a name alone: gone."""
    found: dict[str, tuple[Known, ...]] = {}
    for record, day, who in told:
        thing = None if isinstance(record, str) else thing_of(record)
        name = record if thing is None else thing.id
        change = RegisterChange(
            object=str(name), day=date(2026, 1, day), actor=f"person:{who}", fields=("services",)
        )
        found[str(name)] = (*found.get(str(name), ()), Known(seq=day, change=change, thing=thing))
    return found
