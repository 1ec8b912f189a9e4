"""What is lacking about personal data; asked only where Privacy is among the categories."""

from collections.abc import Iterator

from dualtrack.domain.registers.finding import Code, Finding, Settings, lack
from dualtrack.domain.registers.held import Held, later
from dualtrack.domain.registers.privacy import Breach, Processing, ProcessorCommitment, SubjectRequest
from dualtrack.domain.registers.vendors import Vendor

_PRIVACY = "iso27001:A.5.34"


def privacy(held: Held, settings: Settings) -> Iterator[Finding]:
    """Everything that is lacking about personal data."""
    for one in held.of(Processing):
        if one.legal_basis is None:
            yield lack(Code.PROCESSING_NO_BASIS, one, _PRIVACY, "soc2:P3.1", "soc2:P4.1", name=one.name)
        if not one.retention.strip():
            yield lack(Code.PROCESSING_NO_RETENTION, one, _PRIVACY, "soc2:P4.2", name=one.name)
    yield from _requests(held, settings)
    yield from _breaches(held, settings)
    yield from _processors(held)


def _requests(held: Held, settings: Settings) -> Iterator[Finding]:
    for one in held.of(SubjectRequest):
        due = later(one.received_on, settings.request)
        due = max(due, one.extended_until or due)
        since = held.past(due)
        if since is not None and not held.by(one.answered_on):
            yield lack(
                Code.REQUEST_OVERDUE,
                one,
                _PRIVACY,
                "soc2:P5.1",
                "soc2:P5.2",
                "soc2:P8.1",
                since=since,
                kind=one.kind,
                received=one.received_on,
                due=due,
            )


def _breaches(held: Held, settings: Settings) -> Iterator[Finding]:
    """The hours run from a moment of the day on which it was known, so the last day already counts."""
    for one in held.of(Breach):
        decided = one.notification is not None and held.by(one.decided_on)
        since = later(one.known_on, settings.breach)
        if not decided and since <= held.day:
            yield lack(
                Code.BREACH_UNDECIDED,
                one,
                _PRIVACY,
                "iso27001:A.5.5",
                "soc2:P6.5",
                "soc2:P6.6",
                since=since,
                name=one.name,
                known=one.known_on,
                days=settings.breach,
            )


def _processors(held: Held) -> Iterator[Finding]:
    bound = {
        one.vendor
        for one in held.of(ProcessorCommitment)
        if held.by(one.agreed_on) and (one.valid_until is None or one.valid_until >= held.day)
    }
    for vendor in held.of(Vendor):
        if vendor.personal_data and vendor.id not in bound:
            yield lack(
                Code.PROCESSOR_UNCOMMITTED, vendor, _PRIVACY, "iso27001:A.5.20", "soc2:P6.4", name=vendor.name
            )
