"""Verbs on mappings: enter candidates, adopt ours, accept or reject, put a reviewer's own name to one."""

from collections.abc import Sequence
from datetime import date, datetime

from dualtrack.app.ledger.refusals import RefusedError, require_day
from dualtrack.app.ledger.services import Change, exclusive, record, record_many
from dualtrack.app.mappings.models import MappingDecisionRow
from dualtrack.domain.frameworks.crosswalk import Mapping, MappingStatus
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.mappings.decision import (
    MappingDecision,
    decided,
    decision_id,
    decision_refusal,
    entered,
    of_ours,
    review_refusal,
    reviewed,
)
from dualtrack.domain.mappings.held import same_judgement


def enter(
    *, actor: Actor, now: datetime, today: date, mappings: Sequence[Mapping], reason: str = ""
) -> tuple[MappingDecision, ...]:
    """Record judgements that passed the rules as candidates, all or none; they count nowhere yet."""
    values = tuple(entered(m, by=actor.id, on=today) for m in mappings)
    changes = [Change(value=v, action="mapping.enter", reason=reason) for v in values]
    record_many(changes, actor=actor, now=now)
    return values


def adopt(
    *, actor: Actor, now: datetime, today: date, ours: Sequence[Mapping], reason: str = ""
) -> tuple[MappingDecision, ...]:
    """Make judgements that we ship the organisation's own, in the wording that they have now; all or none."""
    return _decide_all(actor=actor, now=now, today=today, ours=ours, to=MappingStatus.ACCEPTED, reason=reason)


def reject_ours(
    *, actor: Actor, now: datetime, today: date, ours: Mapping, reason: str
) -> tuple[MappingDecision, ...]:
    """Take a judgement that we ship out of the count, and say why."""
    return _decide_all(
        actor=actor, now=now, today=today, ours=[ours], to=MappingStatus.REJECTED, reason=reason
    )


def _decide_all(
    *,
    actor: Actor,
    now: datetime,
    today: date,
    ours: Sequence[Mapping],
    to: MappingStatus,
    reason: str,
) -> tuple[MappingDecision, ...]:
    with exclusive():
        before = [_held_of_ours(mapping, today) for mapping in ours]
        return _record_decided(before, actor=actor, now=now, today=today, to=to, reason=reason)


def _record_decided(
    held_before: Sequence[MappingDecision],
    *,
    actor: Actor,
    now: datetime,
    today: date,
    to: MappingStatus,
    reason: str,
) -> tuple[MappingDecision, ...]:
    values = []
    for before in held_before:
        require_day(today, now, _name(before.mapping))
        why = decision_refusal(before, to=to, by=actor, reason=reason)
        if why is not None:
            raise RefusedError(why, object=_name(before.mapping))
        values.append(decided(before, to=to, by=actor, on=today, reason=reason))
    changes = [Change(value=v, action=f"mapping.{_VERBS[to]}", reason=reason) for v in values]
    record_many(changes, actor=actor, now=now)
    return tuple(values)


def decide(
    *,
    actor: Actor,
    now: datetime,
    today: date,
    decisions: Sequence[str],
    to: MappingStatus,
    reason: str = "",
) -> tuple[MappingDecision, ...]:
    """Accept or reject judgements that were entered, all or none; whoever entered one cannot."""
    with exclusive():
        before = [held(d) for d in dict.fromkeys(decisions)]
        return _record_decided(before, actor=actor, now=now, today=today, to=to, reason=reason)


def review(*, actor: Actor, now: datetime, today: date, mapping: Mapping, shipped: bool) -> MappingDecision:
    """Put the actor's own name to a judgement, as its reviewer; nobody enters another's."""
    with exclusive():
        require_day(today, now, _name(mapping))
        before = _held_of_ours(mapping, today) if shipped else held(decision_id(mapping))
        why = review_refusal(before, by=actor)
        if why is not None:
            raise RefusedError(why, object=_name(mapping))
        value = reviewed(before, by=actor, on=today)
        record(value, actor=actor, now=now, action="mapping.review")
    return value


def held(decision: str) -> MappingDecision:
    """The judgement as it stands; refused when there is none of that id."""
    row = MappingDecisionRow.objects.filter(pk=decision).first()
    if row is None:
        raise RefusedError("unknown_mapping", object=decision)
    value: MappingDecision = row.to_value()
    return value


def _held_of_ours(mapping: Mapping, today: date) -> MappingDecision:
    """What was decided about a judgement of ours in just this wording, else a fresh start."""
    fresh = of_ours(mapping, on=today)
    row = MappingDecisionRow.objects.filter(pk=fresh.id).first()
    if row is None:
        return fresh
    value: MappingDecision = row.to_value()
    return value if same_judgement(value.mapping, mapping) else fresh


def _name(mapping: Mapping) -> str:
    return f"{mapping.source} -> {mapping.target}"


_VERBS = {MappingStatus.ACCEPTED: "accept", MappingStatus.REJECTED: "reject"}
