"""Verbs on applicability: decide which Annex A controls and criteria apply, with the reason."""

from collections.abc import Sequence
from datetime import datetime

from attrs import evolve

from dualtrack.app.ledger.refusals import RefusedError, require_day
from dualtrack.app.ledger.services import Change, record_many
from dualtrack.domain.frameworks.catalogue import Catalogue
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.risks.applicability import Applicability, problem


def decide(*, actor: Actor, now: datetime, decisions: Sequence[Applicability], catalogue: Catalogue) -> None:
    """Record decisions of the actor, all or none; the first that a rule refuses is named."""
    for decision in decisions:
        require_day(decision.decided_on, now, decision.id)
        if not catalogue.known(decision.id):
            raise RefusedError("unknown_requirement", requirement=decision.id)
        asked = catalogue.requirement(decision.id)
        why = problem(decision, kind=asked.kind, category=asked.category)
        if why is not None:
            raise RefusedError(why, requirement=decision.id)
    taken = (evolve(d, decided_by=actor.id) for d in decisions)
    changes = [Change(value=d, action="applicability.decide", reason=_reason(d)) for d in taken]
    record_many(changes, actor=actor, now=now)


def _reason(decision: Applicability) -> str:
    """What was said in words of our own: why it is excluded, or what a ground of its inclusion asks."""
    return decision.exclusion or "; ".join(j.text for j in decision.justifications if j.text)
