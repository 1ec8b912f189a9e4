"""What the page of the proposals lists: those that wait or were decided, narrowed, grouped by control."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from attrs import frozen

from dualtrack.app.programme.proposing import Proposals
from dualtrack.domain.controls.control import Control
from dualtrack.domain.controls.proposed import ProposalDecision, decision_id
from dualtrack.domain.frameworks.ids import key_of
from dualtrack.domain.programme.adopting import Proposal

WAITING, DECIDED = "waiting", "decided"


@frozen(kw_only=True)
class Row:
    """One pair of a control and a requirement, with why it is proposed or what was decided."""

    control: str
    requirement: str
    proposal: Proposal | None = None
    decision: ProposalDecision | None = None

    @property
    def id(self) -> str:
        """What a tick says."""
        return decision_id(self.control, self.requirement)

    @property
    def open(self) -> bool:
        """True where something may still be decided: what was refused may be accepted later."""
        return self.decision is None or not self.decision.accepted


@frozen(kw_only=True)
class Group:
    """One control with its rows; the control is none where it is there no more."""

    id: str
    control: Control | None
    rows: tuple[Row, ...]


def rows_of(found: Proposals, show: str, framework: str) -> list[Row]:
    """The rows of one of the two lists, by control."""
    waiting = (Row(control=p.control, requirement=p.requirement, proposal=p) for p in found.waiting)
    decided = (Row(control=d.control, requirement=d.requirement, decision=d) for d in found.decided)
    rows = decided if show == DECIDED else waiting
    kept = (row for row in rows if not framework or key_of(row.requirement) == framework)
    return sorted(kept, key=lambda row: row.control)


def frameworks_of(found: Proposals) -> list[str]:
    """The frameworks that anything is proposed for, in the order of their keys."""
    named: Iterable[Proposal | ProposalDecision] = (*found.waiting, *found.decided)
    return sorted({key_of(one.requirement) for one in named})


def grouped(rows: Sequence[Row], controls: Iterable[Control]) -> list[Group]:
    """Rows under their controls."""
    held = {one.id: one for one in controls}
    return [
        Group(id=key, control=held.get(key), rows=tuple(those))
        for key, those in groupby(rows, key=lambda row: row.control)
    ]
