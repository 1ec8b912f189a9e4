"""What the plan says of the internal audit and the management review, for the patterns."""

from datetime import date, datetime

from dualtrack.app.ledger.queries import of_kind
from dualtrack.app.ledger.recorded import recorded_type
from dualtrack.app.programme.memo import Judged
from dualtrack.app.programme.models import PlanMoveRow
from dualtrack.app.programme.planning import drawn_up
from dualtrack.app.programme.queries import When
from dualtrack.domain.programme.patterns.artefacts import AuditTaskScope
from dualtrack.domain.programme.patterns.planned import audit_tasks
from dualtrack.domain.programme.snapshot import Programme
from dualtrack.domain.risks.register import RiskRegister


def planned_audits(
    judged: Judged, risks: RiskRegister, when: When, until: datetime | None
) -> tuple[AuditTaskScope, ...]:
    """The audits and reviews of the plan of a day."""
    held = drawn_up(judged, risks, when, until)
    moved = _moved_on(judged.programme, until) if held.recorded.moves else {}
    return audit_tasks(held.plan, held.as_drawn, held.recorded.completions, moved, when.as_of)


def _moved_on(programme: Programme, until: datetime | None) -> dict[str, date]:
    """The day on which each task that is moved was moved last."""
    kind = recorded_type(PlanMoveRow)[0]
    known = (one for one in of_kind(kind) if until is None or one.recorded_at <= until)
    return {one.object.removeprefix(f"{kind}/"): programme.local_day(one.recorded_at) for one in known}
