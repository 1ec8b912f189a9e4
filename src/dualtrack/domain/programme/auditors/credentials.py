"""What a firm has to show: a CPA firm's licence and peer review, a certification body's accreditation."""

import re
from collections.abc import Iterator
from datetime import date

from dualtrack.domain.programme.auditors.independence import years_later
from dualtrack.domain.registers.auditors import AuditFirm, Edition, PeerReview
from dualtrack.domain.registers.finding import Code, Finding, lack
from dualtrack.domain.registers.held import Held

PEER_REVIEW_YEARS = 3  # the cycle of the AICPA's Peer Review Program
TRANSITION_ENDED = date(2026, 3, 31)  # from ISO/IEC 27006:2015 to 27006-1:2024 (IAF MD 29)
_ISO27001 = re.compile(r"27001(?!\d)")


def credentials(firm: AuditFirm, framework: str, held: Held) -> tuple[Finding, ...]:
    """What is lacking of what the firm has to show for a framework on the day of `held`."""
    found = _cpa(firm, held) if framework == "soc2" else _body(firm, held)
    return tuple(found)


def covers_iso27001(firm: AuditFirm) -> bool:
    """True where ISO/IEC 27001 is among the standards of its accreditation."""
    return any(_ISO27001.search(one) for one in firm.accredited_for)


def _cpa(firm: AuditFirm, held: Held) -> Iterator[Finding]:
    if not firm.licence.strip():
        yield lack(Code.LICENCE_MISSING, firm, name=firm.name)
    last = firm.peer_reviewed_on if held.by(firm.peer_reviewed_on) else None
    due = None if last is None else years_later(last, PEER_REVIEW_YEARS)
    if due is None or due < held.day:
        yield lack(Code.PEER_REVIEW_OLD, firm, since=due, name=firm.name, last=last or "")
    if last is not None and firm.peer_review in (PeerReview.DEFICIENCIES, PeerReview.FAIL):
        yield lack(
            Code.PEER_REVIEW_FAILED, firm, since=last, name=firm.name, kind=firm.peer_review, last=last
        )


def _body(firm: AuditFirm, held: Held) -> Iterator[Finding]:
    if not firm.accreditation.strip():
        yield lack(Code.ACCREDITATION_MISSING, firm, name=firm.name)
    elif not covers_iso27001(firm):
        yield lack(
            Code.ACCREDITATION_NARROW,
            firm,
            name=firm.name,
            scope=", ".join(firm.accredited_for),
            by=firm.accreditation,
        )
    if firm.accredited_until is not None and firm.accredited_until < held.day:
        yield lack(
            Code.ACCREDITATION_ENDED,
            firm,
            since=firm.accredited_until,
            name=firm.name,
            ended=firm.accredited_until,
        )
    if firm.edition is not Edition.Y2024 and held.day > TRANSITION_ENDED:
        yield lack(
            Code.EDITION_OLD,
            firm,
            since=TRANSITION_ENDED,
            name=firm.name,
            edition=firm.edition.cited if firm.edition else "",
        )
