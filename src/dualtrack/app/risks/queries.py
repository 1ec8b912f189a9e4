"""Reads of the risk register, for a viewer: from the tables for today, from the ledger for any day before."""

from collections.abc import Callable
from datetime import date, datetime

from dualtrack.app.accounts.rights import require
from dualtrack.app.ledger import erased
from dualtrack.app.ledger.queries import of_kind, values
from dualtrack.app.ledger.recorded import Recorded
from dualtrack.app.risks.models import (
    RiskAcceptanceRow,
    RiskAssessmentRow,
    RiskMethodRow,
    RiskRow,
    TreatmentActionRow,
)
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.ledger.standing import told
from dualtrack.domain.risks.over_time import Recording
from dualtrack.domain.risks.register import RISK_COLLECTIONS, RiskRegister

# The register's collections and the tables that they come from: one query each, a fixed number.
RISK_TABLES: dict[str, type[Recorded]] = {
    "methods": RiskMethodRow,
    "risks": RiskRow,
    "actions": TreatmentActionRow,
    "assessments": RiskAssessmentRow,
    "acceptances": RiskAcceptanceRow,
}


def register(viewer: Viewer, until: datetime | None = None) -> RiskRegister:
    """The register as it is, or as it was on record by an instant; an owner's own part of it."""
    require(viewer, "risks.read")
    return mine(viewer, _whole(until))


def _whole(until: datetime | None) -> RiskRegister:
    return RiskRegister(**{name: values(model, until) for name, model in RISK_TABLES.items()})


def mine(viewer: Viewer, whole: RiskRegister) -> RiskRegister:
    """All of it for those who see the whole programme; else what they own, and where they owe an action."""
    if viewer.sees_all:
        return whole
    return whole.of(theirs(viewer, whole))


def theirs(viewer: Viewer, whole: RiskRegister) -> frozenset[str]:
    """Ids of the risks that somebody owns or owes an action of."""
    person = viewer.person_id
    if person is None:
        return frozenset()
    owned = {r.id for r in whole.risks if r.owner == person}
    return frozenset(owned | {a.risk for a in whole.actions if a.owner == person})


def recordings(until: datetime, day_of: Callable[[datetime], date]) -> tuple[Recording, ...]:
    """Everything that was ever recorded of the register by an instant, in the order of the record.

    Where an entry left by an erasure the next one about the object stands in. For the program alone.
    """
    entries = sorted((e for kind in RISK_COLLECTIONS for e in of_kind(kind)), key=lambda e: e.seq)
    left = {seq: one for kind in RISK_COLLECTIONS for seq, one in erased.left(kind).items()}
    held = []
    for one in told(entries, left):
        kind, _, key = one.object.partition("/")
        if one.recorded_at <= until:
            held.append(Recording(on=day_of(one.recorded_at), kind=kind, id=key, value=one.value))
    return tuple(held)
