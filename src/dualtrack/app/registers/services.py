"""Verbs on registers: enter and change records, and take one out of its register on a day."""

from collections.abc import Sequence
from datetime import date, datetime

from attrs import evolve

from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.ledger.services import Change, exclusive, record, record_many
from dualtrack.app.registers.models import TABLES
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.codec import type_of
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.register import Register


def put(*, actor: Actor, now: datetime, records: Sequence[Record], reason: str = "") -> None:
    """Enter or change records of any registers, all or none."""
    changes = [Change(value=one, action=f"{type_of(one)[0]}.set", reason=reason) for one in records]
    record_many(changes, actor=actor, now=now)


def retire(
    *,
    actor: Actor,
    now: datetime,
    register: Register,
    key: str,
    on: date,
    reason: str,
    seen: int | None = None,
) -> Record:
    """Take a record out of its register from a day on; it stays readable, and so does what it was."""
    with exclusive():
        row = TABLES[register.key].objects.filter(pk=key).first()
        if row is None:
            raise RefusedError("unknown_record", register=register.key, object=key)
        require_seen(register, key, row.seq, seen)
        value: Record = evolve(row.to_value(), retired_on=on)
        record(value, actor=actor, now=now, action=f"{type_of(value)[0]}.retire", reason=reason)
    return value


def require_seen(register: Register, key: str, held: int, seen: int | None) -> None:
    """Refuse to write over what somebody else wrote after it was read: `seen` is the entry that was read."""
    if seen is not None and seen != held:
        raise RefusedError("changed_meanwhile", register=register.key, object=key)
