"""Scopes drifting: two scopes that differ without a reason, that drifted, or that nobody has approved.

ISO/IEC 27001 4.3; the SOC 2 system is described with its boundaries (DC 3) and its changes (DC 9). What the
SOC 2 system holds lies inside the ISMS; every difference has its reason.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from dualtrack.domain.programme.patterns.facts import ISO, SOC2, PatternFacts
from dualtrack.domain.programme.patterns.finding import Code, Fact, PatternFinding, Severity
from dualtrack.domain.scope.drift import Drift
from dualtrack.domain.scope.extent import Extent
from dualtrack.domain.scope.scope import Difference, differences, in_force

_LONG = timedelta(days=30)  # ours: a scope that stays open for so long is no slip any more


def scopes(facts: PatternFacts) -> tuple[PatternFinding, ...]:
    """Scopes without approval and differences from the end of phase 1; drift from the day of the change."""
    if not facts.combined:
        return ()
    found = [_drift(facts)]
    if facts.as_of >= facts.course.ends(1):
        found += [_unapproved(facts), _differ(facts)]
    return tuple(one for one in found if one is not None)


def _unapproved(facts: PatternFacts) -> PatternFinding | None:
    """One of both has no approved version in force: nothing to align with is not taken for aligned."""
    held = facts.programme.scopes
    missing = [
        framework
        for framework in (SOC2, ISO)
        if (scope := in_force(held, framework, facts.as_of)) is None or not scope.approved(facts.as_of)
    ]
    if not missing:
        return None
    late = facts.as_of >= facts.course.begins(4)
    return PatternFinding(
        code=Code.UNSCOPED,
        since=facts.course.ends(1),
        severity=Severity.HIGH if late else Severity.MEDIUM,
        facts=tuple(Fact(kind="framework", id=one, what="not_approved") for one in missing),
        counts=(("missing", len(missing)),),
        owner=facts.lead,
    )


def _compared(facts: PatternFacts, day: date) -> tuple[Difference, ...]:
    """The differences that were findings on a day."""
    held = facts.programme
    system, isms = in_force(held.scopes, SOC2, day), in_force(held.scopes, ISO, day)
    if system is None or isms is None:
        return ()
    return tuple(d for d in differences(system, isms, held.scope_reasons, as_of=day) if d.finding)


def _differ(facts: PatternFacts) -> PatternFinding | None:
    """Things on which the two differ without a reason, or that lie outside the ISMS whatever the reason."""
    open_now = _compared(facts, facts.as_of)
    if not open_now:
        return None
    since = _since(facts, frozenset(d.thing for d in open_now))
    return PatternFinding(
        code=Code.DIFFER,
        since=since,
        severity=_severity(facts, since, outside=any(d.outside for d in open_now)),
        facts=tuple(Fact(kind="thing", id=d.thing, what=_differently(d)) for d in open_now),
        counts=(("things", len(open_now)), ("outside", sum(d.outside for d in open_now))),
        owner=facts.lead,
    )


def _since(facts: PatternFacts, things: frozenset[str]) -> date:
    """The day from which the oldest of these has differed without a break, from the end of phase 1 on.

    Scopes change on the days on which a version takes effect, is approved or a reason is given.
    """
    first = facts.course.ends(1)
    turns = {first, facts.as_of}
    for scope in facts.programme.scopes:
        turns |= {scope.effective_from, *([scope.approved_on] if scope.approved_on else [])}
    turns |= {reason.given_on for reason in facts.programme.scope_reasons}
    begun: dict[str, date] = {}
    for day in sorted(d for d in turns if first <= d <= facts.as_of):
        there = {d.thing for d in _compared(facts, day)} & things
        begun = {thing: begun.get(thing, day) for thing in there}
    return min(begun.values())


def _drift(facts: PatternFacts) -> PatternFinding | None:
    """Memberships that the registers changed since the approval."""
    if not facts.drifts:
        return None
    since = min((d.since for d in facts.drifts if d.since is not None), default=facts.as_of)
    alone = any(d.alone for d in facts.drifts)
    grown = any(d.framework == SOC2 and d.kind in ("joined", "extent") and d.alone for d in facts.drifts)
    severity = _severity(facts, since, outside=grown)
    if alone and severity is Severity.LOW:
        severity = Severity.MEDIUM
    return PatternFinding(
        code=Code.DRIFT,
        since=since,
        severity=severity,
        facts=tuple(_drifted(facts.drifts)),
        counts=(("things", len({d.thing for d in facts.drifts})), ("scopes", _scopes(facts.drifts))),
        owner=facts.lead,
    )


def _drifted(drifts: tuple[Drift, ...]) -> Iterator[Fact]:
    for one in drifts:
        parts = (
            (one.stated, one.says) if one.stated or one.says else (_extent(one.approved), _extent(one.now))
        )
        what = f"{one.framework} {one.kind.value}: {'; '.join(parts)}"
        yield Fact(kind="thing", id=one.thing, what=what)


def _scopes(drifts: tuple[Drift, ...]) -> int:
    return len({d.framework for d in drifts})


def _differently(one: Difference) -> str:
    return f"{one.kind.value}: {_extent(one.soc2_extent)}; {_extent(one.isms_extent)}"


def _extent(extent: Extent | None) -> str:
    return "not held" if extent is None else extent.text() or "all of it"


def _severity(facts: PatternFacts, since: date, *, outside: bool) -> Severity:
    """What lies outside the ISMS is grave at once; the rest after a month, and when the audits begin."""
    if outside or facts.as_of >= facts.course.begins(5):
        return Severity.HIGH
    return Severity.MEDIUM if facts.as_of - since > _LONG else Severity.LOW
