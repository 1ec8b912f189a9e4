"""A control: a measure that our organisation operates, with its owner, its rhythm and what it serves."""

from datetime import date
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded


class Cadence(StrEnum):
    """How often a control is performed."""

    CONTINUOUS = "continuous"
    PER_EVENT = "per_event"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    SEMIANNUAL = "semiannual"
    ANNUAL = "annual"


class Operating(StrEnum):
    """How a control is operated: by a system, by a person, or by both."""

    AUTOMATED = "automated"
    MANUAL = "manual"
    BOTH = "both"


class DocumentedBasis(StrEnum):
    """Why a procedure has to be written down; only the first two may be called required."""

    CLAUSE = "clause"
    ANNEX_A_EXPLICIT = "annex_a_explicit"
    OWN_DECISION = "own_decision"  # ISO/IEC 27001 7.5.1 b, 8.1
    AUDITOR_EXPECTATION = "auditor_expectation"

    @property
    def required(self) -> bool:
        """True where the standard itself asks for the document."""
        return self in (DocumentedBasis.CLAUSE, DocumentedBasis.ANNEX_A_EXPLICIT)


@recorded("control")
@frozen(kw_only=True)
class Control:
    """One control as management words it; `requirements` are full ids such as `soc2:CC6.1`."""

    id: str
    title: str
    purpose: str
    activity: str
    owner_role: str
    cadence: Cadence
    operating: Operating
    requirements: tuple[str, ...]
    evidence: tuple[str, ...]
    effort_hours: str  # hours for one performance, a decimal as text
    owner: str | None = None  # person id
    documented_basis: DocumentedBasis | None = None
    operating_since: date | None = None
    retired_on: date | None = None
