"""The question behind the smallest set of controls: what is wanted, and which controls may reach it."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from attrs import frozen

from dualtrack.domain.controls.control import Control
from dualtrack.domain.controls.effort import hours_a_year

# Hours are counted in whole hundredths, so that a solver adds whole numbers and two sums compare exactly.
STEPS_AN_HOUR = 100


@frozen(kw_only=True)
class Candidate:
    """A control that may be chosen: what it serves, and what it takes."""

    id: str
    requirements: frozenset[str]
    hours: Decimal  # a year

    @classmethod
    def of(cls, control: Control) -> "Candidate":
        """The control as a candidate."""
        served = frozenset(control.requirements)
        return cls(id=control.id, requirements=served, hours=hours_a_year(control))


@frozen(kw_only=True, slots=False)
class Covering:
    """Requirements that are wanted, and the controls that may be chosen so that each of them is served."""

    wanted: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    chosen: tuple[str, ...] = ()  # in any case, whatever they serve
    forbidden: tuple[str, ...] = ()  # in no case

    @cached_property
    def allowed(self) -> tuple[Candidate, ...]:
        """The candidates that are not forbidden, by id."""
        return tuple(sorted((c for c in self.candidates if c.id not in self.forbidden), key=lambda c: c.id))

    @cached_property
    def serving(self) -> dict[str, tuple[str, ...]]:
        """The allowed candidates that serve each wanted requirement, in the order of what is wanted."""
        return {
            wanted: tuple(c.id for c in self.allowed if wanted in c.requirements)
            for wanted in dict.fromkeys(self.wanted)
        }

    @cached_property
    def reachable(self) -> tuple[str, ...]:
        """The wanted requirements that an allowed candidate serves."""
        return tuple(wanted for wanted, ids in self.serving.items() if ids)

    @cached_property
    def unreachable(self) -> tuple[str, ...]:
        """The wanted requirements that no allowed candidate serves."""
        return tuple(wanted for wanted, ids in self.serving.items() if not ids)

    def reached(self, candidate: Candidate) -> tuple[str, ...]:
        """The wanted requirements that a candidate serves, in the order of what is wanted."""
        return tuple(wanted for wanted in self.serving if wanted in candidate.requirements)


class CoveringCode(StrEnum):
    """Why a question cannot be answered."""

    TWICE = "control_twice"
    UNKNOWN = "unknown_control"
    CHOSEN_AND_FORBIDDEN = "control_chosen_and_forbidden"
    HOURS = "hours_not_countable"


@frozen
class CoveringFault:
    """One thing that is wrong in a question, and the control that it is about."""

    code: CoveringCode
    control: str


def covering_faults(problem: Covering) -> tuple[CoveringFault, ...]:
    """Everything that keeps the question from being answered, by control."""
    return tuple(sorted(_faults(problem), key=lambda fault: (fault.control, fault.code)))


def _faults(problem: Covering) -> Iterator[CoveringFault]:
    known = Counter(c.id for c in problem.candidates)
    yield from (CoveringFault(CoveringCode.TWICE, control) for control, times in known.items() if times > 1)
    for control in {*problem.chosen, *problem.forbidden} - known.keys():
        yield CoveringFault(CoveringCode.UNKNOWN, control)
    for control in {*problem.chosen} & {*problem.forbidden}:
        yield CoveringFault(CoveringCode.CHOSEN_AND_FORBIDDEN, control)
    for candidate in problem.candidates:
        if not _countable(candidate.hours):
            yield CoveringFault(CoveringCode.HOURS, candidate.id)


def _countable(hours: Decimal) -> bool:
    """True for hours of nought or more, in hundredths."""
    return hours.is_finite() and hours >= 0 and (hours * STEPS_AN_HOUR) % 1 == 0
