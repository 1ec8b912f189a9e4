"""Whether the fact that ends a delta exists on a day: one rule for each way in which a delta can be shown."""

from collections.abc import Callable, Mapping

from attrs import frozen

from dualtrack.domain.controls.control import Cadence, Control
from dualtrack.domain.controls.design import Design
from dualtrack.domain.frameworks.catalogue import Delta, ShownBy
from dualtrack.domain.frameworks.ids import key_of
from dualtrack.domain.programme.operation import Operation
from dualtrack.domain.programme.readiness import Prepared
from dualtrack.domain.programme.statuses import ByFramework, Readiness

# Facts that each control has to have itself; of the others one control of the requirement is enough.
_OF_EACH = (ShownBy.RECORD, ShownBy.APPROVAL, ShownBy.OPERATION)


@frozen
class Facts:
    """Lookups over one day's judgement."""

    prepared: Prepared
    judged: Readiness
    standings: Mapping[tuple[str, str], ByFramework]  # by control and framework
    notes: frozenset[tuple[str, str, str]]  # control, framework and delta of what somebody said by the day

    @classmethod
    def of(cls, prepared: Prepared, judged: Readiness) -> "Facts":
        """Make the lookups."""
        notes = prepared.programme.delta_notes
        return cls(
            prepared,
            judged,
            {(c.id, b.framework): b for c in judged.controls for b in c.by_framework},
            frozenset((n.control, n.framework, n.delta) for n in notes if n.said_on <= judged.as_of),
        )

    def delivered(self, delta: Delta, requirement: str, control: Control) -> bool:
        """True when the control, or where one is enough any control of the requirement, has the fact."""
        has = _HAS[delta.shown_by]
        if delta.shown_by in _OF_EACH:
            return has(self, delta, requirement, control)
        others = self.prepared.serving.by_requirement.get(requirement, ())
        return any(has(self, delta, requirement, other) for other in others)

    def standing(self, requirement: str, control: Control) -> ByFramework | None:
        """How the control stands in the framework of the requirement."""
        return self.standings.get((control.id, key_of(requirement)))


def _document(facts: Facts, _: Delta, __: str, control: Control) -> bool:
    return facts.prepared.serving.has_document(control.id, facts.judged.as_of)


def _record(facts: Facts, _: Delta, requirement: str, control: Control) -> bool:
    standing = facts.standing(requirement, control)
    return standing is not None and standing.tally.shown > 0


def _approval(facts: Facts, _: Delta, requirement: str, control: Control) -> bool:
    standing = facts.standing(requirement, control)
    return standing is not None and standing.design is Design.APPROVED


def _cadence(_: Facts, __: Delta, ___: str, control: Control) -> bool:
    """Performed at an interval, not when something happens."""
    return control.cadence is not Cadence.PER_EVENT


def _operation(facts: Facts, _: Delta, requirement: str, control: Control) -> bool:
    standing = facts.standing(requirement, control)
    return standing is not None and standing.operation is Operation.NO_DEVIATION_NOTED


def _applicability(facts: Facts, _: Delta, requirement: str, __: Control) -> bool:
    """Decided: a decision carries its justification."""
    return facts.prepared.serving.decision(requirement, facts.judged.as_of) is not None


def _note(facts: Facts, delta: Delta, requirement: str, control: Control) -> bool:
    return (control.id, key_of(requirement), delta.id) in facts.notes


_HAS: Mapping[ShownBy, Callable[[Facts, Delta, str, Control], bool]] = {
    ShownBy.DOCUMENT: _document,
    ShownBy.RECORD: _record,
    ShownBy.APPROVAL: _approval,
    ShownBy.CADENCE: _cadence,
    ShownBy.OPERATION: _operation,
    ShownBy.APPLICABILITY: _applicability,
    ShownBy.NOTE: _note,
}
