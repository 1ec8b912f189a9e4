"""The order that nobody decided, as work: what waiting costs, and what the other order would."""

from datetime import date

from tests.domain.programme.plan.making import TASKS, planned, task

from dualtrack.domain.programme.organisation import Sequencing
from dualtrack.domain.programme.plan.late_order import last_end, late_order
from dualtrack.domain.programme.plan.schedule import Plan
from dualtrack.domain.programme.plan.sequencing import Undecided
from dualtrack.domain.programme.work import WorkKind

LATE = Undecided(date(2026, 5, 2), 3)
WITH = (*TASKS, task("sequencing_decision", days=2))
TODAY = date(2026, 5, 18)


def plan(order: Sequencing = Sequencing.ISO_FIRST) -> Plan:
    return planned(WITH, sequencing=order, today=TODAY)


def test_the_decision_is_owed_with_the_weeks_of_slack_and_of_slip() -> None:
    one, other = plan(Sequencing.SOC2_FIRST), plan(Sequencing.ISO_FIRST)
    early, late = sorted((one, other), key=last_end)
    (work,) = late_order(LATE, early, late, "alice")
    assert (work.kind, work.owner, work.id) == (WorkKind.DECISION, "alice", "sequencing_decision")
    said = dict(work.params)
    decision = early.of("sequencing_decision")
    assert decision is not None
    assert (said["since"], said["weeks"]) == ("2026-05-02", "3")
    assert (said["ends"], said["turned"]) == (last_end(early).isoformat(), last_end(late).isoformat())
    assert int(said["slack"]) == decision.slack_days // 7
    days = (last_end(late) - last_end(early)).days
    assert days > 0
    assert int(said["slip"]) == -(-days // 7)
    (turned,) = late_order(LATE, late, early, None)
    assert dict(turned.params)["slip"] == "0"


def test_a_plan_without_the_decision_owes_none() -> None:
    assert late_order(LATE, planned(), planned(), "alice") == ()


def test_the_last_end_is_that_of_the_later_audit() -> None:
    held = plan()
    assert last_end(held) == max(day for name in ("soc2_report", "certificate") if (day := held.finish(name)))
