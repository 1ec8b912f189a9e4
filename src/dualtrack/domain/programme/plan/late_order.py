"""The order of the audits that nobody decided in phase 1, as work that grows with each week."""

from datetime import date

from dualtrack.domain.frameworks.catalogue import ShownBy
from dualtrack.domain.programme.plan.schedule import Plan
from dualtrack.domain.programme.plan.sequencing import Undecided
from dualtrack.domain.programme.work import Work, WorkKind

DECISION = "sequencing_decision"  # the task, and what stands in the place of a delta
_WEEK = 7


def late_order(found: Undecided, plan: Plan, other: Plan, owner: str | None) -> tuple[Work, ...]:
    """The decision that is owed, with what waiting costs; none where the plan holds no such decision.

    `plan` is that of the day, by the order that is taken until somebody decides; `other` has the other order.
    Waiting costs nothing while the decision has slack, and a week of the last end with each week after that;
    decided the other way, the last end lies where `other` has it.
    """
    task = plan.of(DECISION)
    if task is None:
        return ()
    ends, turned = last_end(plan), last_end(other)
    params = {
        "since": found.since.isoformat(),
        "weeks": str(found.weeks),
        "slack": str(task.slack_days // _WEEK),
        "ends": ends.isoformat(),
        "turned": turned.isoformat(),
        "slip": str(max(0, -(-(turned - ends).days // _WEEK))),
    }
    return (
        Work(
            id=DECISION,
            kind=WorkKind.DECISION,
            control=None,
            owner=owner,
            delta=DECISION,
            shown_by=ShownBy.APPROVAL,
            params=tuple(params.items()),
        ),
    )


def last_end(plan: Plan) -> date:
    """The last day of the later of the two audits, with its report or certificate."""
    ends = [one.last for one in plan.tasks if one.task.milestone]
    return max(ends, default=plan.end)
