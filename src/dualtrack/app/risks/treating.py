"""Verbs on treatment: add an action, report it done, approve the plan, accept what remains."""

from datetime import date, datetime

from attrs import evolve

from dualtrack.app.accounts.models import PersonRow
from dualtrack.app.ledger import entropy
from dualtrack.app.ledger.refusals import RefusedError, require_day
from dualtrack.app.ledger.services import exclusive, record
from dualtrack.app.risks.models import RiskAcceptanceRow, RiskMethodRow, TreatmentActionRow
from dualtrack.app.risks.refusing import refuse_faults, refuse_older
from dualtrack.app.risks.registering import held_risk, known_ids
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.approval import Refusal
from dualtrack.domain.ledger.revision import same_revision
from dualtrack.domain.risks.acceptance import (
    AcceptanceKind,
    RiskAcceptance,
    acceptance_refusal,
    acting_as,
    digest_of,
    material,
    standing,
)
from dualtrack.domain.risks.method import RiskMethod, method_in_force
from dualtrack.domain.risks.risk import Risk, TreatmentAction
from dualtrack.domain.risks.risk_faults import action_faults

_VERBS = {AcceptanceKind.PLAN: "risk.approve_plan", AcceptanceKind.RESIDUAL: "risk.accept"}


def add_action(
    *,
    actor: Actor,
    now: datetime,
    today: date,
    risk: str,
    what: str,
    owner: str,
    due: date,
    controls: tuple[str, ...] = (),
) -> TreatmentAction:
    """One more action of a risk's plan."""
    with exclusive():
        held = held_risk(risk)
        if held.retired_on is not None:
            raise RefusedError("risk_is_retired", object=risk, day=held.retired_on)
        value = TreatmentAction(
            id=entropy.new_id("act"), risk=risk, what=what.strip(), owner=owner, due=due, controls=controls
        )
        refuse_faults(risk, action_faults(value, known_ids(), today))
        record(value, actor=actor, now=now, action="risk.plan")
    return value


def held_action(action: str) -> TreatmentAction:
    """An action as it stands; refused when there is none of that id."""
    row = TreatmentActionRow.objects.filter(pk=action).first()
    if row is None:
        raise RefusedError("unknown_action", object=action)
    value: TreatmentAction = row.to_value()
    return value


def finish_action(
    *,
    actor: Actor,
    now: datetime,
    today: date,
    action: str,
    done_on: date,
    evidence: str,
    seen: str | None = None,
) -> TreatmentAction:
    """Report that an action was done, with what shows it."""
    with exclusive():
        before = held_action(action)
        refuse_older("treatment_action", action, before, seen)
        if before.done_on is not None:
            raise RefusedError("action_is_done_already", object=action, day=before.done_on)
        value = evolve(before, done_on=done_on, evidence=evidence.strip())
        refuse_faults(action, action_faults(value, known_ids(), today))
        record(value, actor=actor, now=now, action="risk.act", reason=value.evidence)
    return value


def accept(
    *,
    actor: Actor,
    now: datetime,
    today: date,
    risk: str,
    kind: AcceptanceKind,
    seen: str | None = None,
) -> RiskAcceptance:
    """Approve the plan, or accept what remains, of a risk as it stands: its owner, and whom the method names.

    `seen`: the hash of the material part that was read; another than that is refused.
    """
    require_day(today, now, risk)
    with exclusive():
        held = held_risk(risk)
        actions = _actions(risk)
        said = material(held, actions)
        if not same_revision(seen, digest_of(said)):
            raise RefusedError(Refusal.CHANGED, object=risk)
        capacities = _judged(actor, today, held, kind, actions)
        value = RiskAcceptance(
            id=entropy.new_id("acc"),
            risk=risk,
            kind=kind,
            accepted_by=str(actor.person_id),
            accepted_on=today,
            capacities=capacities,
            digest=digest_of(said),
            material=said,
        )
        record(value, actor=actor, now=now, action=_VERBS[kind])
    return value


def _judged(
    actor: Actor, today: date, risk: Risk, kind: AcceptanceKind, actions: tuple[TreatmentAction, ...]
) -> tuple[str, ...]:
    """In which capacities somebody accepts; refused with the reason of the domain."""
    methods: list[RiskMethod] = [row.to_value() for row in RiskMethodRow.objects.all()]
    by_id = {m.id: m for m in methods}
    rows = RiskAcceptanceRow.objects.filter(risk=risk.id)
    held = standing(kind, risk, by_id.get(risk.method), actions, [row.to_value() for row in rows])
    holds = _roles_and_jobs(actor, today)
    in_force = method_in_force(methods, today)
    why = acceptance_refusal(held, risk, actor=actor, may_act_as=holds, in_force=in_force, today=today)
    if why is not None:
        named = ", ".join(held.asked)
        raise RefusedError(why, object=risk.id, owner=risk.owner or "-", named=named)
    return acting_as(held, risk, actor=actor, may_act_as=holds)


def _actions(risk: str) -> tuple[TreatmentAction, ...]:
    return tuple(row.to_value() for row in TreatmentActionRow.objects.filter(risk=risk).order_by("pk"))


def _roles_and_jobs(actor: Actor, today: date) -> tuple[str, ...]:
    row = PersonRow.objects.filter(pk=actor.person_id).first()
    if row is None or (row.left_on is not None and row.left_on <= today):
        return ()
    return (*row.roles, *row.jobs)
