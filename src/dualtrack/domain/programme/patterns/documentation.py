"""Documentation neglected: controls whose operation is shown, and whose document does not keep pace with it.

SOC 2 is content with what operates; ISO/IEC 27001 7.5 wants it documented. From the middle of phase 3 the
share of controls that are documented keeps pace with the share that operates, workstream by workstream.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.controls.control import Control
from dualtrack.domain.programme.patterns.costs import Lag
from dualtrack.domain.programme.patterns.course import Course
from dualtrack.domain.programme.patterns.facts import ISO, PatternFacts
from dualtrack.domain.programme.patterns.finding import Code, Fact, PatternFinding, Severity

_DEVELOPMENT = re.compile(r"iso27001:A\.8\.(2[5-9]|3[0-2])$")


class DocumentState(StrEnum):
    """How a control stands with its document."""

    CURRENT = "current"
    ABSENT = "absent"
    UNAPPROVED = "unapproved"
    OLDER = "older_than_the_wording"


def stream_of(control: Control) -> Code:
    """The workstream: one of the three that ISO adds to, else the formal documentation of all the rest."""
    served = control.requirements
    if any(r.startswith("iso27001:A.7.") for r in served):
        return Code.PHYSICAL
    if "iso27001:A.8.24" in served:
        return Code.CRYPTOGRAPHY
    if any(_DEVELOPMENT.match(r) for r in served):
        return Code.DEVELOPMENT
    return Code.FORMAL


@frozen
class _Papers:
    """The documents of one control by what matters of them, and the day of its last rewording."""

    approved: tuple[date, ...]
    drafted: bool
    reworded: date | None

    def state(self, day: date) -> DocumentState:
        """How they stand on a day; one approved before the wording changed describes another control."""
        there = [on for on in self.approved if on <= day]
        if not there:
            waits = self.drafted or bool(self.approved)
            return DocumentState.UNAPPROVED if waits else DocumentState.ABSENT
        changed = self.reworded
        older = changed is not None and changed <= day and max(there) < changed
        return DocumentState.OLDER if older else DocumentState.CURRENT


@frozen
class _Held:
    """One control that ISO asks a document of: from when its operation is shown, and its papers."""

    control: Control
    shown: int  # ordinal; NEVER while nothing shows it
    papers: _Papers

    def behind(self, day: date) -> bool:
        """True where it is shown to operate and its document does not describe it."""
        return self.shown <= day.toordinal() and self.papers.state(day) is not DocumentState.CURRENT


def documentation(facts: PatternFacts) -> tuple[PatternFinding, ...]:
    """One finding for each workstream in which documents lag behind operation by more than is allowed."""
    if not facts.combined or facts.as_of < facts.course.middle_of_implementation:
        return ()
    streams: dict[Code, list[_Held]] = {}
    for held in _asked(facts):
        streams.setdefault(stream_of(held.control), []).append(held)
    found = (_finding(facts, code, tuple(held)) for code, held in sorted(streams.items()))
    return tuple(one for one in found if one is not None)


def _asked(facts: PatternFacts) -> Iterator[_Held]:
    """Controls that serve ISO and owe a document, by themselves or because nobody has a clause's in force."""
    shown = _first_shown(facts)
    waiting = {c for d in facts.programme.documents if d.approved_on is None for c in d.controls}
    approved = facts.serving.documents
    for control in facts.controls:
        if control.id in shown and _asks(facts, control):
            papers = _Papers(
                approved.get(control.id, ()), control.id in waiting, facts.reworded.get(control.id)
            )
            yield _Held(control, shown[control.id], papers)


def _asks(facts: PatternFacts, control: Control) -> bool:
    serving, day = facts.serving, facts.as_of
    served = [r for r in control.requirements if r.startswith(f"{ISO}:") and serving.included(r, day)]
    if control.documented_basis is not None:
        return bool(served)
    declared = (facts.programme.catalogue.find(r) for r in served)
    return any(
        r is not None
        and r.documented is not None
        and not any(serving.has_document(c.id, day) for c in serving.by_requirement.get(r.id, ()))
        for r in declared
    )


def _first_shown(facts: PatternFacts) -> Mapping[str, int]:
    """The day from which anything shows that a control operates, of those that are shown by now."""
    today = facts.as_of.toordinal()
    days: dict[str, int] = {}
    for item in facts.programme.evidence:
        known = facts.known_from(item)
        for control in item.controls:
            days[control] = min(known, days.get(control, known))
    for counted in facts.programme.check_days:
        if counted.passed:
            known = facts.knowledge.day(counted.day, counted.received_at)
            days[counted.control] = min(known, days.get(counted.control, known))
    return {control: day for control, day in days.items() if day <= today}


def allowed(course: Course, lag: Lag, day: date) -> int:
    """By how many per cent documents may lag on a day; beyond phase 3 they are no work of the phase."""
    if day >= course.begins(5):
        return lag.auditing
    return lag.preparing if day >= course.ends(3) else lag.implementing


def _since(facts: PatternFacts, held: tuple[_Held, ...]) -> date | None:
    """The day from which the lag has been beyond what is allowed without a break; None: it is not, today.

    Only days on which something changes are looked at.
    """
    course, first = facts.course, facts.course.middle_of_implementation
    turns = {first, course.ends(3), course.begins(5), facts.as_of}
    for one in held:
        turns |= {date.fromordinal(one.shown), *one.papers.approved}
        turns |= {one.papers.reworded} if one.papers.reworded else set()
    begun: date | None = None
    for day in sorted(d for d in turns if first <= d <= facts.as_of):
        shown = sum(one.shown <= day.toordinal() for one in held)
        behind = sum(one.behind(day) for one in held)
        lags = 100 * behind > allowed(course, facts.lag, day) * shown
        begun = (begun or day) if lags else None
    return begun


def _finding(facts: PatternFacts, code: Code, held: tuple[_Held, ...]) -> PatternFinding | None:
    since = _since(facts, held)
    if since is None:
        return None
    behind = [one for one in held if one.behind(facts.as_of)]
    return PatternFinding(
        code=code,
        since=since,
        severity=_severity(facts, len(behind), len(held)),
        facts=tuple(
            Fact(kind="control", id=one.control.id, what=one.papers.state(facts.as_of).value)
            for one in sorted(behind, key=lambda one: one.control.id)
        ),
        counts=(("operating", len(held)), ("documented", len(held) - len(behind)), ("behind", len(behind))),
        owner=facts.lead,
    )


def _severity(facts: PatternFacts, behind: int, asked: int) -> Severity:
    """It grows with the phase, and with the share of what is missing."""
    course, day, most = facts.course, facts.as_of, 2 * behind > asked
    if day >= course.begins(5):
        return Severity.HIGH
    if day >= course.ends(3):
        return Severity.HIGH if most else Severity.MEDIUM
    return Severity.MEDIUM if most else Severity.LOW
