"""Which records a released document rests on: those that its rows name, and those that may be behind one.

The same knowledge tells which entries since made a release stale, and in which releases an entry is frozen.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import Any

from attrs import frozen

from dualtrack.domain.controls.control import Control
from dualtrack.domain.controls.delivered import DeltaNote
from dualtrack.domain.controls.design import ControlApproval, digest
from dualtrack.domain.controls.document import Document, of_control
from dualtrack.domain.ledger.codec import decode
from dualtrack.domain.ledger.entry import Entry
from dualtrack.domain.risks.applicability import Applicability, standing

# Kinds of objects that a row names by their id.
NAMED = ("control", "evidence", "deviation", "document", "scope_version", "risk")
# Kinds of which few change, and that may be behind a row without being named in it.
BEHIND = (
    "document",
    "control_approval",
    "deviation",
    "scope_version",
    "delta_note",
    "legal_requirement",
    "commitment",
)
DECISION = "applicability"  # of which the id is the requirement that a row names, and a number
NUMBERED = "~"
KINDS = frozenset({*NAMED, *BEHIND, DECISION})
_POINTS = ("id", "control", "controls", "requirement", "requirements", "thing")
Held = Callable[[str], Iterable[Any]]  # the last value of each object of a kind


def named_by(entry: Entry) -> frozenset[str]:
    """The ids that an entry is about: its object's, and what its value points at."""
    value: Mapping[str, object] = entry.value or {}
    found = {entry.object.partition("/")[2]}
    for name in _POINTS:
        held = value.get(name)
        found |= set(map(str, held)) if isinstance(held, list) else {str(held)} if held else set()
    return frozenset(found)


def rests_on(facts: Collection[str], entry: Entry) -> bool:
    """Whether rows that name these facts rest on the object of an entry, as the entry tells it."""
    kind, _, key = entry.object.partition("/")
    near = (
        kind in BEHIND
        or (kind in NAMED and key in facts)
        or (kind == DECISION and key.partition(NUMBERED)[0] in facts)
    )
    return near and not named_by(entry).isdisjoint(facts)


@frozen(kw_only=True)
class Made:
    """What a document was made from: the day and the frameworks it is about, the facts that it names."""

    day: date
    frameworks: tuple[str, ...]
    facts: frozenset[str]
    held: Held  # as the ledger told it at the document's head

    def shows(self, entry: Entry) -> bool:
        """Whether it rests on an entry that was its object's last before the head, and stood on the day.

        A decision or a version in the place of which another had come by then is not what it shows.
        """
        if entry.value is None or not rests_on(self.facts, entry):
            return False
        rule = _STOOD.get(entry.type)
        return rule is None or rule(self, decode(entry.type, entry.tv, entry.value))


def _decision(made: Made, one: Applicability) -> bool:
    same = [d for d in made.held(DECISION) if d.requirement == one.requirement]
    found = standing(same, made.day).get(one.requirement)
    return found is not None and found.id == one.id


def _document(made: Made, one: Document) -> bool:
    held = tuple(made.held("document"))
    mine = made.facts.intersection(one.controls)
    return any(d.id == one.id for control in mine for d in of_control(held, control, made.day))


def _approval(made: Made, one: ControlApproval) -> bool:
    controls: Iterable[Control] = made.held("control")
    return any(c.id == one.control and digest(c) == one.digest for c in controls)


def _note(made: Made, one: DeltaNote) -> bool:
    return one.framework in made.frameworks


_STOOD: dict[str, Callable[[Made, Any], bool]] = {
    DECISION: _decision,
    "document": _document,
    "control_approval": _approval,
    "delta_note": _note,
}
