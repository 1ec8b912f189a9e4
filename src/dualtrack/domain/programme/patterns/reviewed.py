"""Internal audit and management review on a day: controls, records and plan tasks, and since when of each."""

from datetime import date, timedelta

from attrs import frozen

from dualtrack.domain.controls.control import Control
from dualtrack.domain.evidence.evidence import Evidence
from dualtrack.domain.programme.patterns.artefacts import AuditTaskScope, TaskKind
from dualtrack.domain.programme.patterns.facts import SOC2, PatternFacts
from dualtrack.domain.programme.patterns.finding import Code, Fact, PatternFinding, Severity

A_YEAR = timedelta(days=365)
OUTSIDE = "outside_the_period"  # what is said of a task


@frozen(kw_only=True)
class ReviewTask:
    """What one of the two is found by."""

    kind: TaskKind
    clauses: tuple[str, ...]
    apart: Code
    short: Code
    unplanned: Code
    outside: Code


TASKS = (
    ReviewTask(
        kind=TaskKind.INTERNAL_AUDIT,
        clauses=("iso27001:9.2.1", "iso27001:9.2.2"),
        apart=Code.AUDIT_APART,
        short=Code.AUDIT_SHORT,
        unplanned=Code.AUDIT_UNPLANNED,
        outside=Code.AUDIT_OUTSIDE,
    ),
    ReviewTask(
        kind=TaskKind.MANAGEMENT_REVIEW,
        clauses=("iso27001:9.3.1", "iso27001:9.3.2", "iso27001:9.3.3"),
        apart=Code.REVIEW_APART,
        short=Code.REVIEW_SHORT,
        unplanned=Code.REVIEW_UNPLANNED,
        outside=Code.REVIEW_OUTSIDE,
    ),
)


@frozen(kw_only=True)
class Seen:
    """The controls, records and tasks of one of the two, and since when its scope is looked at."""

    task: ReviewTask
    controls: tuple[Control, ...]
    evidence: tuple[Evidence, ...]  # of the last year
    planned: tuple[AuditTaskScope, ...]
    since: date

    @property
    def said(self) -> tuple[AuditTaskScope, ...]:
        """The tasks of which the plan says what they cover."""
        return tuple(one for one in self.planned if one.covers is not None)

    @property
    def apart(self) -> bool:
        """True where no control that performs it serves SOC 2 as well."""
        served = [r for c in self.controls for r in c.requirements]
        return bool(self.controls) and not any(r.startswith(f"{SOC2}:") for r in served)


def seen(facts: PatternFacts, task: ReviewTask) -> Seen:
    """From phase 4 on, or from the day of the first record of it, in the plan or elsewhere, if earlier."""
    controls = facts.behind(*task.clauses)
    held = facts.evidence_of(frozenset(c.id for c in controls))
    known = (date.fromordinal(facts.known_from(e)) for e in held)
    planned = tuple(one for one in facts.tasks or () if one.kind is task.kind)
    said = (one.said_on for one in planned if one.said_on is not None)
    return Seen(
        task=task,
        controls=controls,
        evidence=tuple(e for e in held if e.performed > facts.as_of - A_YEAR),
        planned=planned,
        since=min([facts.course.begins(4), *known, *said]),
    )


def told(
    facts: PatternFacts,
    one: Seen,
    code: Code,
    *about: Fact,
    since: date | None = None,
    counts: tuple[tuple[str, int], ...] = (),
) -> PatternFinding:
    """A finding about one of the two, with its records; owed by who owns the first of its controls."""
    owners = [c.owner for c in one.controls if c.owner is not None]
    return PatternFinding(
        code=code,
        since=since or one.since,
        severity=_severity(facts, one),
        facts=(*about, *_records(one)),
        counts=counts,
        owner=owners[0] if owners else facts.lead,
    )


def _records(one: Seen) -> tuple[Fact, ...]:
    return (
        *(Fact(kind="control", id=c.id) for c in one.controls),
        *(Fact(kind="evidence", id=e.id, weighs=False) for e in one.evidence),
    )


def _severity(facts: PatternFacts, one: Seen) -> Severity:
    """Cheap while it is a plan, dearer once it was performed so, grave when the auditors come."""
    if facts.as_of >= facts.course.begins(5):
        return Severity.HIGH
    return Severity.MEDIUM if one.evidence else Severity.LOW
