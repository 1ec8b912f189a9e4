"""What the rules of facts read: the programme judged on a day, and registers beside its snapshot."""

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from dualtrack.domain.controls.control import Control
from dualtrack.domain.programme.plan.sequencing import SequencingDecision
from dualtrack.domain.programme.snapshot import Programme
from dualtrack.domain.programme.statuses import Readiness
from dualtrack.domain.risks.register import RiskRegister


@frozen(kw_only=True)
class OnRecord:
    """What the rules read: the programme judged on a day, and registers that its snapshot does not hold."""

    programme: Programme
    readiness: Readiness
    risks: RiskRegister = field(factory=RiskRegister)
    decisions: tuple[SequencingDecision, ...] = ()
    filled: Mapping[str, date] = field(factory=dict)  # registers with the day of their first record
    booked: Mapping[str, date] = field(factory=dict)  # frameworks whose auditor is booked
    packed: Mapping[str, date] = field(factory=dict)  # kinds of engagement whose package was made

    @property
    def day(self) -> date:
        """The day on which it is read."""
        return self.readiness.as_of

    def group(self, prefix: str) -> tuple[Control, ...]:
        """Controls whose id begins with a group's letters, in use on the day."""
        used = {c.id for c in self.readiness.controls}
        return tuple(c for c in self.programme.controls if c.id in used and c.id.partition("-")[0] == prefix)
