"""The smallest set of controls that serves what is wanted: the checked answer, and why each is in it."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.controls.covering import Candidate, Covering


@frozen(kw_only=True)
class Solved:
    """What a solver answers: a set of controls, and the size and hours below which it has shown none."""

    controls: tuple[str, ...]
    bound: int
    hours: Decimal  # a year; no set of that size takes less


class AnswerCode(StrEnum):
    """Why an answer is none."""

    UNKNOWN = "unknown_control"
    FORBIDDEN = "forbidden_control"
    LEFT_OUT = "chosen_control_left_out"
    NOT_REACHED = "requirement_not_reached"
    NOT_SMALLEST = "not_shown_smallest"
    NOT_LEAST_HOURS = "hours_not_shown_least"
    SUPERFLUOUS = "control_superfluous"


@frozen
class AnswerFault:
    """One thing that is wrong in an answer: a control, a requirement, or the size or hours as text."""

    code: AnswerCode
    what: str


class Why(StrEnum):
    """Why a control is in the set."""

    ONLY = "only_one"  # nothing else that may be chosen serves one of its requirements
    CHOSEN = "chosen"  # it was asked for
    ADDS = "adds"  # no other member serves one of its requirements


@frozen(kw_only=True)
class Member:
    """A control of the set with its reason; requirements are wanted ones, in their order."""

    id: str
    why: Why
    serves: tuple[str, ...]
    alone: tuple[str, ...]  # of those, what no other member serves
    only: tuple[str, ...]  # of those, what nothing else that may be chosen serves


@frozen(kw_only=True)
class FurtherControl:
    """A control outside the set: what would have a second control by it.

    It settles no delta: a delta goes when the fact that it asks for is on record, not by one more control.
    """

    id: str
    serves: tuple[str, ...]
    second: tuple[str, ...]

    @property
    def nothing_new(self) -> bool:
        """True when all that it serves has two controls or more without it."""
        return not self.second


@frozen(kw_only=True)
class Unreachable:
    """A wanted requirement that no control serves which may be chosen, and the forbidden ones that would."""

    requirement: str
    forbidden: tuple[str, ...]


@frozen(kw_only=True)
class SmallestSet:
    """The fewest controls that serve all that can be served, of these sets one of least hours a year."""

    members: tuple[Member, ...]
    bound: int  # shown: no smaller set serves as much
    hours: Decimal  # a year; shown: no set of that size takes less
    unreachable: tuple[Unreachable, ...]
    further: tuple[FurtherControl, ...]


def answer_faults(problem: Covering, solved: Solved) -> tuple[AnswerFault, ...]:
    """Everything that keeps an answer from being the smallest set."""
    return tuple(_faults(problem, solved))


def _faults(problem: Covering, solved: Solved) -> Iterator[AnswerFault]:
    allowed = {c.id: c for c in problem.allowed}
    for control in solved.controls:
        if control not in allowed:
            known = control in problem.forbidden
            yield AnswerFault(AnswerCode.FORBIDDEN if known else AnswerCode.UNKNOWN, control)
    for control in sorted({*problem.chosen} - {*solved.controls}):
        yield AnswerFault(AnswerCode.LEFT_OUT, control)
    members = [allowed[control] for control in solved.controls if control in allowed]
    served = _times(members)
    yield from (AnswerFault(AnswerCode.NOT_REACHED, r) for r in problem.reachable if not served[r])
    size = len({*solved.controls})
    if size != solved.bound:
        yield AnswerFault(AnswerCode.NOT_SMALLEST, f"{size} controls, shown {solved.bound}")
    hours = _hours(members)
    if hours != solved.hours:
        yield AnswerFault(AnswerCode.NOT_LEAST_HOURS, f"{hours} hours, shown {solved.hours}")
    for member in members:
        if member.id not in problem.chosen and all(served[r] > 1 for r in problem.reached(member)):
            yield AnswerFault(AnswerCode.SUPERFLUOUS, member.id)


def smallest_set(problem: Covering, solved: Solved) -> SmallestSet:
    """The answer in full: each member with its reason, what cannot be reached, what others would add."""
    inside = {*solved.controls}
    members = [c for c in problem.allowed if c.id in inside]
    served = _times(members)
    return SmallestSet(
        members=tuple(_member(problem, c, served) for c in members),
        bound=solved.bound,
        hours=_hours(members),
        unreachable=tuple(_unreachable(problem, requirement) for requirement in problem.unreachable),
        further=tuple(_further(problem, c, served) for c in problem.allowed if c.id not in inside),
    )


def _hours(members: list[Candidate]) -> Decimal:
    return sum((c.hours for c in members), Decimal(0))


def _times(members: list[Candidate]) -> Counter[str]:
    """How many of the members serve each requirement."""
    return Counter(requirement for member in members for requirement in member.requirements)


def _member(problem: Covering, control: Candidate, served: Counter[str]) -> Member:
    mine = problem.reached(control)
    only = tuple(r for r in mine if len(problem.serving[r]) == 1)
    chosen = Why.CHOSEN if control.id in problem.chosen else Why.ADDS
    return Member(
        id=control.id,
        why=Why.ONLY if only else chosen,
        serves=mine,
        alone=tuple(r for r in mine if served[r] == 1),
        only=only,
    )


def _further(problem: Covering, control: Candidate, served: Counter[str]) -> FurtherControl:
    mine = problem.reached(control)
    return FurtherControl(id=control.id, serves=mine, second=tuple(r for r in mine if served[r] == 1))


def _unreachable(problem: Covering, requirement: str) -> Unreachable:
    would = (c.id for c in problem.candidates if requirement in c.requirements)
    return Unreachable(requirement=requirement, forbidden=tuple(sorted(would)))
