"""A control: a measure that our organisation operates, with its owner, its rhythm and what it serves."""

from datetime import date
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.frameworks.documented import DocumentedBasis
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


@recorded("control")
@frozen(kw_only=True)
class Control:
    """One control as management words it; `requirements` are full ids such as `soc2:CC6.1`.

    `effort_hours` are the hours of one performance, a decimal as text; of a control that runs all the time
    or by events (continuous, per_event) the hours of one month, since nobody counts its performances.
    """

    id: str
    title: str
    purpose: str
    activity: str
    owner_role: str
    cadence: Cadence
    operating: Operating
    requirements: tuple[str, ...]
    evidence: tuple[str, ...]
    effort_hours: str
    owner: str | None = None  # person id
    documented_basis: DocumentedBasis | None = None
    operating_since: date | None = None
    retired_on: date | None = None
