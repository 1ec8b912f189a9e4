"""Answering a failure pattern that is a false alarm: by a lead or manager, with a reason, until a day."""

from datetime import date, datetime

from dualtrack.app.accounts.rights import require
from dualtrack.app.ledger.refusals import RefusedError, require_day
from dualtrack.app.ledger.services import exclusive, record
from dualtrack.app.programme.models import PatternAnswerRow
from dualtrack.app.programme.queries import When
from dualtrack.app.programme.watching import Watching, watching
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.patterns.answers import LONGEST_DAYS, PatternAnswer, last_day, refusal
from dualtrack.domain.programme.patterns.finding import PatternFinding


def answer(
    viewer: Viewer,
    *,
    now: datetime,
    today: date,
    finding: str,
    reason: str,
    until: date,
    seen: str | None = None,
) -> PatternAnswer:
    """Answer a finding of today; `seen` is the digest of the facts that were read, where they were shown.

    The answer is bound to the facts as they are: once they change it is void, and after its day it expired.
    """
    require(viewer, "patterns.answer")
    require_day(today, now, finding)
    with exclusive():
        found = _standing(watching(viewer, When(as_of=today)), finding)
        if seen is not None and seen != found.digest:
            raise RefusedError("pattern_changed_since_it_was_read", object=finding)
        refused = refusal(reason, until, today)
        if refused is not None:
            raise RefusedError(
                refused, object=finding, until=until, today=today, last=last_day(today), days=LONGEST_DAYS
            )
        number = PatternAnswerRow.objects.filter(finding=finding).count() + 1
        value = PatternAnswer(
            id=f"{finding}~{number}",
            number=number,
            finding=finding,
            facts=found.digest,
            reason=reason.strip(),
            answered_by=viewer.actor.id,
            answered_on=today,
            until=until,
        )
        record(value, actor=viewer.actor, now=now, action="pattern.answer", reason=value.reason)
    return value


def _standing(held: Watching, finding: str) -> PatternFinding:
    """The finding that stands today; one that does not cannot be answered."""
    for one in held.found:
        if one.finding.id == finding:
            return one.finding
    known = ", ".join(one.finding.id for one in held.found) or "–"
    raise RefusedError("pattern_finding_does_not_stand", object=finding, known=known)
