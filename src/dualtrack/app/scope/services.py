"""Verbs on scope: draft and approve a version, give a reason for a difference."""

from collections.abc import Sequence
from datetime import date, datetime

from dualtrack.app.ledger import entropy
from dualtrack.app.ledger.approving import approve_revision
from dualtrack.app.ledger.refusals import RefusedError, require_day
from dualtrack.app.ledger.services import exclusive, record
from dualtrack.app.scope.models import ScopeVersionRow
from dualtrack.app.scope.queries import everything
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.scope.resolve import resolve
from dualtrack.domain.scope.scope import (
    DifferenceReason,
    Exclusion,
    Membership,
    ScopeVersion,
    holdings,
)
from dualtrack.domain.scope.terms import StatedPeriod, Terms, stated_of
from dualtrack.domain.scope.things import Thing


def draft(
    *,
    actor: Actor,
    now: datetime,
    framework: str,
    name: str,
    statement: str,
    members: Sequence[Membership],
    effective_from: date,
    exclusions: Sequence[Exclusion] = (),
    categories: Sequence[str] | None = None,
    period: StatedPeriod | None = None,
    reason: str = "",
) -> ScopeVersion:
    """A new version of a framework's scope, to be approved by somebody else.

    It holds its members and what follows them, as the registers stand on the day from which it is to hold. It
    states the categories and the period that are given, and what registers say of vendors and interfaces.
    """
    with exclusive():
        version = ScopeVersionRow.objects.filter(framework=framework).count() + 1
        things = everything()
        _require_known(things, members, exclusions)
        held = resolve(members, exclusions, things, as_of=effective_from)
        value = ScopeVersion(
            id=f"{framework}-v{version}",
            framework=framework,
            version=version,
            name=name,
            statement=statement,
            members=tuple(members),
            exclusions=tuple(exclusions),
            held=holdings(held),
            effective_from=effective_from,
            prepared_by=actor.id,
            terms=Terms(
                categories=None if categories is None else tuple(categories),
                period=period,
                stated=stated_of(framework, (one.thing for one in held), things),
            ),
        )
        record(value, actor=actor, now=now, action="scope.draft", reason=reason)
    return value


def _require_known(
    things: Sequence[Thing], members: Sequence[Membership], exclusions: Sequence[Exclusion]
) -> None:
    """Every thing that is named stands in a register; what is kept out says why."""
    known = {thing.id for thing in things}
    unknown = sorted({*(m.thing for m in members), *(e.thing for e in exclusions)} - known)
    if unknown:
        raise RefusedError("unknown_thing", object=", ".join(unknown))
    silent = [e.thing for e in exclusions if not e.reason.strip()]
    if silent:
        raise RefusedError("exclusion_without_reason", object=", ".join(silent))


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
