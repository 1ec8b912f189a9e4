"""Reads of the risk register, for a viewer: from the tables for today, from the ledger for any day before."""

from datetime import datetime

from dualtrack.app.accounts.rights import require
from dualtrack.app.ledger.queries import values
from dualtrack.app.ledger.recorded import Recorded
from dualtrack.app.risks.models import (
    RiskAcceptanceRow,
    RiskAssessmentRow,
    RiskMethodRow,
    RiskRow,
    TreatmentActionRow,
)
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.risks.register import RiskRegister

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
