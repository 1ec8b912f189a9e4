"""Entering records of registers: each checked against every other record before it is written."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from attrs import frozen

from dualtrack.app.accounts.models import PersonRow
from dualtrack.app.controls.models import ControlRow
from dualtrack.app.ledger.queries import entries
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.ledger.services import exclusive
from dualtrack.app.programme.catalogue import catalogue
from dualtrack.app.registers.models import TABLES, RecordRow
from dualtrack.app.registers.services import put
from dualtrack.app.risks.models import RiskRow
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.registers.circles import circle_faults
from dualtrack.domain.registers.fault import Fault, Known
from dualtrack.domain.registers.faults import faults
from dualtrack.domain.registers.field import CONTROLS, PEOPLE, REQUIREMENTS, RISKS
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.register import Register


class FaultyError(Exception):
    """Records that the rules refuse; nothing was written. Every fault of every one is here."""

    def __init__(self, found: Sequence[Fault]) -> None:
        """Remember the faults."""
        super().__init__(f"{len(found)} faults")
        self.faults = tuple(found)


@frozen(kw_only=True)
class Revised:
    """A record as somebody wants it, and the entry at which they read it; None for a new one."""

    value: Record
    seen: int | None = None


def known(register: Register) -> Known:
    """The ids that records of this register may name, with the day on which each left: a query a register."""
    return {key: _ids(key) for key in {one.refers for one in register.references}}


def _ids(key: str) -> Mapping[str, date | None]:
    if key == PEOPLE:
        return dict(PersonRow.objects.values_list("id", "left_on"))
    if key == CONTROLS:
        return dict.fromkeys(ControlRow.objects.values_list("id", flat=True))
    if key == REQUIREMENTS:
        return dict.fromkeys(one.id for one in catalogue().requirements())
    if key == RISKS:
        return dict(RiskRow.objects.values_list("id", "retired_on"))
    return dict(TABLES[key].objects.values_list("id", "retired_on"))


def enter(
    *,
    actor: Actor,
    now: datetime,
    today: date,
    register: Register,
    revised: Sequence[Revised],
    reason: str = "",
) -> tuple[Record, ...]:
    """Enter new records or change those that stand, all or none; every fault of all of them is told.

    What somebody else changed after it was read is refused, and says who changed it and when.
    """
    with exclusive():
        for one in revised:
            _require_unchanged(register, one)
        values = tuple(one.value for one in revised)
        found = check(register, values, today=today)
        if found:
            raise FaultyError(found)
        put(actor=actor, now=now, records=values, reason=reason)
    return values


def check(register: Register, values: Sequence[Record], *, today: date) -> tuple[Fault, ...]:
    """What is wrong with records that are about to be written beside those that stand."""
    held = known(register)
    if register.parent:
        named = {**held.get(register.key, {}), **{v.id: v.retired_on for v in values}}
        held = {**held, register.key: named}
    found = [fault for value in values for fault in faults(register, value, held, today=today)]
    return tuple(found) + _circles(register, values)


def _circles(register: Register, values: Sequence[Record]) -> tuple[Fault, ...]:
    """Circles through what is about to be written; nothing is read where no parent is named."""
    if not register.parent or not any(getattr(value, register.parent) for value in values):
        return ()
    mine = {value.id: value for value in values}
    others = (row.to_value() for row in _chain(register, values) if row.pk not in mine)
    return tuple(circle_faults(register, [*values, *others]))


def _chain(register: Register, values: Sequence[Record]) -> Iterator[RecordRow]:
    """The rows above these records, level by level: as many queries as the chain has links."""
    model = TABLES[register.key]
    seen: set[str] = set()
    level = {getattr(value, register.parent) for value in values} - {""}
    while level:
        rows = list(model.objects.filter(pk__in=level - seen))
        seen |= level
        yield from rows
        level = {getattr(row, register.parent) for row in rows} - {""} - seen


def _require_unchanged(register: Register, one: Revised) -> None:
    row = TABLES[register.key].objects.filter(pk=one.value.id).first()
    if one.seen is None:
        if row is not None:
            raise RefusedError("id_is_taken", object=one.value.id, register=register.title, name=row.name)
    elif row is None:
        raise RefusedError("unknown_record", object=one.value.id, register=register.title)
    elif row.seq != one.seen:
        entry = next(entries(row.seq, row.seq + 1))
        raise RefusedError(
            "changed_meanwhile",
            object=one.value.id,
            register=register.title,
            at=entry.recorded_at.isoformat(timespec="minutes"),
            who=entry.actor,
        )
