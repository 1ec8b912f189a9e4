"""Verbs on applicability: decide which Annex A controls and criteria apply, with the reason."""

from collections.abc import Sequence
from datetime import date, datetime

from attrs import evolve
from django.db.models import Max

from dualtrack.app.ledger.refusals import RefusedError, require_day
from dualtrack.app.ledger.services import Change, exclusive, record, record_many
from dualtrack.app.risks.models import ApplicabilityRow
from dualtrack.domain.frameworks.catalogue import Catalogue, Category
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.risks.applicability import Applicability, CategoryReason, numbered, problem
from dualtrack.domain.risks.grounds import NO_GROUNDS, Grounds


def decide(
    *,
    actor: Actor,
    now: datetime,
    decisions: Sequence[Applicability],
    catalogue: Catalogue,
    grounds: Grounds = NO_GROUNDS,
) -> None:
    """Record decisions of the actor, all or none; the first that a rule refuses is named.

    Each is the next on its requirement: those before it stay on record. `grounds` are what the records say
    already: what they ground needs no further word.
    """
    for decision in decisions:
        require_day(decision.decided_on, now, decision.requirement)
        if not catalogue.known(decision.requirement):
            raise RefusedError("unknown_requirement", requirement=decision.requirement)
        asked = catalogue.requirement(decision.requirement)
        derived = bool(grounds.of(decision.requirement, None))
        why = problem(decision, kind=asked.kind, category=asked.category, derived=derived)
        if why is not None:
            raise RefusedError(why, requirement=decision.requirement)
    with exclusive():
        last = dict(ApplicabilityRow.objects.values_list("requirement").annotate(last=Max("number")))
        changes = []
        for decision in decisions:
            number = last[decision.requirement] = last.get(decision.requirement, 0) + 1
            taken = numbered(evolve(decision, decided_by=actor.id), number)
            changes.append(Change(value=taken, action="applicability.decide", reason=_reason(taken)))
        record_many(changes, actor=actor, now=now)


def _reason(decision: Applicability) -> str:
    """What was said in words of our own: why it is excluded, or what a ground of its inclusion asks."""
    return decision.exclusion or "; ".join(j.text for j in decision.justifications if j.text)


def explain_category(
    *, actor: Actor, now: datetime, today: date, category: Category, reason: str
) -> CategoryReason:
    """Record why a category is examined or not; the common criteria (security) always are."""
    require_day(today, now, category)
    if not reason.strip():
        raise RefusedError("category_without_reason", object=category)
    value = CategoryReason(id=category.value, reason=reason.strip(), decided_by=actor.id, decided_on=today)
    record(value, actor=actor, now=now, action="category.explain", reason=value.reason)
    return value
