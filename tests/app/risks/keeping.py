"""Risks put on record for tests: an approved method, a risk of Bob's, its plan and acceptance."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from attrs import evolve
from tests.domain.risks import making as make

from dualtrack.app.risks import methods, registering, treating
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.revision import revision_digest
from dualtrack.domain.risks.acceptance import AcceptanceKind, RiskAcceptance
from dualtrack.domain.risks.method import RiskMethod
from dualtrack.domain.risks.risk import Risk, TreatmentAction

LEAD, MANAGER, OWNER = Actor("person:alice", "ui"), Actor("person:charlie", "ui"), Actor("person:bob", "ui")


def approved_method(now: datetime, lead: Actor = LEAD, manager: Actor = MANAGER, **fields: Any) -> RiskMethod:
    """A version that is in force from that day."""
    drafted = methods.draft(actor=lead, now=now, method=make.method(**fields))
    return methods.approve(
        actor=manager, now=now, today=now.date(), method=drafted.id, seen=revision_digest(drafted)
    )


def added(now: datetime, actor: Actor = LEAD, **fields: Any) -> Risk:
    """A risk of Bob's with AC-05 behind it."""
    said = make.risk(**{"owner": "bob", "identified_on": now.date(), **fields})
    return registering.add(actor=actor, now=now, today=now.date(), risk=said)


def planned(now: datetime, risk: str, actor: Actor = LEAD, **fields: Any) -> TreatmentAction:
    """An action of Bob's, due in a month."""
    plain: dict[str, Any] = {
        "what": "Roll out hardware keys",
        "owner": "bob",
        "due": now.date() + timedelta(days=30),
    }
    return treating.add_action(actor=actor, now=now, today=now.date(), risk=risk, **{**plain, **fields})


def accept(
    now: datetime, risk: str, kind: str = "residual", actor: Actor = OWNER, seen: str | None = None
) -> RiskAcceptance:
    """Approve the plan or accept what remains."""
    return treating.accept(
        actor=actor, now=now, today=now.date(), risk=risk, kind=AcceptanceKind(kind), seen=seen
    )


def numbered(values: Sequence[Risk], day: date) -> list[Risk]:
    """Risks of a day, to be put on record many at once."""
    return [evolve(r, identified_on=day) for r in values]
