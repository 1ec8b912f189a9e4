"""What the people of the example recorded of their plan: the order of the audits, completions, a baseline."""

from datetime import date, datetime, timedelta
from functools import partial

from dualtrack.app.cli.example import company
from dualtrack.app.cli.example.script import VIEWER, Script, at, by
from dualtrack.app.ledger.services import record
from dualtrack.app.programme import ordering, plan_changes
from dualtrack.app.programme.planning import plan_files
from dualtrack.domain.ledger.person import Role, Viewer
from dualtrack.domain.programme.organisation import Profile, Sequencing
from dualtrack.domain.programme.plan.choices import Choices, PlanCompletion
from dualtrack.domain.programme.plan.schedule import Placed
from dualtrack.domain.programme.plan.schedule import plan as drawn_up

_BY = {
    "lead": "mara",
    "manager": "ingrid",
    "engineer": "tomas",
    "control_owner": "mara",
    "hr": "mara",
    "legal": "mara",
    "risk_owner": "mara",
    "internal_auditor": "mara",
    "cpa_firm": "mara",
    "certification_body": "mara",
}
# Days after the plan on which it was done; what is not named was done on its day.
_LATE = {"policy_acknowledgement": 12, "penetration_test": 20, "evidence_sources": 6}
# Open on the day of the example, though the plan had it done.
_OPEN = frozenset({"procedures", "review_pack", "confidentiality_controls"})


def plan(script: Script) -> None:
    """The decision in phase 1, the baseline after it, and each task on the day on which it was done."""
    script.add(at(date(2027, 2, 8), 11), _propose)
    script.add(at(date(2027, 2, 15), 10), _decide)
    script.add(at(date(2027, 3, 3), 17), _keep)
    for one in _drawn():
        day = one.last + timedelta(days=_LATE.get(one.task.id, 0))
        if not one.task.fact and one.task.id not in _OPEN and day < company.TODAY.date():
            script.add(at(day, 16, 30), partial(_complete, one, day))


def _drawn() -> tuple[Placed, ...]:
    profiles, tasks = plan_files()
    choices = Choices(
        profile=Profile.FIRST_COMBINED.value,
        start=company.START,
        sequencing=Sequencing.ISO_FIRST,
        period_months=6,
        categories=("availability", "confidentiality"),
    )
    return drawn_up(profiles[Profile.FIRST_COMBINED.value], tasks, choices).tasks


def _complete(one: Placed, day: date, now: datetime) -> None:
    value = PlanCompletion(id=one.task.id, on=day, by=by(_BY[one.task.role]).id, note="Held as planned.")
    record(value, actor=by(_BY[one.task.role]), now=now, action="plan.complete", reason=value.note)


def _as(person: str, role: Role) -> Viewer:
    return Viewer(actor=by(person), roles=frozenset({role}))


def _propose(now: datetime) -> None:
    ordering.propose(
        _as("mara", Role.LEAD),
        now=now,
        today=now.date(),
        option=Sequencing.ISO_FIRST,
        reason="Two thirds of the pipeline is European and asks for ISO 27001; two customers wait for it.",
    )


def _decide(now: datetime) -> None:
    ordering.decide(_as("ingrid", Role.MANAGER), now=now, today=now.date(), decision="sequencing-v1")


def _keep(now: datetime) -> None:
    plan_changes.baseline(VIEWER, now=now, today=now.date(), name="Agreed at the end of phase 1")
