"""What was found: deviations of a control's operation and nonconformities with a requirement."""

from datetime import date, datetime
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded


@recorded("deviation", version=2, upcasters={1: lambda data: {**data, "within": ""}})
@frozen(kw_only=True)
class Deviation:
    """One item that did not operate as described (SOC 2; auditors also say exception).

    `within` is the period of a report that gives no day: it belongs to that period alone, `occurred_on` is
    its last day, and no other period is judged by it.
    """

    id: str
    control: str
    occurred_on: date
    description: str
    noted_at: datetime
    noted_by: str
    cause: str = ""
    response: str = ""
    within: str = ""

    def counts_in(self, period: str) -> bool:
        """True unless it belongs to another period and nobody knows the day."""
        return self.within in ("", period)


class Grade(StrEnum):
    """Grade of a nonconformity; it is the certification body's to give (ISO/IEC 17021-1)."""

    MAJOR = "major"
    MINOR = "minor"


@recorded("nonconformity")
@frozen(kw_only=True)
class Nonconformity:
    """A requirement that is not fulfilled (ISO/IEC 27001 10.2), open until it is closed."""

    id: str
    requirement: str
    grade: Grade
    description: str
    raised_on: date
    raised_by: str
    closed_on: date | None = None

    def open_on(self, as_of: date) -> bool:
        """True on the days from raising until closing."""
        return self.raised_on <= as_of and (self.closed_on is None or as_of < self.closed_on)
