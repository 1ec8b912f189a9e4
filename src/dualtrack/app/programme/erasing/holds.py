"""Verbs on legal holds: set one, and lift it as a person who signed in."""

from datetime import date, datetime

from dualtrack.app.accounts.rights import require
from dualtrack.app.controls.services import held as held_control
from dualtrack.app.ledger import entropy
from dualtrack.app.ledger.models import LegalHoldRow
from dualtrack.app.ledger.queries import history
from dualtrack.app.ledger.refusals import RefusedError, require_day
from dualtrack.app.ledger.services import exclusive, record
from dualtrack.domain.ledger.hold import Covers, HoldProblem, LegalHold, lifted, problem
from dualtrack.domain.ledger.person import Viewer


def set_hold(
    viewer: Viewer,
    *,
    now: datetime,
    today: date,
    covers: Covers,
    reason: str,
    subject: str = "",
    first: date | None = None,
    last: date | None = None,
) -> LegalHold:
    """Record a hold; from now on nothing under it is erased."""
    require(viewer, "holds.set")
    require_day(today, now, subject or covers)
    value = LegalHold(
        id=entropy.new_id("hld"),
        covers=covers,
        reason=reason.strip(),
        set_by=viewer.actor.id,
        set_on=today,
        subject=subject.strip(),
        first=first,
        last=last,
    )
    why = problem(value)
    if why is not None:
        raise RefusedError(why, covers=covers, first=first, last=last)
    if covers is Covers.CONTROL:
        held_control(value.subject)
    if covers is Covers.OBJECT and next(history(value.subject), None) is None:
        raise RefusedError("unknown_object", object=value.subject)
    record(value, actor=viewer.actor, now=now, action="hold.set")
    return value


def lift(viewer: Viewer, *, now: datetime, today: date, hold: str, because: str) -> LegalHold:
    """Lift a hold, as a named person who signed in: it opens the way to an erasure."""
    require(viewer, "holds.lift")
    require_day(today, now, hold)
    if not viewer.actor.can_approve:
        raise RefusedError("hold_is_lifted_by_a_person", object=hold)
    with exclusive():
        row = LegalHoldRow.objects.filter(pk=hold).first()
        if row is None:
            raise RefusedError("unknown_hold", object=hold)
        value = lifted(row.to_value(), by=viewer.actor.id, on=today, because=because)
        if isinstance(value, HoldProblem):
            raise RefusedError(value, object=hold)
        record(value, actor=viewer.actor, now=now, action="hold.lift")
    return value
