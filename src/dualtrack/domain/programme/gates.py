"""Gates: what has to be true before an audit's package may go out without the word INTERIM.

A failed gate stands beside the readiness figure and never inside it.
"""

from collections.abc import Callable
from datetime import date
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.audits.engagement import EngagementKind
from dualtrack.domain.frameworks.catalogue import Kind
from dualtrack.domain.programme.judgement import State
from dualtrack.domain.programme.operation import Operation
from dualtrack.domain.programme.readiness import open_majors
from dualtrack.domain.programme.snapshot import Programme
from dualtrack.domain.programme.statuses import Readiness
from dualtrack.domain.scope.scope import differences, in_force


class GateCode(StrEnum):
    """Every gate of the spine."""

    SCOPE_APPROVED = "scope_approved"
    SCOPES_ALIGNED = "scopes_aligned"
    PERIOD_ENDED = "period_ended"
    OPERATING_AT_START = "controls_operating_at_period_start"
    OPERATION_SHOWN = "operation_shown_for_every_control"
    APPLICABILITY_DECIDED = "applicability_decided"
    DOCUMENTS_IN_FORCE = "documented_information_in_force"
    INTERNAL_AUDIT_DONE = "internal_audit_performed"
    MANAGEMENT_REVIEW_DONE = "management_review_performed"
    NO_OPEN_MAJOR = "no_open_major_nonconformity"
    EARLIER_CLOSED = "earlier_nonconformities_closed"


@frozen
class Gate:
    """One gate: passed or not, and the records or requirements that stand in the way."""

    code: GateCode
    passed: bool
    blocking: tuple[str, ...] = ()


_Rule = Callable[[Programme, Readiness, str], tuple[str, ...]]  # what blocks; nothing means passed


def gates(programme: Programme, readiness: Readiness, kind: EngagementKind) -> tuple[Gate, ...]:
    """The gates of one kind of engagement, in the order in which they are usually passed."""
    rows = []
    for code in _BY_KIND[kind]:
        blocking = _RULES[code](programme, readiness, kind.framework)
        rows.append(Gate(code, not blocking, blocking))
    return tuple(rows)


def _scope_approved(programme: Programme, readiness: Readiness, framework: str) -> tuple[str, ...]:
    scope = in_force(programme.scopes, framework, readiness.as_of)
    if scope is None:
        return (framework,)
    return () if scope.approved(readiness.as_of) else (scope.id,)


def _scopes_aligned(programme: Programme, readiness: Readiness, framework: str) -> tuple[str, ...]:
    """The ISMS equals or encloses the SOC 2 system, and every difference has its reason."""
    del framework
    return open_differences(programme, readiness.as_of)


def open_differences(programme: Programme, as_of: date) -> tuple[str, ...]:
    """Things on which the two scopes differ without what design law asks for; empty with one scope only."""
    system = in_force(programme.scopes, "soc2", as_of)
    isms = in_force(programme.scopes, "iso27001", as_of)
    if system is None or isms is None:
        return ()
    compared = differences(system, isms, programme.scope_reasons, as_of=as_of)
    return tuple(d.thing for d in compared if d.finding)


def _today(programme: Programme, readiness: Readiness) -> date:
    """The day on which this is known: a package about the last day of a period is made after it."""
    return readiness.as_of if readiness.known_at is None else programme.local_day(readiness.known_at)


def _period_ended(programme: Programme, readiness: Readiness, framework: str) -> tuple[str, ...]:
    """The last day is over; while it runs, something may still happen on it."""
    mine = readiness.of(framework)
    if mine is None or mine.period is None:
        return (framework,)
    return () if mine.period.end < _today(programme, readiness) else (mine.period.id,)


def _operating_at_start(programme: Programme, readiness: Readiness, framework: str) -> tuple[str, ...]:
    """Every control behind an in-scope criterion operates from the first day of the period."""
    mine = readiness.of(framework)
    if mine is None or mine.period is None:
        return (framework,)
    start = mine.period.start
    by_id = {c.id: c for c in programme.controls}
    behind = {c for r in readiness.requirements if r.framework == framework for c in r.controls}
    late = (i for i in behind if (since := by_id[i].operating_since) is None or since > start)
    return tuple(sorted(late))


def _operation_shown(programme: Programme, readiness: Readiness, framework: str) -> tuple[str, ...]:
    """Every control has something to show: too early is a reason only while the period runs."""
    mine = readiness.of(framework)
    if mine is None or mine.period is None:
        return (framework,)
    weak = {Operation.NOT_EVIDENCED, Operation.NOT_OPERATING}
    if mine.period.end < _today(programme, readiness):
        weak.add(Operation.TOO_EARLY)
    standings = ((c.id, c.of(framework)) for c in readiness.controls)
    return tuple(i for i, standing in standings if standing is not None and standing.operation in weak)


