"""Verbs on scope: register things, draft and approve a version, give a reason for a difference."""

from collections.abc import Sequence
from datetime import date, datetime

from dualtrack.app.ledger import entropy
from dualtrack.app.ledger.approving import approve_revision
from dualtrack.app.ledger.refusals import require_day
from dualtrack.app.ledger.services import Change, exclusive, record, record_many
from dualtrack.app.scope.models import ScopeVersionRow
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.scope.scope import DifferenceReason, Membership, ScopeVersion, Thing


def register(*, actor: Actor, now: datetime, things: Sequence[Thing], reason: str = "") -> None:
    """Add or change things in the registers."""
    changes = [Change(value=t, action="thing.set", reason=reason) for t in things]
    record_many(changes, actor=actor, now=now)


def draft(
    *,
    actor: Actor,
    now: datetime,
    framework: str,
    name: str,
    statement: str,
    members: Sequence[Membership],
    effective_from: date,
    reason: str = "",
) -> ScopeVersion:
    """A new version of a framework's scope, to be approved by somebody else."""
    with exclusive():
        version = ScopeVersionRow.objects.filter(framework=framework).count() + 1
        value = ScopeVersion(
            id=f"{framework}-v{version}",
            framework=framework,
            version=version,
            name=name,
            statement=statement,
            members=tuple(members),
            effective_from=effective_from,
            prepared_by=actor.id,
        )
        record(value, actor=actor, now=now, action="scope.draft", reason=reason)
    return value


def approve(*, actor: Actor, now: datetime, today: date, scope: str, seen: str | None = None) -> ScopeVersion:
    """Approve a drafted version; the preparer cannot. `seen`: the hash of the revision that was read."""
    value: ScopeVersion = approve_revision(
        ScopeVersionRow, scope, actor=actor, now=now, today=today, seen=seen, action="scope.approve"
    )
    return value


def explain(
    *, actor: Actor, now: datetime, today: date, thing: str, reason: str, owner: str
) -> DifferenceReason:
    """Record why the scopes differ over a thing, and who answers for it."""
    require_day(today, now, thing)
    value = DifferenceReason(
        id=entropy.new_id("rsn"), thing=thing, reason=reason, owner=owner, given_on=today
    )
    record(value, actor=actor, now=now, action="scope.explain", reason=reason)
    return value
