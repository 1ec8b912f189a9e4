"""A small programme for the tests of the plan: two audits, eight tasks, no catalogue."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from dualtrack.domain.programme.organisation import Sequencing
from dualtrack.domain.programme.plan.choices import Choices
from dualtrack.domain.programme.plan.schedule import Plan, plan
from dualtrack.domain.programme.plan.shape import (
    After,
    Condition,
    Months,
    Phase,
    PlanProfile,
    PlanTask,
    Source,
    Span,
    Spread,
)

START = date(2026, 3, 2)  # a Monday
NONE = Spread(0, 0, 0)


def months(start: str, end: str) -> Months:
    return Months(Decimal(start), Decimal(end))


def profile(**changed: Any) -> PlanProfile:
    """Fourteen months, the phases of the article."""
    said: dict[str, Any] = {
        "key": "first-combined",
        "title": "First combined programme",
        "source": Source.ARTICLE,
        "holds": frozenset({Condition.SOC2, Condition.ISO27001, Condition.CERTIFIES}),
        "months": (Decimal(13), Decimal(14)),
        "phases": (
            (Phase.SCOPE, months("0", "2")),
            (Phase.RISK, months("2", "4")),
            (Phase.IMPLEMENT, months("3", "10")),
            (Phase.OBSERVE, months("6", "12")),
            (Phase.AUDIT, months("12", "14")),
        ),
        "observation": Decimal(6),
        "stage_gap_days": 28,
    }
    return PlanProfile(**(said | changed))


def task(name: str, phase: Phase = Phase.SCOPE, days: int | Spread = 5, **changed: Any) -> PlanTask:
    """A task of so many working days."""
    spread = days if isinstance(days, Spread) else Spread(days, days, days)
    said: dict[str, Any] = {
        "id": name,
        "title": name.replace("_", " ").capitalize(),
        "phase": phase,
        "workstream": "governance",
        "role": "lead",
        "days": spread,
        "hours": spread,
    }
    return PlanTask(**(said | changed))


def after(*names: str) -> tuple[After, ...]:
    return tuple(After(name) for name in names)


TASKS = (
    task("scope_decision", days=10),
    task("window_gate", Phase.IMPLEMENT, 5, after=after("scope_decision")),
    task("observation", Phase.OBSERVE, NONE, span=Span.PERIOD, after=after("window_gate")),
    task(
        "records", Phase.OBSERVE, Spread(92, 92, 92), span=Span.CALENDAR_DAYS, after=after("scope_decision")
    ),
    task("internal_audit", Phase.OBSERVE, 10, at=Decimal("0.75"), role="internal_auditor"),
    task(
        "management_review",
        Phase.OBSERVE,
        1,
        at=Decimal("0.9"),
        after=after("internal_audit"),
        role="manager",
    ),
    task(
        "stage1",
        Phase.AUDIT,
        2,
        after=after("management_review"),
        after_soc2_first=after("fieldwork"),
        people=3,
    ),
    task(
        "stage2",
        Phase.AUDIT,
        Spread(3, 4, 6),
        after=(After("stage1", gap=True), After("records"), After("internal_audit")),
        milestone="last_audit_day",
        people=4,
    ),
    task("certificate", Phase.AUDIT, Spread(20, 25, 30), after=after("stage2"), milestone="certificate"),
    task(
        "fieldwork",
        Phase.AUDIT,
        Spread(8, 10, 15),
        after=after("observation"),
        after_iso_first=after("stage2"),
        milestone="last_audit_day",
        people=2,
    ),
    task("soc2_report", Phase.AUDIT, Spread(5, 10, 20), after=after("fieldwork"), milestone="soc2_report"),
    task("next_period", Phase.AUDIT, NONE, after=after("observation")),
    task("privacy_notice", days=3, when=frozenset({Condition.PRIVACY})),
)


def choices(**changed: Any) -> Choices:
    said: dict[str, Any] = {
        "profile": "first-combined",
        "start": START,
        "sequencing": Sequencing.ISO_FIRST,
        "period_months": 6,
    }
    return Choices(**(said | changed))


def planned(tasks: Iterable[PlanTask] = TASKS, *, of: PlanProfile | None = None, **changed: Any) -> Plan:
    """The plan of the small programme."""
    return plan(of or profile(), tuple(tasks), choices(**changed))


def put(name: str, **changed: Any) -> tuple[PlanTask, ...]:
    """The tasks with one of them changed."""
    from attrs import evolve  # noqa: PLC0415 - used here alone

    return tuple(evolve(one, **changed) if one.id == name else one for one in TASKS)
