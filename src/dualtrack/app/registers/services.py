"""The verb on registers: write records that were checked, all or none."""

from collections.abc import Sequence
from datetime import datetime

from dualtrack.app.ledger.services import Change, record_many
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.codec import type_of
from dualtrack.domain.registers.record import Record


def put(*, actor: Actor, now: datetime, records: Sequence[Record], reason: str = "") -> None:
    """Enter or change records of any registers; who enters what people typed checks it first."""
    changes = [Change(value=one, action=f"{type_of(one)[0]}.set", reason=reason) for one in records]
    record_many(changes, actor=actor, now=now)
