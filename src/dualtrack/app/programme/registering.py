"""Entering records of registers: each checked against every other record before it is written."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from attrs import frozen

from dualtrack.app.accounts.models import PersonRow
from dualtrack.app.accounts.rights import NotAllowedError, require
from dualtrack.app.accounts.services import name_of
from dualtrack.app.controls.models import ControlRow
from dualtrack.app.ledger.queries import entries
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.ledger.services import exclusive
from dualtrack.app.programme.catalogue import catalogue
from dualtrack.app.programme.queries import organisation
from dualtrack.app.registers import queries
from dualtrack.app.registers.models import TABLES, RecordRow
from dualtrack.app.registers.services import put
from dualtrack.app.risks.models import RiskRow
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.registers.circles import circle_faults
from dualtrack.domain.registers.fault import Fault, Known
from dualtrack.domain.registers.faults import faults
from dualtrack.domain.registers.field import CONTROLS, PEOPLE, REQUIREMENTS, RISKS
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.register import Register

_FEW = 500  # ids that one query names


class FaultyRecordsError(Exception):
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


def save(
    viewer: Viewer, register: Register, revised: Revised, *, now: datetime, today: date, reason: str = ""
) -> Record:
    """Enter or change one record for who may; adding and retiring is for those who keep the registers."""
    key = revised.value.id
    held = None if revised.seen is None else queries.one(viewer, register, key)
    if held is None:
        require(viewer, "registers.add")
    elif not queries.may_change(viewer, register, held):
        raise NotAllowedError("registers.edit")
    elif held.retired_on != revised.value.retired_on:
        require(viewer, "registers.add")
    values = enter(
        actor=viewer.actor, now=now, today=today, register=register, revised=[revised], reason=reason
    )
    return values[0]


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
        _require_unchanged(register, revised)
        values = tuple(one.value for one in revised)
        found = check(register, values, today=today)
        if found:
            raise FaultyRecordsError(found)
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
        wanted = sorted(level - seen)
        few = (wanted[at : at + _FEW] for at in range(0, len(wanted), _FEW))
        rows = [row for ids in few for row in model.objects.filter(pk__in=ids)]
        seen |= level
        yield from rows
        level = {getattr(row, register.parent) for row in rows} - {""} - seen


def _require_unchanged(register: Register, revised: Sequence[Revised]) -> None:
    """Refuse the first that is not as it was read; one query, or as many as the ids need."""
    standing = _standing(register, [one.value.id for one in revised])
    for one in revised:
        _require_as_read(register, one, standing.get(one.value.id))


def _standing(register: Register, ids: Sequence[str]) -> dict[str, tuple[int, str]]:
    """Entry and name of each record that is there."""
    rows = TABLES[register.key].objects.values_list("id", "seq", "name")
    found = rows.filter(pk__in=ids) if len(ids) <= _FEW else rows  # a whole import is held against all
    return {key: (seq, name) for key, seq, name in found}


def _require_as_read(register: Register, one: Revised, held: tuple[int, str] | None) -> None:
    if one.seen is None:
        if held is not None:
            raise RefusedError("id_is_taken", object=one.value.id, register=register.title, name=held[1])
    elif held is None:
        raise RefusedError("unknown_record", object=one.value.id, register=register.title)
    elif held[0] != one.seen:
        entry = next(entries(held[0], held[0] + 1))
        raise RefusedError(
            "changed_meanwhile",
            object=one.value.id,
            register=register.title,
            at=f"{entry.recorded_at.astimezone(ZoneInfo(organisation().timezone)):%Y-%m-%d %H:%M}",
            who=name_of(entry.actor.partition(":")[2]) or entry.actor,
        )
