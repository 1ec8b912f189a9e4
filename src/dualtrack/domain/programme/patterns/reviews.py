"""Internal audit and management review scoped too narrowly: both look at ISO 27001 alone.

ISO/IEC 27001 9.2, 9.3; SOC 2 CC4.1, CC4.2. One management system has one audit and one review of the whole,
SOC 2's own artefacts included. What they cover is read from the plan's tasks where it says so, and until then
from the wording and the records of the controls behind the clauses, and from what meetings were about.
"""

from datetime import date, timedelta

from attrs import frozen

from dualtrack.domain.controls.control import Control
from dualtrack.domain.evidence.evidence import Evidence
from dualtrack.domain.programme.patterns.artefacts import WANTED, AuditTaskScope, TaskKind, named_in
from dualtrack.domain.programme.patterns.facts import SOC2, PatternFacts
from dualtrack.domain.programme.patterns.finding import Code, Fact, PatternFinding, Severity

_A_YEAR = timedelta(days=365)


@frozen(kw_only=True)
class _Task:
    """What one of the two is found by."""

    kind: TaskKind
    clauses: tuple[str, ...]
    apart: Code
    short: Code


_TASKS = (
    _Task(
        kind=TaskKind.INTERNAL_AUDIT,
        clauses=("iso27001:9.2.1", "iso27001:9.2.2"),
        apart=Code.AUDIT_APART,
        short=Code.AUDIT_SHORT,
    ),
    _Task(
        kind=TaskKind.MANAGEMENT_REVIEW,
        clauses=("iso27001:9.3.1", "iso27001:9.3.2", "iso27001:9.3.3"),
        apart=Code.REVIEW_APART,
        short=Code.REVIEW_SHORT,
    ),
)


@frozen(kw_only=True)
class _Seen:
    """The controls, records and tasks of one of the two, and since when its scope is looked at."""

    task: _Task
    controls: tuple[Control, ...]
    evidence: tuple[Evidence, ...]
    planned: tuple[AuditTaskScope, ...]
    since: date

    @property
    def apart(self) -> bool:
        """True where no control that performs it serves SOC 2 as well."""
        served = [r for c in self.controls for r in c.requirements]
        return bool(self.controls) and not any(r.startswith(f"{SOC2}:") for r in served)


def reviews(facts: PatternFacts) -> tuple[PatternFinding, ...]:
    """From phase 4 on, or from the day of the first record of one of the two if that is earlier."""
    if not facts.combined:
        return ()
    seen = (_seen(facts, task) for task in _TASKS)
    return tuple(
        found
        for one in seen
        if one.since <= facts.as_of
        for found in (_apart(facts, one), _short(facts, one))
        if found is not None
    )


def _seen(facts: PatternFacts, task: _Task) -> _Seen:
    controls = facts.behind(*task.clauses)
    held = facts.evidence_of(frozenset(c.id for c in controls))
    known = (date.fromordinal(facts.known_from(e)) for e in held)
    return _Seen(
        task=task,
        controls=controls,
        evidence=tuple(e for e in held if e.performed > facts.as_of - _A_YEAR),
        planned=tuple(one for one in facts.tasks if one.kind is task.kind),
        since=min([facts.course.begins(4), *known]),
    )


def _apart(facts: PatternFacts, seen: _Seen) -> PatternFinding | None:
    """Every control behind the clauses serves ISO only, whatever it says of itself."""
    if not seen.apart:
        return None
    return PatternFinding(
        code=seen.task.apart,
        since=seen.since,
        severity=_severity(facts, seen),
        facts=_facts(seen),
        counts=(("controls", len(seen.controls)), ("evidence", len(seen.evidence))),
        owner=_owner(facts, seen),
    )


def _short(facts: PatternFacts, seen: _Seen) -> PatternFinding | None:
    """What is to be covered leaves out SOC 2's own; told once where its controls serve ISO only."""
    if not seen.planned and (seen.apart or not seen.controls):
        return None
    covered = _planned(seen) if seen.planned else _worded(facts, seen)
    missing = [one for one in WANTED[seen.task.kind] if one not in covered]
    if not missing:
        return None
    return PatternFinding(
        code=seen.task.short,
        since=seen.since,
        severity=_severity(facts, seen),
        facts=(*_facts(seen), *(Fact(kind="artefact", id=one.value) for one in missing)),
        counts=(("missing", len(missing)), ("wanted", len(WANTED[seen.task.kind]))),
        owner=_owner(facts, seen),
    )


def _planned(seen: _Seen) -> frozenset[str]:
    return frozenset[str]().union(*(one.covers for one in seen.planned))


def _worded(facts: PatternFacts, seen: _Seen) -> frozenset[str]:
    """What controls, their records and, of a review, the meetings of the last year say that they cover."""
    texts = [text for c in seen.controls for text in (c.title, c.activity, *c.evidence)]
    texts += [text for e in seen.evidence for text in (e.title, e.note)]
    if seen.task.kind is TaskKind.MANAGEMENT_REVIEW:
        year = facts.as_of - _A_YEAR
        held = (m for m in facts.meetings if year < m.on <= facts.as_of and _reviews(m.name, m.topics))
        texts += [text for m in held for text in (m.topics, m.decisions)]
    return frozenset[str]().union(*(named_in(text) for text in texts))


def _reviews(name: str, topics: str) -> bool:
    return "management review" in f"{name} {topics}".lower()


def _facts(seen: _Seen) -> tuple[Fact, ...]:
    return (
        *(Fact(kind="task", id=one.task) for one in seen.planned),
        *(Fact(kind="control", id=c.id) for c in seen.controls),
        *(Fact(kind="evidence", id=e.id, weighs=False) for e in seen.evidence),
    )


def _owner(facts: PatternFacts, seen: _Seen) -> str | None:
    owners = [c.owner for c in seen.controls if c.owner is not None]
    return owners[0] if owners else facts.lead


def _severity(facts: PatternFacts, seen: _Seen) -> Severity:
    """Cheap while it is a plan, dearer once it was performed so, grave when the auditors come."""
    if facts.as_of >= facts.course.begins(5):
        return Severity.HIGH
    return Severity.MEDIUM if seen.evidence else Severity.LOW
