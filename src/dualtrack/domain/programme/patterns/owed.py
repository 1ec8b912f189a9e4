"""What ends a failure pattern, as work on a list: it goes away when the pattern does or is answered."""

from collections.abc import Iterable

from dualtrack.domain.frameworks.catalogue import ShownBy
from dualtrack.domain.programme.patterns.answers import Watched
from dualtrack.domain.programme.patterns.finding import Code, Pattern
from dualtrack.domain.programme.work import Work, WorkKind

FAILURE = "failure_pattern"  # what stands in the place of a delta
_SHOWN: dict[Pattern, ShownBy] = {
    Pattern.DOCUMENTATION: ShownBy.DOCUMENT,
    Pattern.SCOPES: ShownBy.APPROVAL,
    Pattern.RISKS: ShownBy.RECORD,
    Pattern.REVIEWS: ShownBy.RECORD,
}
# What asks for that which the finding lacks: clauses, Annex A and criteria.
ASKS: dict[Code, tuple[str, ...]] = {
    Code.FORMAL: ("iso27001:7.5.1", "iso27001:A.5.37"),
    Code.PHYSICAL: ("iso27001:7.5.1", "iso27001:A.7.1"),
    Code.CRYPTOGRAPHY: ("iso27001:7.5.1", "iso27001:A.8.24"),
    Code.DEVELOPMENT: ("iso27001:7.5.1", "iso27001:A.8.25"),
    Code.UNSCOPED: ("iso27001:4.3",),
    Code.DIFFER: ("iso27001:4.3",),
    Code.DRIFT: ("iso27001:4.3", "iso27001:6.3", "soc2:CC3.4"),
    Code.EMPTY: ("iso27001:6.1.2", "soc2:CC3.2"),
    Code.UNTIED: ("soc2:CC3.2", "soc2:CC9.1"),
    Code.UNCITED: ("soc2:CC3.1", "soc2:CC3.2", "soc2:CC9.1"),
    Code.ONCE: ("iso27001:8.2", "soc2:CC3.4"),
    Code.NO_FRAUD: ("soc2:CC3.3",),
    Code.NO_CHANGE: ("soc2:CC3.4",),
    Code.AUDIT_APART: ("iso27001:9.2.2", "soc2:CC4.1"),
    Code.AUDIT_SHORT: ("iso27001:9.2.2", "soc2:CC4.1"),
    Code.REVIEW_APART: ("iso27001:9.3.2", "soc2:CC4.2"),
    Code.REVIEW_SHORT: ("iso27001:9.3.2", "soc2:CC4.2"),
    Code.AUDIT_UNPLANNED: ("iso27001:9.2.2", "soc2:CC4.1"),
    Code.REVIEW_UNPLANNED: ("iso27001:9.3.1", "soc2:CC4.2"),
    Code.AUDIT_OUTSIDE: ("iso27001:9.2.1", "soc2:CC4.1"),
    Code.REVIEW_OUTSIDE: ("iso27001:9.3.1", "soc2:CC4.2"),
    Code.AUDIT_OWN_WORK: ("iso27001:9.2.2", "soc2:CC4.1"),
}


def pattern_work(held: Iterable[Watched]) -> tuple[Work, ...]:
    """One piece of work for each finding that no answer holds back, owed by whom the finding names."""
    return tuple(
        Work(
            id=f"{one.finding.id}/pattern",
            kind=WorkKind.PATTERN,
            control=None,
            owner=one.finding.owner,
            delta=FAILURE,
            shown_by=_SHOWN[one.finding.pattern],
            requirements=ASKS[one.finding.code],
            what=one.finding.id,
        )
        for one in held
        if one.open
    )
