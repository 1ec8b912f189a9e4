"""What each control owed and owes, occurrence by occurrence, with its state on a day."""

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import frozen

from dualtrack.domain.controls.control import Control
from dualtrack.domain.controls.occurrences import Window
from dualtrack.domain.programme.performance import Slot, State, perform
from dualtrack.domain.programme.readiness import Prepared
from dualtrack.domain.programme.statuses import Readiness

_OPEN = (State.NOT_YET_DUE, State.MISSED)
_LAPSED = (State.MISSED, State.IRRECOVERABLE)


@frozen(kw_only=True)
class Occurrence:
    """One expected performance of a control as it stands on a day, and the frameworks that it is owed to."""

    control: str
    frameworks: tuple[str, ...]
    window: Window
    state: State
    failing: bool
    facts: tuple[str, ...]

    @property
    def lapsed(self) -> bool:
        """True when it is past due with nothing to show."""
        return self.state in _LAPSED


def strip(prepared: Prepared, judged: Readiness, control: Control, framework: str) -> tuple[Occurrence, ...]:
    """Every occurrence that a control owes in the period of one framework; none without a period."""
    mine = judged.of(framework)
    if mine is None or mine.period is None:
        return ()
    slots = perform(control, framework, mine.period.period, prepared.index, prepared.knowledge)
    day = judged.as_of.toordinal()
    return tuple(_occurrence(control.id, (framework,), slot, day) for slot in slots if _shown(slot, day))


def _shown(slot: Slot, day: int) -> bool:
    """What was never expected is shown only where something was done all the same."""
    return slot.expected or slot.state(day) is not State.NOT_YET_DUE


def _occurrence(control: str, frameworks: tuple[str, ...], slot: Slot, day: int) -> Occurrence:
    return Occurrence(
        control=control,
        frameworks=frameworks,
        window=slot.window,
        state=slot.state(day),
        failing=slot.failing <= day,
        facts=tuple(sorted(slot.known_facts(day))),
    )


def owed(prepared: Prepared, judged: Readiness) -> tuple[Occurrence, ...]:
    """Every occurrence of every control in use; one that both frameworks owe alike stands once."""
    by_id = prepared.serving.controls
    merged: dict[tuple[str, Window, State], Occurrence] = {}
    for status in judged.controls:
        for standing in status.by_framework:
            for one in strip(prepared, judged, by_id[status.id], standing.framework):
                _merge(merged, one)
    return tuple(merged.values())


def _merge(merged: dict[tuple[str, Window, State], Occurrence], one: Occurrence) -> None:
    key = (one.control, one.window, one.state)
    held = merged.get(key)
    frameworks = one.frameworks if held is None else (*held.frameworks, *one.frameworks)
    facts = one.facts if held is None else tuple(sorted({*held.facts, *one.facts}))
    merged[key] = Occurrence(
        control=one.control,
        frameworks=frameworks,
        window=one.window,
        state=one.state,
        failing=one.failing or (held is not None and held.failing),
        facts=facts,
    )


def lapsed(owing: Iterable[Occurrence]) -> tuple[Occurrence, ...]:
    """What is past due with nothing to show, the latest first."""
    rows = (o for o in owing if o.lapsed)
    return tuple(sorted(rows, key=lambda o: (-o.window.due.toordinal(), o.control)))


def due_next(owing: Iterable[Occurrence], as_of: date) -> tuple[Occurrence, ...]:
    """What is not performed yet and whose window has begun, the most urgent first."""
    rows = (o for o in owing if o.state is State.NOT_YET_DUE and o.window.start <= as_of <= o.window.due)
    return tuple(sorted(rows, key=lambda o: (o.window.due, o.control)))


def of_controls(owing: Iterable[Occurrence], controls: Mapping[str, Control]) -> tuple[Occurrence, ...]:
    """Only those of some controls."""
    return tuple(o for o in owing if o.control in controls)
