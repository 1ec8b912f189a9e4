"""The organisation whose home this is: the first entry of its ledger."""

from datetime import date
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded


class Profile(StrEnum):
    """The programme profiles of the article and ours."""

    DUAL_TRACK_52W = "dual-track-52w"
    FIRST_COMBINED = "first-combined"
    ADD_ISO27001 = "add-iso27001"
    ADD_SOC2 = "add-soc2"
    FROM_SCRATCH = "from-scratch"
    SOC2_ONLY = "soc2-only"
    ISO27001_ONLY = "iso27001-only"

    @property
    def frameworks(self) -> tuple[str, ...]:
        """The frameworks that the programme runs."""
        if self is Profile.SOC2_ONLY:
            return ("soc2",)
        return ("iso27001",) if self is Profile.ISO27001_ONLY else ("soc2", "iso27001")


class Sequencing(StrEnum):
    """Option A: ISO first; option B: SOC 2 first."""

    ISO_FIRST = "iso-first"
    SOC2_FIRST = "soc2-first"


@recorded("organisation")
@frozen(kw_only=True)
class Organisation:
    """Who runs the programme, since when, in which zone its days are counted, and whether it is invented."""

    id: str
    name: str
    timezone: str
    example: bool
    profile: Profile
    sequencing: Sequencing
    start: date
    categories: tuple[str, ...]
    period_months: int
