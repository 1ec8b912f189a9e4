"""What the standing of its controls says about one requirement: the rules, framework by framework.

Neither framework borrows the other's conclusion (design section 2): a standing is of one framework only.
"""

from collections.abc import Sequence
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.controls.design import Design
from dualtrack.domain.frameworks.catalogue import Kind
from dualtrack.domain.programme.operation import Operation


class State(StrEnum):
    """Status of a requirement: what management's records support."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    UNSUPPORTED = "unsupported"
    CANNOT_TELL = "cannot_tell"
    NOT_IN_SCOPE = "not_in_scope"
    EXCLUDED = "excluded"
    INCLUDED_PLANNED = "included_planned"
    INCLUDED_IMPLEMENTED = "included_implemented"

    @property
    def in_scope(self) -> bool:
        """True where the requirement counts in the readiness figure."""
        return self not in (State.NOT_IN_SCOPE, State.EXCLUDED)

    @property
    def half_points(self) -> int:
        """2 for supported or implemented, 1 for partly, 0 for all else: too early is not supported."""
        if self in (State.SUPPORTED, State.INCLUDED_IMPLEMENTED):
            return 2
        return 1 if self is State.PARTLY else 0


_SHOWN = (Operation.NO_DEVIATION_NOTED, Operation.DEVIATIONS)
_LAPSED = (Operation.NOT_EVIDENCED, Operation.NOT_OPERATING)


@frozen
class Standing:
    """One control as it stands in one framework on one day."""

    control: str
    design: Design
    operation: Operation
    throughout: bool = True  # SOC 2: it operates since the first day of the period (AT-C 205)

    @property
    def level(self) -> int:
        """2 supports fully, 1 in part, 0 not."""
        if self.design is Design.NOT_DESIGNED or self.operation not in _SHOWN:
            return 0
        full = self.design is Design.APPROVED and self.operation is Operation.NO_DEVIATION_NOTED
        return 2 if full and self.throughout else 1


def judge(
    kind: Kind, *, included: bool, decided: bool, documented: bool, serving: Sequence[Standing]
) -> State:
    """The state of a requirement from its applicability, its documents and the controls that serve it.

    `included` is false only by a decision; `decided` says whether there is one.
    """
    if kind is Kind.ANNEX_CONTROL:
        if not included:
            return State.EXCLUDED
        implemented = decided and documented and _implemented(serving)
        return State.INCLUDED_IMPLEMENTED if implemented else State.INCLUDED_PLANNED
    if not included:
        return State.NOT_IN_SCOPE
    return _supported(documented=documented, serving=serving)


def _supported(*, documented: bool, serving: Sequence[Standing]) -> State:
    """A criterion or clause: supported by all of its controls, partly by some, or nothing can be told yet."""
    levels = [s.level for s in serving]
    if serving and min(levels) == 2 and documented:
        return State.SUPPORTED
    if any(levels):
        return State.PARTLY
    if serving and not any(s.operation in _LAPSED for s in serving):
        return State.CANNOT_TELL
    return State.UNSUPPORTED


def _implemented(serving: Sequence[Standing]) -> bool:
    """ISO/IEC 27001 6.1.3 d: implemented is shown, not said.

    Every control behind it has an approved design and none is without evidence or not operating; at least one
    has shown operation, so that one whose yearly performance is still ahead does not hold the others back.
    """
    sound = all(s.design is Design.APPROVED and s.operation not in _LAPSED for s in serving)
    return sound and any(s.level for s in serving)


def readiness_figure(states: Sequence[State]) -> int:
    """Floor of 100 x (supported or implemented + half of partly) / requirements in scope; 0 with none."""
    counted = [s for s in states if s.in_scope]
    points = sum(s.half_points for s in counted)
    return 100 * points // (2 * len(counted)) if counted else 0
