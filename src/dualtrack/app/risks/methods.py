"""Verbs on the risk method: draft a version, approve it by somebody else."""

from datetime import date, datetime

from attrs import evolve

from dualtrack.app.ledger.approving import approve_revision
from dualtrack.app.ledger.services import exclusive, record
from dualtrack.app.risks.models import RiskMethodRow
from dualtrack.app.risks.refusing import refuse_faults
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.risks.method import RiskMethod
from dualtrack.domain.risks.method_faults import method_faults


def draft(*, actor: Actor, now: datetime, method: RiskMethod, reason: str = "") -> RiskMethod:
    """The next version of the method, to be approved by somebody else; refused with all its faults.

    Version, id and preparer are set here, whatever the value says.
    """
    refuse_faults(method.name or method.id, method_faults(method))
    with exclusive():
        version = RiskMethodRow.objects.count() + 1
        value = evolve(
            method,
            id=f"method-v{version}",
            version=version,
            prepared_by=actor.id,
            approved_by=None,
            approved_on=None,
        )
        record(value, actor=actor, now=now, action="method.draft", reason=reason)
    return value


def approve(*, actor: Actor, now: datetime, today: date, method: str, seen: str | None = None) -> RiskMethod:
    """Put a version into force; its preparer cannot. `seen`: the hash of the revision that was read."""
    value: RiskMethod = approve_revision(
        RiskMethodRow, method, actor=actor, now=now, today=today, seen=seen, action="method.approve"
    )
    return value
