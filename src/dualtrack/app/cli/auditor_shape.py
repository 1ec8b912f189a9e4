"""What `auditors` answers, in the contract's keys."""

from datetime import datetime
from typing import Any

from dualtrack.app.programme.auditing import Auditors
from dualtrack.app.programme.auditor_words import step_text
from dualtrack.app.programme.finding_words import finding_text
from dualtrack.domain.audits.choosing import AuditorBooking, AuditorDecision
from dualtrack.domain.programme.auditors.comparison import Candidate, Comparison
from dualtrack.domain.programme.cost.audit_days import AuditDays
from dualtrack.domain.registers.auditors import AuditQuote
from dualtrack.domain.registers.finding import Finding


def auditors_json(held: Auditors, known_at: datetime | None) -> dict[str, Any]:
    """Both choices with their candidates, and what is lacking."""
    return {
        "as_of": held.as_of.isoformat(),
        "known_at": known_at,
        "phase_1_end": held.phase_1_end.isoformat(),
        "persons": held.persons,
        "basis_stated": held.stated,
        "one_firm": held.one_firm,
        "engagements": [_engagement(held, one) for one in held.comparisons],
        "findings": [finding_json(one) for one in held.findings],
    }


def decision_json(one: AuditorDecision) -> dict[str, Any]:
    """A decision."""
    return {
        "framework": one.framework,
        "number": one.number,
        "firm": one.firm,
        "quote": one.quote or None,
        "reason": one.reason,
        "considered": list(one.considered),
        "decided_by": one.decided_by,
        "decided_on": one.decided_on.isoformat(),
    }


def booking_json(one: AuditorBooking) -> dict[str, Any]:
    """A booking."""
    return {
        "framework": one.framework,
        "number": one.number,
        "firm": one.firm,
        "starts_on": one.starts_on.isoformat(),
        "ends_on": one.ends_on.isoformat(),
        "confirmation": one.confirmation,
        "booked_by": one.booked_by,
        "booked_on": one.booked_on.isoformat(),
    }


def finding_json(one: Finding) -> dict[str, Any]:
    """A finding with its sentence."""
    return {
        "code": one.code.value,
        "record": one.record or None,
        "text": finding_text(one, {}),
        "since": one.since and one.since.isoformat(),
        "params": dict(one.params),
    }


def _engagement(held: Auditors, one: Comparison) -> dict[str, Any]:
    decision, booking = held.chosen.get(one.framework), held.booked.get(one.framework)
    return {
        "framework": one.framework,
        "decision": None if decision is None else decision_json(decision),
        "booking": None if booking is None else booking_json(booking),
        "currencies": list(one.currencies),
        "audit_days": None if one.days is None else _days(one.days),
        "candidates": [_candidate(held, candidate) for candidate in one.candidates],
    }


def _days(one: AuditDays) -> dict[str, Any]:
    names = ("initial", "fewest", "stage1", "stage2", "surveillance", "recertification")
    return {
        "counted": one.counted,
        "table": str(one.table),
        "source": one.source.value,
        **{name: str(getattr(one, name)) for name in names},
        "steps": [{"code": s.code.value, "text": step_text(s), "params": s.told} for s in one.steps],
    }


def _candidate(held: Auditors, one: Candidate) -> dict[str, Any]:
    return {
        "firm": one.firm.id,
        "name": one.firm.name,
        "kind": one.firm.kind.value,
        "eligible": one.eligible,
        "disqualifying": [finding_json(f) for f in one.disqualifying],
        "questions": [finding_json(f) for f in one.questions],
        "quote": None if one.quote is None else _quote(one.quote),
        "table_days": None if one.table_days is None else str(one.table_days),
        "day_price": None if one.day_price is None else str(one.day_price),
        "declared_on": one.declaration and one.declaration.declared_on.isoformat(),
        "references": len(one.firm.customers),
        "relations": [r.id for r in one.relations],
        "group": [{"firm": key, "name": held.named(key)} for key in one.group],
    }


def _quote(one: AuditQuote) -> dict[str, Any]:
    amounts = ("fee", "days", "stage1_days", "day_rate")
    days = ("valid_until", "offered_from", "offered_until")
    return {
        "id": one.id,
        "kind": one.kind.value,
        "currency": one.currency or None,
        "persons": one.persons,
        "lead_weeks": one.lead_weeks,
        **{n: None if getattr(one, n) is None else f"{getattr(one, n):f}" for n in amounts},
        **{n: None if getattr(one, n) is None else getattr(one, n).isoformat() for n in days},
    }
