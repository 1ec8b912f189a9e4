"""Documented information of a day, from the records of that day."""

from typing import Any

from dualtrack.app.accounts.rights import require
from dualtrack.app.programme import memo, register_findings
from dualtrack.app.programme.queries import When, past
from dualtrack.app.programme.risk_register import risks
from dualtrack.app.programme.why import there
from dualtrack.domain.audits.releases.release import in_force, series_of
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.documented import Held, Kept, documented

_STATEMENT = series_of("statement-of-applicability", None)
_REGISTERS = {
    "objectives": "objectives",
    "measurements": "measurements",
    "roles": "roles",
    "competences": "competences",
    "documentation": "documents",
}


def documented_information(viewer: Viewer, when: When) -> tuple[Held, ...]:
    """Every item of the 14 clauses, for those who may read the whole programme."""
    require(viewer, "programme.read")
    judged = memo.judged(viewer, when)
    day, until = when.as_of, past(when)
    records: dict[str, Any] = {name: tuple(there(key, day, until)) for key, name in _REGISTERS.items()}
    return documented(
        Kept(
            programme=judged.programme,
            judged=judged.readiness,
            risks=risks(viewer, when).register,
            statement=in_force(judged.programme.releases, _STATEMENT),
            findings=register_findings.found(viewer, when),
            **records,
        )
    )
