"""A risk by its scenario, with its ratings, owner and treatment; actions of the plan; runs of reassessment.

ISO/IEC 27001 6.1.2 c-e, 6.1.3, 8.2, 8.3. Other records (assets, services, controls, people) are named by id.
"""

from datetime import date
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded


class Treatment(StrEnum):
    """What is done about a risk."""

    MODIFY = "modify"
    RETAIN = "retain"
    AVOID = "avoid"
    SHARE = "share"


class Lowers(StrEnum):
    """Which side of a risk a control lowers."""

    LIKELIHOOD = "likelihood"
    CONSEQUENCE = "consequence"


@frozen(kw_only=True)
class Consequences:
    """The consequence to each property by its step; 0 where the scenario does not touch it."""

    confidentiality: int = 0
    integrity: int = 0
    availability: int = 0

    @property
    def overall(self) -> int:
        """The worst of the three."""
        return max(self.confidentiality, self.integrity, self.availability)

    def items(self) -> tuple[tuple[str, int], ...]:
        """Each property with its step."""
        return (
            ("confidentiality", self.confidentiality),
            ("integrity", self.integrity),
            ("availability", self.availability),
        )


@frozen(kw_only=True)
class Rating:
    """How likely a scenario is, and what it would do."""

    likelihood: int
    consequences: Consequences


@frozen(kw_only=True)
class RiskControl:
    """A control behind a risk: which side it lowers, and by how many steps at most while it operates."""

    control: str
    lowers: Lowers
    steps: int


@recorded("risk")
@frozen(kw_only=True)
class Risk:
    """One scenario. `method` is the id of the version by which it was rated; `residual` the level aimed at.

    `criteria` are full ids of requirements that it speaks to; `fraud` and `change` say that it was identified
    as a risk of fraud (CC3.3) or of a change in the system (CC3.4); `origin` is the starter behind it.
    """

    id: str
    title: str
    cause: str
    event: str
    consequence: str
    category: str
    inherent: Rating
    residual: Rating | None = None
    method: str
    owner: str | None = None  # person id
    treatment: Treatment | None = None
    controls: tuple[RiskControl, ...] = ()
    assets: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    fraud: bool = False
    change: bool = False
    identified_on: date
    retired_on: date | None = None
    retired_because: str = ""
    origin: str = ""

    def live(self, as_of: date) -> bool:
        """True from the day on which it was identified until it is retired."""
        return self.identified_on <= as_of and (self.retired_on is None or as_of < self.retired_on)


@recorded("treatment_action")
@frozen(kw_only=True)
class TreatmentAction:
    """One action of a risk's treatment plan: who does what by when, and what shows that it was done."""

    id: str
    risk: str
    what: str
    owner: str  # person id
    due: date
    controls: tuple[str, ...] = ()
    done_on: date | None = None
    evidence: str = ""


@recorded("risk_assessment")
@frozen(kw_only=True)
class RiskAssessment:
    """One run of assessing a risk, kept for ever: what it was rated, by which method, and why."""

    id: str
    risk: str
    assessed_on: date
    assessed_by: str
    method: str
    inherent: Rating
    residual: Rating | None
    reason: str