def _applicability_decided(programme: Programme, readiness: Readiness, framework: str) -> tuple[str, ...]:
    """All 93 are addressed (ISO/IEC 27001 6.1.3 d)."""
    decided = {a.requirement for a in programme.applicability if a.decided_on <= readiness.as_of}
    annex = (r for r in programme.catalogue.requirements(framework) if r.kind is Kind.ANNEX_CONTROL)
    return tuple(r.id for r in annex if r.id not in decided)


def _documents(programme: Programme, readiness: Readiness, framework: str) -> tuple[str, ...]:
    del programme
    rows = (r for r in readiness.requirements if r.framework == framework)
    return tuple(r.id for r in rows if any(o.required for o in r.owed))


def _performed(readiness: Readiness, requirements: tuple[str, ...]) -> tuple[str, ...]:
    """Those that nothing supports; one that was not judged is not taken as performed."""
    status = {r.id: r.status for r in readiness.requirements}
    return tuple(r for r in requirements if status.get(r) not in (State.SUPPORTED, State.PARTLY))


def _internal_audit(programme: Programme, readiness: Readiness, framework: str) -> tuple[str, ...]:
    del programme, framework
    return _performed(readiness, ("iso27001:9.2.1", "iso27001:9.2.2"))


def _management_review(programme: Programme, readiness: Readiness, framework: str) -> tuple[str, ...]:
    del programme, framework
    return _performed(readiness, ("iso27001:9.3.1", "iso27001:9.3.2", "iso27001:9.3.3"))


def _open_major(programme: Programme, readiness: Readiness, framework: str) -> tuple[str, ...]:
    """Open on the day on which this is known: one raised after the period still stands in the way."""
    return open_majors(programme, framework, _today(programme, readiness))


def _earlier_closed(programme: Programme, readiness: Readiness, framework: str) -> tuple[str, ...]:
    """What earlier audits raised is closed: the next one looks at it first (ISO/IEC 17021-1 9.6.2.2 b)."""
    mine = readiness.of(framework)
    if mine is None or mine.period is None:
        return (framework,)
    today, begun = _today(programme, readiness), mine.period.start
    earlier = (n for n in programme.nonconformities if n.raised_on < begun and n.open_on(today))
    return tuple(sorted(n.id for n in earlier if n.requirement.startswith(f"{framework}:")))


_RULES: dict[GateCode, _Rule] = {
    GateCode.SCOPE_APPROVED: _scope_approved,
    GateCode.SCOPES_ALIGNED: _scopes_aligned,
    GateCode.PERIOD_ENDED: _period_ended,
    GateCode.OPERATING_AT_START: _operating_at_start,
    GateCode.OPERATION_SHOWN: _operation_shown,
    GateCode.APPLICABILITY_DECIDED: _applicability_decided,
    GateCode.DOCUMENTS_IN_FORCE: _documents,
    GateCode.INTERNAL_AUDIT_DONE: _internal_audit,
    GateCode.MANAGEMENT_REVIEW_DONE: _management_review,
    GateCode.NO_OPEN_MAJOR: _open_major,
    GateCode.EARLIER_CLOSED: _earlier_closed,
}

_STAGE1 = (
    GateCode.SCOPE_APPROVED,
    GateCode.SCOPES_ALIGNED,
    GateCode.APPLICABILITY_DECIDED,
    GateCode.DOCUMENTS_IN_FORCE,
    GateCode.INTERNAL_AUDIT_DONE,
    GateCode.MANAGEMENT_REVIEW_DONE,
    GateCode.NO_OPEN_MAJOR,
)

# What goes on once it is certified. A surveillance audit samples the requirements and sees at each visit the
# internal audit, the review, what became of findings, and that controls go on operating (9.6.2.2); a
# recertification audit sees the whole again (9.6.3.1). Both are judged over every requirement in scope and
# over the span of records since the last audit: what is sampled is the certification body's to say.
_CERTIFIED = (*_STAGE1, GateCode.OPERATION_SHOWN, GateCode.EARLIER_CLOSED)

_BY_KIND: dict[EngagementKind, tuple[GateCode, ...]] = {
    EngagementKind.SOC2_TYPE2: (
        GateCode.SCOPE_APPROVED,
        GateCode.SCOPES_ALIGNED,
        GateCode.OPERATING_AT_START,
        GateCode.PERIOD_ENDED,
        GateCode.OPERATION_SHOWN,
    ),
    EngagementKind.ISO_STAGE1: _STAGE1,
    EngagementKind.ISO_STAGE2: (*_STAGE1, GateCode.OPERATION_SHOWN),
    EngagementKind.ISO_SURVEILLANCE: _CERTIFIED,
    EngagementKind.ISO_RECERTIFICATION: _CERTIFIED,
}
_USUAL = {"soc2": EngagementKind.SOC2_TYPE2, "iso27001": EngagementKind.ISO_STAGE1}


def kind_on(programme: Programme, framework: str, day: date) -> EngagementKind:
    """The kind of audit that a framework stands before: of the open engagement that was opened last."""
    audits = [e for e in programme.engagements if e.kind.framework == framework and e.open_on(day)]
    last = max(audits, key=lambda e: (e.opened_on, e.id), default=None)
    return _USUAL[framework] if last is None else last.kind
