"""The reasons beside a status: what was shown, what lapsed, what deviates, and the facts that say so."""

from collections.abc import Iterable, Sequence
from datetime import date

from attrs import field, frozen

from dualtrack.domain.controls.control import Control
from dualtrack.domain.controls.design import Design
from dualtrack.domain.controls.period import ObservationPeriod
from dualtrack.domain.programme.judgement import Standing
from dualtrack.domain.programme.operation import Tally
from dualtrack.domain.programme.performance import Slot, State
from dualtrack.domain.programme.reasons import Code, Reason, because
from dualtrack.domain.risks.applicability import Applicability

_LAPSES = {State.LATE: Code.LATE, State.MISSED: Code.MISSED, State.IRRECOVERABLE: Code.LOST}


@frozen
class Operated:
    """What a control's operation is judged by on a day: its slots, the state of each, and their tally."""

    slots: Sequence[Slot] = ()
    states: Sequence[State] = ()
    tally: Tally = field(factory=Tally)
    deviations: tuple[str, ...] = ()


def control_reasons(
    control: Control,
    design: Design,
    period: ObservationPeriod | None,
    operated: Operated,
    as_of: date,
) -> tuple[Reason, ...]:
    """Why a control stands as it does in one framework on one day."""
    reasons = list(_design(control, design))
    if period is None:
        return (*reasons, because(Code.NO_PERIOD))
    if period.start > as_of:
        reasons.append(because(Code.PERIOD_AHEAD, period.id, start=period.start))
    reasons += _start(control, period)
    reasons += _operation(operated, as_of.toordinal())
    reasons += [because(Code.DEVIATION, d) for d in operated.deviations]
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


def _operation(operated: Operated, day: int) -> list[Reason]:
    """One reason for all that was performed, then one for each way in which occurrences lapsed or failed."""
    tally = operated.tally
    due = len(operated.slots) - tally.states[State.NOT_YET_DUE]
    if not due:
        reasons = [because(Code.NOTHING_DUE)]
    else:
        reasons = [because(Code.PERFORMED, *_facts(operated.slots, day), met=tally.shown, due=due)]
    for state, code in _LAPSES.items():
        if tally.states[state]:
            held = [s for s, is_so in zip(operated.slots, operated.states, strict=True) if is_so is state]
            reasons.append(_lapse(code, held, _facts(held, day)))
    if tally.failing:
        held = [s for s in operated.slots if s.failing <= day]
        facts = [f for f in _facts(held, day) if f.startswith("checks:")]
        reasons.append(_lapse(Code.CHECKS_FAILED, held, facts))
    untold = [s for s in operated.slots if s.untold <= day and not s.is_met(day)]
    if untold:
        facts = [f for f in _facts(untold, day) if f.startswith("checks:")]
        reasons.append(_lapse(Code.CHECKS_UNTOLD, untold, facts))
    return reasons


def _facts(slots: Iterable[Slot], day: int) -> list[str]:
    """Ids of the facts known on the day, each once, in order."""
    return sorted({fact for slot in slots for fact in slot.known_facts(day)})


def _lapse(code: Code, held: Sequence[Slot], facts: Sequence[str]) -> Reason:
    """How many occurrences lapsed in one way, and between which days; one is named by its own days."""
    first, last = held[0].window, held[-1].window
    return because(code, *facts, count=len(held), start=first.start, end=last.end, due=last.due)


def requirement_reasons(
    serving: Sequence[Standing], decision: Applicability | None, *, annex: bool, documented: bool
) -> tuple[Reason, ...]:
    """Why a requirement stands as it does: its decision, its documents, each control behind it."""
    if decision is not None and not decision.included:
        code = Code.EXCLUDED if annex else Code.NOT_RELEVANT
        return (because(code, decision.requirement, reason=decision.exclusion),)
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
