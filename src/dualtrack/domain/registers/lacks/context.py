"""What is lacking about the context: climate change, law and contracts, external documents, demands."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from dualtrack.domain.registers.context import (
    ISSUES,
    PARTIES,
    ContextIssue,
    InterestedParty,
    LegalRequirement,
)
from dualtrack.domain.registers.customers import Demand
from dualtrack.domain.registers.documentation import DocumentEntry, Origin
from dualtrack.domain.registers.finding import Code, Finding, Settings, lack, lack_of
from dualtrack.domain.registers.held import Held


def context(held: Held, settings: Settings) -> Iterator[Finding]:
    """Everything that is lacking about what surrounds the organisation."""
    yield from _climate(held)
    yield from _legal(held, settings)
    yield from _documents(held, settings)
    for demand in held.of(Demand):
        since = held.past(demand.needed_by)
        if since is not None and not held.by(demand.answered_on):
            yield lack(
                Code.DEMAND_PASSED,
                demand,
                "iso27001:4.2",
                "soc2:CC2.3",
                since=since,
                name=demand.name,
                asks_for=demand.asks_for,
                needed_by=demand.needed_by,
            )


def _climate(held: Held) -> Iterator[Finding]:
    """4.1 asks for the determination itself; the note to 4.2 for a thought about the parties on record."""
    determined = any(
        one.climate and one.relevant is not None and held.by(one.determined_on)
        for one in held.of(ContextIssue)
    )
    if not determined:
        yield lack_of(Code.CLIMATE_UNDETERMINED, ISSUES.key, "iso27001:4.1")
    if all(one.climate is None for one in held.of(InterestedParty)):
        yield lack_of(Code.CLIMATE_UNASKED, PARTIES.key, "iso27001:4.2")


def _legal(held: Held, settings: Settings) -> Iterator[Finding]:
    for one in held.of(LegalRequirement):
        if not one.owner:
            yield lack(Code.LEGAL_UNOWNED, one, "iso27001:A.5.31", "soc2:CC3.1", name=one.name)
        review = _Review.of(held, one.reviewed_on, one.next_review, settings.review)
        if review.lacking:
            yield lack(
                Code.LEGAL_REVIEW_OVERDUE,
                one,
                "iso27001:A.5.31",
                "soc2:CC3.1",
                since=review.since,
                name=one.name,
                last=review.last or "",
            )


def _documents(held: Held, settings: Settings) -> Iterator[Finding]:
    for one in held.of(DocumentEntry):
        review = _Review.of(held, one.reviewed_on, one.next_review, settings.review)
        if one.origin is Origin.EXTERNAL and review.lacking:
            yield lack(
                Code.EXTERNAL_UNREVIEWED,
                one,
                "iso27001:7.5.3",
                "soc2:CC5.3",
                since=review.since,
                name=one.name,
                last=review.last or "",
            )


@frozen
class _Review:
    """How a record stands with its review: when it was last done, and since when it is owed."""

    last: date | None
    since: date | None
    lacking: bool

    @classmethod
    def of(cls, held: Held, reviewed: date | None, following: date | None, days: int) -> "_Review":
        """A review is owed after the day that was set for it, or `days` after the last one if none was."""
        last = reviewed if held.by(reviewed) else None
        if following is not None and (last is None or last < following):
            since = held.past(following)
            return cls(last, since, since is not None)
        since = held.past(last, days)
        return cls(last, since, last is None or since is not None)
