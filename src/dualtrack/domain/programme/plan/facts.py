"""Facts that end tasks: what is on record, and since which day; nothing here is a status that is kept.

A task whose fact is on record is done on the fact's day. Codes are the vocabulary of the task files.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from dualtrack.domain.controls.period import Period
from dualtrack.domain.frameworks.catalogue import Kind
from dualtrack.domain.programme.gates import open_differences
from dualtrack.domain.programme.judgement import State
from dualtrack.domain.programme.plan.choices import PlanCompletion
from dualtrack.domain.programme.plan.on_record import OnRecord
from dualtrack.domain.programme.plan.sequencing import decision_on
from dualtrack.domain.programme.plan.shape import PlanTask
from dualtrack.domain.programme.snapshot import Programme

_Rule = Callable[[OnRecord, str], date | None]


def fact_of(code: str, held: OnRecord) -> date | None:
    """The day since which a fact is on record, by the day that is looked at; none where it is not.

    Raises KeyError for a code that no rule knows.
    """
    name, _, what = code.partition(":")
    found = _RULES[name](held, what)
    return found if found is not None and found <= held.day else None


def names() -> frozenset[str]:
    """The facts that a rule knows: what stands before the colon of a code."""
    return frozenset(_RULES)


def known(code: str) -> bool:
    """True for a code that a rule knows."""
    return code.partition(":")[0] in _RULES


def done(tasks: Iterable[PlanTask], completions: Iterable[PlanCompletion], held: OnRecord) -> dict[str, date]:
    """Tasks that are done: by their fact, or where there is none, because a named person said so."""
    said = {one.id: one.on for one in completions if one.on <= held.day}
    found = {}
    for task in tasks:
        day = fact_of(task.fact, held) if task.fact else None
        day = said.get(task.id) if day is None else day
        if day is not None:
            found[task.id] = day
    return found


def _all(days: Iterable[date | None]) -> date | None:
    """The last day, where all have one and there is at least one."""
    held = list(days)
    if not held:
        return None
    known_days = [day for day in held if day is not None]
    return max(known_days) if len(known_days) == len(held) else None


def _scope(held: OnRecord, framework: str) -> date | None:
    days = (s.approved_on for s in held.programme.scopes if s.framework == framework)
    return min((day for day in days if day is not None), default=None)


def _aligned(held: OnRecord, _: str) -> date | None:
    """The day on which the later of the two was approved, as long as no difference is open."""
    if open_differences(held.programme, held.day):
        return None
    return _all((_scope(held, "soc2"), _scope(held, "iso27001")))


def _sequencing(held: OnRecord, _: str) -> date | None:
    found = decision_on(held.decisions, held.day)
    return None if found is None else min(d.approved_on for d in held.decisions if d.approved_on)


def _booked(held: OnRecord, framework: str) -> date | None:
    return held.booked.get(framework)


def _method(held: OnRecord, _: str) -> date | None:
    return min((m.approved_on for m in held.risks.methods if m.approved_on), default=None)


def _live(held: OnRecord) -> list[str]:
    gone = {r.id for r in held.risks.risks if r.retired_on is not None and r.retired_on <= held.day}
    return [r.id for r in held.risks.risks if r.id not in gone]


def _assessed(held: OnRecord, _: str) -> date | None:
    runs = held.risks.runs_of
    return _all(runs[one][0].assessed_on if runs.get(one) else None for one in _live(held))


def _treated(held: OnRecord, _: str) -> date | None:
    """Each live risk has an approval or acceptance of its owner (ISO/IEC 27001 6.1.3 f)."""
    given = held.risks.acceptances_of
    return _all(min(a.accepted_on for a in given[one]) if given.get(one) else None for one in _live(held))


def _applicability(held: OnRecord, _: str) -> date | None:
    decided: dict[str, date] = {}
    for one in held.programme.applicability:
        decided[one.requirement] = min(decided.get(one.requirement, one.decided_on), one.decided_on)
    annex = (r for r in held.programme.catalogue.requirements("iso27001") if r.kind is Kind.ANNEX_CONTROL)
    return _all(decided.get(r.id) for r in annex)


def _released(held: OnRecord, document: str) -> date | None:
    days = (r.approved_on for r in held.programme.releases if r.document == document)
    return min((day for day in days if day is not None), default=None)


def _designed(held: OnRecord, group: str) -> date | None:
    first: dict[str, date] = {}
    for one in held.programme.approvals:
        first[one.control] = min(first.get(one.control, one.approved_on), one.approved_on)
    return _all(first.get(c.id) for c in held.group(group))


def _operating(held: OnRecord, group: str) -> date | None:
    return _all(c.operating_since for c in held.group(group))


def _documented(held: OnRecord, group: str) -> date | None:
    first: dict[str, date] = {}
    for paper in held.programme.documents:
        if paper.approved_on is not None:
            for control in paper.controls:
                first[control] = min(first.get(control, paper.approved_on), paper.approved_on)
    return _all(first.get(c.id) for c in held.group(group))


def _filled(held: OnRecord, register: str) -> date | None:
    return held.filled.get(register)


def _periods(held: OnRecord, framework: str) -> Iterator[tuple[date, date]]:
    return ((p.start, p.end) for p in held.programme.periods if p.framework == framework)


def _opened(held: OnRecord, framework: str) -> date | None:
    return min((start for start, _ in _periods(held, framework)), default=None)


def unused(programme: Programme, period: Period, day: date) -> bool:
    """True for a period that is over and in which nothing ever operated: it shows an auditor nothing.

    Something operated where a control did by its last day, where evidence covers a day of it, or where check
    results were counted in it. A record of it that is brought later makes it count.
    """
    if period.end >= day:
        return False
    return not (
        any(c.operating_since is not None and c.operating_since <= period.end for c in programme.controls)
        or any(e.covers_from <= period.end and e.covers_to >= period.start for e in programme.evidence)
        or any(period.holds(one.day) for one in programme.check_days)
    )


def _ended(held: OnRecord, framework: str) -> date | None:
    """The end of the period that the year works for: the first that ends within it, as the plan has it."""
    begun = held.programme.organisation.start
    ends = [
        end
        for start, end in sorted(_periods(held, framework))
        if end >= begun and not unused(held.programme, Period(start, end), held.day)
    ]
    return next((end for end in ends[:1] if end < held.day), None)


def _supported(held: OnRecord, requirement: str) -> date | None:
    """The day of the newest evidence behind a requirement that management's records support."""
    row = next((r for r in held.readiness.requirements if r.id == requirement), None)
    if row is None or row.status is not State.SUPPORTED:
        return None
    days = (e.performed for e in held.programme.evidence if set(e.controls) & set(row.controls))
    return max((day for day in days if day <= held.day), default=None)


def _engagement(held: OnRecord, kind: str) -> date | None:
    days = (e.opened_on for e in held.programme.engagements if e.kind.value == kind)
    return min(days, default=None)


def _packed(held: OnRecord, kind: str) -> date | None:
    return held.packed.get(kind)


_RULES: dict[str, _Rule] = {
    "scope_approved": _scope,
    "scopes_aligned": _aligned,
    "sequencing_decided": _sequencing,
    "auditor_booked": _booked,
    "risk_method_approved": _method,
    "risks_assessed": _assessed,
    "risk_treatment_approved": _treated,
    "applicability_decided": _applicability,
    "released": _released,
    "controls_designed": _designed,
    "controls_operating": _operating,
    "documented": _documented,
    "register_filled": _filled,
    "period_opened": _opened,
    "period_ended": _ended,
    "requirement_supported": _supported,
    "engagement_opened": _engagement,
    "package_made": _packed,
}
