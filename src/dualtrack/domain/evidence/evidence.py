"""Evidence: a record that supports a conclusion, with its four dates (design law 1)."""

from datetime import date, datetime
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.controls.period import Period
from dualtrack.domain.ledger.codec import recorded


@frozen(kw_only=True)
class Artifact:
    """The bytes behind a piece of evidence, named by their hash."""

    sha256: str
    size: int
    filename: str
    media_type: str = "application/octet-stream"


@recorded("evidence")
@frozen(kw_only=True)
class Evidence:
    """What it covers, when it was performed and collected, and when we received it (set by us only)."""

    id: str
    title: str
    controls: tuple[str, ...]
    artifact: Artifact
    covers_from: date
    covers_to: date
    received_at: datetime
    submitted_by: str
    performed_on: date | None = None
    collected_at: datetime | None = None
    source: str = "upload"
    note: str = ""

    @property
    def covers(self) -> Period:
        """The days that it speaks about."""
        return Period(self.covers_from, self.covers_to)

    @property
    def performed(self) -> date:
        """The day of the performance: the stated one, else the last day covered."""
        return self.performed_on or self.covers_to


class EvidenceProblem(StrEnum):
    """Why a piece of evidence is refused."""

    FUTURE = "covers_a_future_day"
    REVERSED = "covers_end_before_start"
    PERFORMED_FUTURE = "performed_in_the_future"
    COLLECTED_FUTURE = "collected_in_the_future"
    PERFORMED_BEFORE = "performed_before_what_it_covers"
    NO_CONTROL = "serves_no_control"
    TOO_LONG = "covers_too_long"


_LONGEST_DAYS = 1096  # three years, the audit cycle of ISO/IEC 17021-1: nothing speaks about more at once


def problem(
    *,
    covers_from: date,
    covers_to: date,
    performed_on: date | None,
    collected_at: datetime | None,
    controls: tuple[str, ...],
    today: date,
    now: datetime,
) -> EvidenceProblem | None:
    """The first reason to refuse the dates of a piece of evidence, or None."""
    checks = (
        (covers_to < covers_from, EvidenceProblem.REVERSED),
        (covers_to > today, EvidenceProblem.FUTURE),
        ((covers_to - covers_from).days > _LONGEST_DAYS, EvidenceProblem.TOO_LONG),
        (performed_on is not None and performed_on > today, EvidenceProblem.PERFORMED_FUTURE),
        (performed_on is not None and performed_on < covers_from, EvidenceProblem.PERFORMED_BEFORE),
        (collected_at is not None and collected_at > now, EvidenceProblem.COLLECTED_FUTURE),
        (not controls, EvidenceProblem.NO_CONTROL),
    )
    return next((reason for failed, reason in checks if failed), None)
