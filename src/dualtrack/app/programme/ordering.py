"""Verbs on the order of the audits: proposed by one person, approved by another."""

from datetime import date, datetime

from attrs import evolve

from dualtrack.app.accounts.rights import require
from dualtrack.app.ledger.approving import approve_revision
from dualtrack.app.ledger.refusals import RefusedError, require_day
from dualtrack.app.ledger.services import exclusive, record
from dualtrack.app.programme import memo
from dualtrack.app.programme.models import SequencingDecisionRow
from dualtrack.app.programme.order_pricing import priced
from dualtrack.app.programme.plan_changes import require_reason
from dualtrack.app.programme.planning import drawn_up, planned
from dualtrack.app.programme.queries import When, frameworks, organisation, past
from dualtrack.app.risks.queries import register
from dualtrack.domain.ledger.person import Viewer, program
from dualtrack.domain.programme.organisation import Sequencing, both_audits
from dualtrack.domain.programme.plan.late_order import late_order
from dualtrack.domain.programme.plan.sequencing import SequencingDecision, decision_on
from dualtrack.domain.programme.work import Work


def propose(
    viewer: Viewer, *, now: datetime, today: date, option: Sequencing, reason: str
) -> SequencingDecision:
    """Prepare the decision on which audit comes first, to be approved by somebody else.

    It keeps the price of the change by the plan of this day. The order in force is not proposed again.
    """
    require(viewer, "sequencing.propose")
    require_day(today, now, "sequencing")
    if not both_audits(frameworks(today)):
        raise RefusedError("one_audit_has_no_order", object=organisation().profile.value)
    require_reason("sequencing", reason)
    own = planned(viewer, When(as_of=today))
    in_force = decision_on(own.recorded.decisions, today)
    if in_force is not None and in_force.option is option:
        raise RefusedError(
            "order_in_force", object=option.value, day=in_force.approved_on, decision=in_force.id
        )
    found = priced(viewer, own, option)
    with exclusive():
        version = SequencingDecisionRow.objects.count() + 1
        value = SequencingDecision(
            id=f"sequencing-v{version}",
            version=version,
            option=option,
            reason=reason.strip(),
            prepared_by=viewer.actor.id,
            prepared_on=today,
            price=found.price,
            cost=found.cost,
        )
        record(value, actor=viewer.actor, now=now, action="sequencing.propose", reason=value.reason)
    return value


def undecided_order(when: When, owner: str | None) -> tuple[Work, ...]:
    """The order as work that is owed, by whoever leads, where phase 1 ended and nobody decided it."""
    reader, until = program("plan"), past(when)
    held = drawn_up(memo.judged(reader, when), register(reader, until), when, until)
    if held.undecided is None:
        return ()
    (turned,) = set(Sequencing) - {held.choices.sequencing}
    other = evolve(held, choices=evolve(held.choices, sequencing=turned))
    return late_order(held.undecided, held.plan, other.plan, owner)


def decide(
    viewer: Viewer, *, now: datetime, today: date, decision: str, seen: str | None = None
) -> SequencingDecision:
    """Approve it; whoever prepared it cannot. `seen`: the hash of what was read."""
    require(viewer, "sequencing.approve")
    value: SequencingDecision = approve_revision(
        SequencingDecisionRow,
        decision,
        actor=viewer.actor,
        now=now,
        today=today,
        seen=seen,
        action="sequencing.approve",
    )
    return value
