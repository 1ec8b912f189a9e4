"""Firms for the tests of auditors: a CPA firm and a certification body against whom nothing stands."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.domain.registers.records import TODAY, before, held, least

from dualtrack.domain.audits.choosing import AuditorBooking, AuditorDecision
from dualtrack.domain.registers.auditor_ties import FirmService, ReferralInterest, ServiceKind
from dualtrack.domain.registers.auditors import (
    AuditFirm,
    AuditQuote,
    Edition,
    FirmKind,
    PeerReview,
    QuoteKind,
)
from dualtrack.domain.registers.finding import Finding

HELD = held


def cpa(id: str = "CPA", **given: Any) -> AuditFirm:  # noqa: A002 - the field's own name
    """A CPA firm with its licence and a peer review a year old."""
    says: dict[str, Any] = {
        "kind": FirmKind.CPA,
        "licence": "L-1",
        "peer_reviewed_on": before(365),
        "peer_review": PeerReview.NO_DEFICIENCY,
    }
    firm: AuditFirm = least(AuditFirm, id, **{**says, **given})
    return firm


def body(id: str = "CB", **given: Any) -> AuditFirm:  # noqa: A002 - as above
    """A certification body that is accredited for ISO/IEC 27001 and works to the current edition."""
    says: dict[str, Any] = {
        "kind": FirmKind.CERTIFICATION_BODY,
        "accreditation": "Board",
        "accredited_for": ("ISO/IEC 27001:2022",),
        "edition": Edition.Y2024,
    }
    firm: AuditFirm = least(AuditFirm, id, **{**says, **given})
    return firm


def service(kind: ServiceKind, firm: str, **given: Any) -> FirmService:
    """What a firm did for us."""
    found: FirmService = least(FirmService, "S-1", **{"kind": kind, "firm": firm, **given})
    return found


def interest(firm: str, **given: Any) -> ReferralInterest:
    """A referral interest over a firm."""
    found: ReferralInterest = least(ReferralInterest, "REF-1", **{"firm": firm, **given})
    return found


def quote(firm: str = "CB", id: str = "Q-1", **given: Any) -> AuditQuote:  # noqa: A002 - as above
    """A quote for the initial certification of ten days, a third of it in Stage 1."""
    says: dict[str, Any] = {
        "kind": QuoteKind.ISO27001_INITIAL,
        "firm": firm,
        "received_on": before(20),
        "days": Decimal(10),
        "stage1_days": Decimal("3.5"),
    }
    found: AuditQuote = least(AuditQuote, id, **{**says, **given})
    return found


def decision(framework: str, firm: str, number: int = 1, on: date = TODAY) -> AuditorDecision:
    """That a firm is chosen."""
    return AuditorDecision(
        id=f"{framework}-{number}",
        number=number,
        framework=framework,
        firm=firm,
        quote="",
        reason="The best fit.",
        considered=(firm,),
        decided_by="person:ann",
        decided_on=on,
    )


def booking(framework: str, firm: str, number: int = 1, on: date = TODAY) -> AuditorBooking:
    """That a firm has confirmed days."""
    return AuditorBooking(
        id=f"{framework}-{number}",
        number=number,
        framework=framework,
        firm=firm,
        starts_on=date(2027, 1, 11),
        ends_on=date(2027, 1, 22),
        confirmation="EL-1",
        booked_by="person:ann",
        booked_on=on,
    )


def codes(found: tuple[Finding, ...]) -> list[str]:
    """What was found, by code."""
    return [one.code.value for one in found]


def told(found: Finding) -> dict[str, str]:
    """The parameters of a finding."""
    return dict(found.params)
