"""Engagements: one commissioned examination or certification audit, its period and its scope."""

from datetime import date
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded


class EngagementKind(StrEnum):
    """What was commissioned. Always two engagements, two reports, even when one firm holds both."""

    SOC2_TYPE2 = "soc2-type2"
    ISO_STAGE1 = "iso27001-stage1"
    ISO_STAGE2 = "iso27001-stage2"
    ISO_SURVEILLANCE = (
        "iso27001-surveillance"  # at least once a calendar year (ISO/IEC 17021-1 9.1.3.3, 9.6.2)
    )
    ISO_RECERTIFICATION = "iso27001-recertification"  # before the certificate expires (9.6.3)

    @property
    def follows_certificate(self) -> bool:
        """True for an audit that there is only of what is certified."""
        return self in (EngagementKind.ISO_SURVEILLANCE, EngagementKind.ISO_RECERTIFICATION)

    @property
    def framework(self) -> str:
        """The key of the framework that it is about."""
        return "soc2" if self is EngagementKind.SOC2_TYPE2 else "iso27001"


@recorded("engagement")
@frozen(kw_only=True)
class Engagement:
    """One audit: `period` names an observation period, `categories` the SOC 2 categories chosen."""

    id: str
    kind: EngagementKind
    title: str
    firm: str
    period: str
    opened_on: date
    categories: tuple[str, ...] = ()
    closed_on: date | None = None

    def open_on(self, as_of: date) -> bool:
        """True on the days from opening until closing."""
        return self.opened_on <= as_of and (self.closed_on is None or as_of < self.closed_on)


class EngagementChoice(StrEnum):
    """Why no single engagement could be chosen."""

    NONE_OPEN = "no_open_engagement"
    SEVERAL_OPEN = "several_open_engagements"
    UNKNOWN = "unknown_engagement"


def choose(
    engagements: tuple[Engagement, ...],
    kinds: tuple[EngagementKind, ...],
    as_of: date,
    wanted: str | None = None,
) -> Engagement | EngagementChoice:
    """The engagement asked for, or the only open one of these kinds, or why there is no single one."""
    if wanted is not None:
        return next((e for e in engagements if e.id == wanted), EngagementChoice.UNKNOWN)
    found = [e for e in engagements if e.kind in kinds and e.open_on(as_of)]
    if len(found) == 1:
        return found[0]
    return EngagementChoice.SEVERAL_OPEN if found else EngagementChoice.NONE_OPEN
