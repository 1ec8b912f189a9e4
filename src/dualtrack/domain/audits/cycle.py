"""The three years of a certificate: which audit comes next, by which day, and by which clause.

ISO/IEC 17021-1 9.1.3.3: the first surveillance audit is held within 12 months of the decision on
certification, a surveillance audit at least once a calendar year after that, except in the year of
recertification; 9.6.3: recertification in time for the certificate to be renewed before it expires.
"""

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from dualtrack.domain.audits.engagement import EngagementKind
from dualtrack.domain.controls.period import add_months

FIRST_MONTHS = 12  # from the decision to the first surveillance audit
LONGEST_MONTHS = 12  # of records that a surveillance audit looks at: what was before, the last one saw


@frozen(kw_only=True)
class NextAudit:
    """The audit that is due, and the last day for it."""

    kind: EngagementKind
    due_by: date
    clause: str

    def late(self, today: date) -> bool:
        """True once the last day for it is over."""
        return self.due_by < today


def next_audit(*, decided_on: date, valid_until: date, held_on: Iterable[date] = ()) -> NextAudit:
    """What comes next on a certificate; `held_on` are the last days of its surveillance audits."""
    held = sorted(day for day in held_on if day > decided_on)
    if not held:
        first = min(add_months(decided_on, FIRST_MONTHS), valid_until)
        return NextAudit(kind=EngagementKind.ISO_SURVEILLANCE, due_by=first, clause="ISO/IEC 17021-1 9.1.3.3")
    if held[-1].year + 1 >= valid_until.year:
        kind = EngagementKind.ISO_RECERTIFICATION
        return NextAudit(kind=kind, due_by=valid_until, clause="ISO/IEC 17021-1 9.6.3")
    year_end = date(held[-1].year + 1, 12, 31)
    return NextAudit(kind=EngagementKind.ISO_SURVEILLANCE, due_by=year_end, clause="ISO/IEC 17021-1 9.1.3.3")
