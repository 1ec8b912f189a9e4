"""Operation status of a control in one framework: counted from its occurrences, deviations and checks."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.programme.performance import NEVER, Slot, State


class Operation(StrEnum):
    """What management's records support about operation; never an auditor's conclusion."""

    TOO_EARLY = "too_early"
    NO_DEVIATION_NOTED = "no_deviation_noted"
    DEVIATIONS = "deviations"
    NOT_OPERATING = "not_operating"
    NOT_EVIDENCED = "not_evidenced"


@frozen
class Tally:
    """How many occurrences stand in each state, how many have failing checks, and deviations on record."""

    states: tuple[int, ...] = (0, 0, 0, 0, 0, 0)
    failing: int = 0
    deviations: int = 0

    @property
    def shown(self) -> int:
        """Occurrences that something supports."""
        return self.states[State.MET] + self.states[State.LATE]

    @property
    def lapsed(self) -> int:
        """Occurrences that are past due with nothing to show."""
        return self.states[State.MISSED] + self.states[State.IRRECOVERABLE]

    @property
    def operation(self) -> Operation:
        """The status. Adverse facts never raise it: without support they make it not operating."""
        adverse = self.failing + self.deviations
        if not self.shown:
            if adverse:
                return Operation.NOT_OPERATING
            return Operation.NOT_EVIDENCED if self.lapsed else Operation.TOO_EARLY
        if adverse or self.lapsed or self.states[State.LATE]:
            return Operation.DEVIATIONS
        return Operation.NO_DEVIATION_NOTED


def states_on(slots: Iterable[Slot], day: int) -> list[State]:
    """The state of each slot on a day, worked out once for the tally and its reasons."""
    return [slot.state(day) for slot in slots]


def tally_on(slots: Iterable[Slot], states: Iterable[State], deviations: Iterable[int], day: int) -> Tally:
    """The tally of one day; `deviations` are the days from which each deviation counts."""
    counts = [0] * len(State)
    for state in states:
        counts[state] += 1
    failing = sum(slot.failing <= day for slot in slots)
    return Tally(tuple(counts), failing, sum(d <= day for d in deviations))


def changes(slots: Iterable[Slot], deviations: Iterable[int]) -> Iterator[tuple[int, Tally]]:
    """The tally from each day on which it changes, in order; before the first it is all not yet due.

    One pass over all occurrences, so that a series costs little more than a day.
    """
    moves: dict[int, list[tuple[State, State]]] = {}
    fails: dict[int, int] = {}
    count = 0
    for slot in slots:
        count += 1
        before = State.NOT_YET_DUE
        for day in slot.turns():
            now = slot.state(day)
            if now is not before:
                moves.setdefault(day, []).append((before, now))
                before = now
        if slot.failing != NEVER:
            fails[slot.failing] = fails.get(slot.failing, 0) + 1
    noted = sorted(d for d in deviations if d != NEVER)
    states = [count, 0, 0, 0, 0, 0]
    failing = 0
    yield date.min.toordinal(), Tally((count, 0, 0, 0, 0, 0))
    for day in sorted(moves.keys() | fails.keys() | set(noted)):
        for before, now in moves.get(day, ()):
            states[before] -= 1
            states[now] += 1
        failing += fails.get(day, 0)
        yield day, Tally(tuple(states), failing, sum(d <= day for d in noted))
