"""What readiness says of the controls behind risks: how each backs a risk, and which work each would close.

A control is judged in each framework that it serves. Behind a risk it counts as the worst that can be told of
it in any of them; a framework in which it is too early to tell says nothing, and where none can tell, it is
too early.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date
from fractions import Fraction
from typing import Protocol

from dualtrack.domain.controls.control import Control
from dualtrack.domain.controls.design import Design
from dualtrack.domain.controls.effort import hours_a_year
from dualtrack.domain.programme.operation import Operation
from dualtrack.domain.programme.snapshot import Programme
from dualtrack.domain.programme.statuses import ControlStatus, Readiness, RequirementStatus
from dualtrack.domain.risks.current import Backing, Backings
from dualtrack.domain.risks.order import Candidate, Open

_WORST_FIRST = (Operation.NOT_OPERATING, Operation.NOT_EVIDENCED, Operation.DEVIATIONS)


def backings(programme: Programme, judged: Readiness) -> Backings:
    """How each control on record backs a risk on the day of `judged`."""
    statuses = {status.id: status for status in judged.controls}
    return {c.id: _of(c, statuses.get(c.id), judged.as_of) for c in programme.controls}


def _of(control: Control, status: ControlStatus | None, as_of: date) -> Backing:
    if control.retired_on is not None and control.retired_on <= as_of:
        return Backing.RETIRED
    return Backing.TOO_EARLY if status is None else backing(status.by_framework)


class Judged(Protocol):
    """A control as it is judged in one framework."""

    @property
    def design(self) -> Design:
        """Whether it is designed and approved."""

    @property
    def operation(self) -> Operation:
        """What can be told of its operation."""


def backing(by_framework: Collection[Judged]) -> Backing:
    """The worst that can be told of a control in any framework that it serves."""
    if any(one.design is Design.NOT_DESIGNED for one in by_framework):
        return Backing.NOT_DESIGNED
    told = {one.operation for one in by_framework} - {Operation.TOO_EARLY}
    worst = next((one for one in _WORST_FIRST if one in told), None)
    if worst is not None:
        return Backing(worst.value)
    return Backing.OPERATING if told else Backing.TOO_EARLY


def open_requirements(judged: Readiness) -> tuple[RequirementStatus, ...]:
    """Requirements in scope that are not supported, nor implemented."""
    return tuple(r for r in judged.requirements if r.status.in_scope and r.status.half_points < _WHOLE)


_WHOLE = 2  # half points of what is supported or implemented


def open_counts(judged: Readiness) -> Mapping[str, int]:
    """How many are open in each framework."""
    return Counter(r.framework for r in open_requirements(judged))


def candidates(programme: Programme, judged: Readiness, behind: Backings) -> tuple[Candidate, ...]:
    """Controls that do not operate yet, each with the open requirements that it serves."""
    statuses = {status.id: status for status in judged.controls}
    serves: dict[str, dict[str, list[Open]]] = {}
    for one in open_requirements(judged):
        missing = [c for c in one.controls if _missing(statuses.get(c), one.framework)]
        for control in missing:
            mine = serves.setdefault(control, {}).setdefault(one.framework, [])
            mine.append(Open(requirement=one.id, missing=len(missing)))
    return tuple(
        Candidate(
            control=c.id,
            hours=Fraction(hours_a_year(c)),
            serves={key: tuple(ones) for key, ones in serves.get(c.id, {}).items()},
        )
        for c in programme.controls
        if behind[c.id] not in (Backing.OPERATING, Backing.RETIRED)
    )


def _missing(status: ControlStatus | None, framework: str) -> bool:
    standing = None if status is None else status.of(framework)
    return standing is None or standing.operation is not Operation.NO_DEVIATION_NOTED
