"""Risk register unused for SOC 2: assessed once for ISO, and not spoken of in what the examination asks for.

SOC 2 CC3.1-CC3.4 and CC9.1; ISO/IEC 27001 6.1.2, 8.2. A register that both use is cheaper than two, and a
service auditor reads a good one with interest.
"""

import re
from datetime import date, timedelta

from dualtrack.domain.controls.control import Control
from dualtrack.domain.controls.period import ObservationPeriod
from dualtrack.domain.evidence.evidence import Evidence
from dualtrack.domain.programme.patterns.facts import SOC2, PatternFacts
from dualtrack.domain.programme.patterns.finding import Code, Fact, PatternFinding, Severity
from dualtrack.domain.programme.snapshot import period_for
from dualtrack.domain.risks.register import Standing
from dualtrack.domain.risks.risk import Risk

_CRITERIA = ("soc2:CC3.", "soc2:CC9.")
_RISK_CLAUSES = ("iso27001:6.1.", "iso27001:8.2", "iso27001:8.3")
_NAMES = re.compile(r"risk (register|assessment|treatment)|\bR-\d{2,}", re.IGNORECASE)
_LOOK_BACK = timedelta(days=364)  # an annual record speaks for the year before the period too
_LAST_WEEKS = timedelta(days=30)
_FEW = 4  # ours: one in four of the risks above the line may be of no concern to SOC 2 before it grows


def register(facts: PatternFacts) -> tuple[PatternFinding, ...]:
    """What the register does not give to SOC 2, from the end of phase 2; the period's from its middle."""
    first = facts.course.ends(2)
    if not facts.combined or facts.as_of < first:
        return ()
    live = facts.risks.live(facts.as_of)
    if not live:
        return (_empty(facts, first),)
    period = period_for(facts.programme, SOC2, facts.as_of)
    found = [
        _untied(facts, first),
        _lacking(facts, Code.NO_FRAUD, first, period, [r for r in facts.risks.risks if r.fraud]),
        _lacking(facts, Code.NO_CHANGE, first, period, [r for r in facts.risks.risks if r.change]),
    ]
    middle = None if period is None else period.start + timedelta(days=period.period.days // 2)
    if period is not None and middle is not None and facts.as_of >= middle:
        found += [_uncited(facts, period, middle), _once(facts, period, middle)]
    return tuple(one for one in found if one is not None)


def _owner(facts: PatternFacts) -> str | None:
    """Who owns the control that assesses risks, else who leads the programme."""
    owners = [c.owner for c in facts.behind("iso27001:6.1.2") if c.owner is not None]
    return owners[0] if owners else facts.lead


def _empty(facts: PatternFacts, first: date) -> PatternFinding:
    left = [
        r.retired_on for r in facts.risks.risks if r.retired_on is not None and r.retired_on <= facts.as_of
    ]
    period = period_for(facts.programme, SOC2, facts.as_of)
    running = period is not None and facts.as_of >= period.start
    return PatternFinding(
        code=Code.EMPTY,
        since=max([first, *left]),
        severity=Severity.HIGH if running else Severity.MEDIUM,
        owner=_owner(facts),
    )


def _tied(risk: Risk, soc2_controls: frozenset[str]) -> bool:
    """A risk speaks to SOC 2 by a criterion that it names or by a control behind it that serves one."""
    named = any(r.startswith(f"{SOC2}:") for r in risk.criteria)
    return named or any(link.control in soc2_controls for link in risk.controls)


def _untied(facts: PatternFacts, first: date) -> PatternFinding | None:
    mine = frozenset(
        c.id for c in facts.programme.controls if any(r.startswith(f"{SOC2}:") for r in c.requirements)
    )
    above = [one for one in facts.stands if one.above]
    loose: list[Standing] = [one for one in above if not _tied(one.risk, mine)]
    if not loose:
        return None
    oldest = min(one.risk.identified_on for one in loose)
    return PatternFinding(
        code=Code.UNTIED,
        since=max(first, oldest),
        severity=Severity.MEDIUM if _FEW * len(loose) > len(above) else Severity.LOW,
        facts=tuple(Fact(kind="risk", id=name) for name in sorted(one.risk.id for one in loose)),
        counts=(("risks", len(loose)), ("above", len(above))),
        owner=_owner(facts),
    )


def _lacking(
    facts: PatternFacts, code: Code, first: date, period: ObservationPeriod | None, named: list[Risk]
) -> PatternFinding | None:
    """No live risk of a kind that a criterion asks for (CC3.3 fraud, CC3.4 change)."""
    if any(r.live(facts.as_of) for r in named):
        return None
    left = [r.retired_on for r in named if r.retired_on is not None and r.retired_on <= facts.as_of]
    return PatternFinding(
        code=code,
        since=max([first, *left]),
        severity=_by_period(facts, period),
        owner=_owner(facts),
    )


def _by_period(facts: PatternFacts, period: ObservationPeriod | None) -> Severity:
    """Low before the period's last weeks, then medium; once it is over nothing can be added to it."""
    if period is None or facts.as_of <= period.end - _LAST_WEEKS:
        return Severity.LOW
    return Severity.MEDIUM if facts.as_of <= period.end else Severity.HIGH


def _uncited(facts: PatternFacts, period: ObservationPeriod, middle: date) -> PatternFinding | None:
    """Nothing that is collected for CC3 and CC9 names the register or is its own record."""
    behind = [c for c in facts.controls if any(r.startswith(_CRITERIA) for r in c.requirements)]
    by_id = {c.id: c for c in behind}
    since = period.start - _LOOK_BACK
    held = [e for e in facts.evidence_of(frozenset(by_id)) if e.covers_to >= since]
    if any(_cites(e, by_id) for e in held):
        return None
    return PatternFinding(
        code=Code.UNCITED,
        since=middle,
        severity=_by_period(facts, period),
        facts=(
            *(Fact(kind="control", id=name) for name in sorted(by_id)),
            *(Fact(kind="evidence", id=e.id, weighs=False) for e in held),
        ),
        counts=(("controls", len(behind)), ("evidence", len(held))),
        owner=_owner(facts),
    )


def _cites(item: Evidence, by_id: dict[str, Control]) -> bool:
    """The record of a control that serves both, or one that names the register or a risk of it."""
    mine = (by_id[c] for c in item.controls if c in by_id)
    if any(r.startswith(_RISK_CLAUSES) for c in mine for r in c.requirements):
        return True
    return bool(_NAMES.search(f"{item.title} {item.note} {item.artifact.filename}"))


def _once(facts: PatternFacts, period: ObservationPeriod, middle: date) -> PatternFinding | None:
    """No run of the assessment lies in the period (CC3.4; ISO/IEC 27001 8.2: at planned intervals)."""
    last = min(period.end, facts.as_of)
    if any(period.start <= run.assessed_on <= last for run in facts.risks.assessments):
        return None
    runs = [run.assessed_on for run in facts.risks.assessments if run.assessed_on <= facts.as_of]
    return PatternFinding(
        code=Code.ONCE,
        since=middle,
        severity=_by_period(facts, period),
        facts=(Fact(kind="observation_period", id=period.id),),
        counts=(("days", (facts.as_of - max(runs)).days if runs else 0), ("runs", len(set(runs)))),
        owner=_owner(facts),
    )
