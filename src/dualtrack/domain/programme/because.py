"""The reasons beside a status: what was shown, what lapsed, what deviates, and the facts that say so."""

from collections.abc import Sequence
from datetime import date

from dualtrack.domain.controls.control import Control
from dualtrack.domain.controls.design import Design
from dualtrack.domain.controls.period import ObservationPeriod
from dualtrack.domain.programme.judgement import Standing
from dualtrack.domain.programme.performance import Slot, State
from dualtrack.domain.programme.reasons import Code, Reason, because
from dualtrack.domain.risks.applicability import Applicability

_MET = (State.MET, State.LATE)
_LAPSES = {State.LATE: Code.LATE, State.MISSED: Code.MISSED, State.IRRECOVERABLE: Code.LOST}


def control_reasons(
    control: Control,
    design: Design,
    period: ObservationPeriod | None,
    slots: Sequence[Slot],
    deviations: tuple[str, ...],
    as_of: date,
) -> tuple[Reason, ...]:
    """Why a control stands as it does in one framework on one day."""
    reasons = list(_design(control, design))
    if period is None:
        return (*reasons, because(Code.NO_PERIOD))
    if period.start > as_of:
        reasons.append(because(Code.PERIOD_AHEAD, period.id, start=period.start))
    reasons += _start(control, period)
    reasons += _operation(slots, as_of.toordinal())
    reasons += [because(Code.DEVIATION, d) for d in deviations]
    return tuple(reasons)


def _design(control: Control, design: Design) -> list[Reason]:
    if design is Design.APPROVED:
        return []
    if design is Design.DESIGNED:
        return [because(Code.NOT_APPROVED, control.id)]
    reasons = [because(Code.NO_OWNER, control.id)] if control.owner is None else []
    return reasons if control.activity.strip() else [*reasons, because(Code.NOT_WORDED, control.id)]


def _start(control: Control, period: ObservationPeriod) -> list[Reason]:
    if control.operating_since is None:
        return [because(Code.NO_START, control.id)]
    if control.operating_since > period.start:
        return [because(Code.STARTED_LATE, control.id, since=control.operating_since, start=period.start)]
    return []


def _operation(slots: Sequence[Slot], day: int) -> list[Reason]:
    """One reason for all that was performed, then one for each way in which occurrences lapsed or failed."""
    facts: set[str] = set()
    lapsed: dict[Code, list[Slot]] = {}
    met = due = 0
    for slot in slots:
        state = slot.state(day)
        facts.update(f for on, f in slot.facts if on <= day)
        met += state in _MET
        due += state is not State.NOT_YET_DUE
        if state in _LAPSES:
            lapsed.setdefault(_LAPSES[state], []).append(slot)
        if slot.failing <= day:
            lapsed.setdefault(Code.CHECKS_FAILED, []).append(slot)
    shown = because(Code.PERFORMED, *sorted(facts), met=met, due=due) if due else because(Code.NOTHING_DUE)
    return [shown, *(_lapse(code, held, day) for code, held in lapsed.items())]


def _lapse(code: Code, held: Sequence[Slot], day: int) -> Reason:
    """How many occurrences lapsed in one way, and between which days; one is named by its own days."""
    facts = {f for slot in held for on, f in slot.facts if on <= day}
    if code is Code.CHECKS_FAILED:
        facts = {f for f in facts if f.startswith("checks:")}
    first, last = held[0].window, held[-1].window
    return because(code, *sorted(facts), count=len(held), start=first.start, end=last.end, due=last.due)


def requirement_reasons(
    serving: Sequence[Standing], decision: Applicability | None, *, annex: bool, documented: bool
) -> tuple[Reason, ...]:
    """Why a requirement stands as it does: its decision, its documents, each control behind it."""
    if decision is not None and not decision.included:
        code = Code.EXCLUDED if annex else Code.NOT_RELEVANT
        return (because(code, decision.id, reason=decision.exclusion),)
    reasons = [because(Code.UNDECIDED)] if annex and decision is None else []
    if not documented:
        reasons.append(because(Code.DOCUMENT_MISSING))
    if not serving:
        return (*reasons, because(Code.NO_CONTROL))
    reasons += [
        because(Code.CONTROL, s.control, control=s.control, design=s.design, operation=s.operation)
        for s in serving
    ]
    return tuple(reasons)
